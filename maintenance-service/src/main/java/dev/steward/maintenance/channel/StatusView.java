package dev.steward.maintenance.channel;

import dev.steward.kit.maintenance.ChannelState;
import java.util.List;

/**
 * Which channel is offline, since when, until when and why.
 *
 * @param revision
 *            counts changes; the same number means the same windows
 */
public record StatusView(long revision, List<ChannelState> channels) {}
