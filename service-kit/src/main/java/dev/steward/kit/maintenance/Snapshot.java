package dev.steward.kit.maintenance;

import java.util.List;

/**
 * Everything an enforcement point needs to know, now and for every scheduled edge ahead.
 *
 * @param revision
 *            counts changes; a snapshot replaces another only when its revision is higher
 * @param channels
 *            how each channel behaves
 * @param windows
 *            all windows that are not over on every channel
 * @param bypassLinks
 *            all links that are neither expired nor revoked
 */
public record Snapshot(long revision, List<ChannelPolicy> channels, List<MaintenanceWindow> windows,
        List<BypassLink> bypassLinks) {
    /** What is known before anything is known. */
    public static final Snapshot UNKNOWN = new Snapshot(-1, List.of());

    /** Where an enforcement point may read the snapshot from, as JSON: a Valkey STRING. */
    public static final String KEY = "maintenance:snapshot";

    /** Where a change is announced: a Valkey channel; the message is the revision. */
    public static final String CHANGES = "maintenance:changes";

    public Snapshot {
        channels = channels == null ? List.of() : List.copyOf(channels);
        windows = windows == null ? List.of() : List.copyOf(windows);
        bypassLinks = bypassLinks == null ? List.of() : List.copyOf(bypassLinks);
    }

    /** Of windows alone, on channels that behave as usual. */
    public Snapshot(long revision, List<MaintenanceWindow> windows) {
        this(revision, List.of(), windows, List.of());
    }

    public boolean known() {
        return revision >= 0;
    }

    /** How the channel behaves; the standard where nothing tells. */
    public ChannelPolicy policy(String channel) {
        return channels.stream().filter(policy -> policy.channel().equals(channel)).findFirst()
                .orElseGet(() -> ChannelPolicy.standard(channel, false));
    }
}
