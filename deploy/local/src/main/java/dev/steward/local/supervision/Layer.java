package dev.steward.local.supervision;

/** In the order of stopping: what takes requests first, what the others need last. */
public enum Layer {
    EDGE,
    SERVICES,
    STORES
}
