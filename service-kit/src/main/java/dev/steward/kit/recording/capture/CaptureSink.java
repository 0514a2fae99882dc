package dev.steward.kit.recording.capture;

/** Where finished exchanges go. Called on the request's thread: it must neither wait nor fail. */
public interface CaptureSink {
    /** Comes before anything else; never, where nothing is recorded. */
    void start();

    /** Every exchange that is over, also what sampling leaves out. */
    void accept(Capture capture);

    /** An exchange of which nothing can be recorded. */
    void missed(Capture capture, RuntimeException cause);
}
