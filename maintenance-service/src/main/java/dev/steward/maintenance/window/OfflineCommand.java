package dev.steward.maintenance.window;

import dev.steward.kit.maintenance.EndPolicy;
import java.util.Set;

/**
 * An {@link OfflineRequest}, understood.
 *
 * @param message
 *            null: unchanged; empty: none
 * @param endPolicy
 *            null: unchanged
 */
record OfflineCommand(Set<String> channels, Moment backOnlineAt, String message, EndPolicy endPolicy, boolean shorten) {}
