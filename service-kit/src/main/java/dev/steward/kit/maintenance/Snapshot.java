package dev.steward.kit.maintenance;

import java.util.List;

/**
 * Everything an enforcement point needs to know, now and for every scheduled edge ahead.
 *
 * @param revision
 *            counts changes; a snapshot replaces another only when its revision is higher
 * @param windows
 *            all windows that are not over on every channel
 */
public record Snapshot(long revision, List<MaintenanceWindow> windows) {
    /** What is known before anything is known. */
    public static final Snapshot UNKNOWN = new Snapshot(-1, List.of());

    /** Where an enforcement point may read the snapshot from, as JSON: a Valkey STRING. */
    public static final String KEY = "maintenance:snapshot";

    /** Where a change is announced: a Valkey channel; the message is the revision. */
    public static final String CHANGES = "maintenance:changes";

    public boolean known() {
        return revision >= 0;
    }
}
