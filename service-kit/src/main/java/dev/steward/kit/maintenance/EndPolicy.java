package dev.steward.kit.maintenance;

/** Whether the back-online time of a window also ends it. */
public enum EndPolicy {
    /** The time is an estimate; somebody ends the window. A half-migrated shop is never reopened by a clock. */
    MANUAL,
    /** The window ends by itself at its back-online time, on every enforcement point. */
    AUTOMATIC
}
