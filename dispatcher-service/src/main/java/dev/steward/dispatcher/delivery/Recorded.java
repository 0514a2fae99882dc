package dev.steward.dispatcher.delivery;

/** What became of a conclusion. */
enum Recorded {
    DONE,
    /** The lease is another's, or the request has ended: nothing was changed. */
    LOST,
    /** Somebody is just changing the task: nothing was changed yet. */
    BUSY
}
