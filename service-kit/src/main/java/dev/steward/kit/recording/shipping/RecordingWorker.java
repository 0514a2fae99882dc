package dev.steward.kit.recording.shipping;

import dev.steward.kit.recording.backlog.Extent;
import dev.steward.kit.recording.backlog.Losses;
import dev.steward.kit.recording.backlog.Losses.Reason;
import dev.steward.kit.recording.backlog.Spool;
import dev.steward.kit.recording.capture.Capture;
import dev.steward.kit.recording.tally.Tally;
import java.time.Duration;
import java.util.List;

/** The one thread that turns captures into records and sees to their way. */
final class RecordingWorker {
    private final Intake intake;
    private final Tally tally;
    private final RecordWriter writer;
    private final Outbox outbox;
    private final Spool spool;
    private final Alarm alarm;
    private final Losses losses;
    private final Thread thread = new Thread(this::run, "steward-recording");
    private volatile boolean stopping;
    private volatile long stopAtNanos;

    RecordingWorker(Intake intake, Tally tally, RecordWriter writer, Outbox outbox, Spool spool, Alarm alarm, Losses losses) {
        this.intake = intake;
        this.tally = tally;
        this.writer = writer;
        this.outbox = outbox;
        this.spool = spool;
        this.alarm = alarm;
        this.losses = losses;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Returns when all is sent, at the latest after {@code atMost}; what remains then is lost. */
    void stop(Duration atMost) {
        stopAtNanos = System.nanoTime() + atMost.toNanos();
        stopping = true;
        alarm.urge();
        try {
            thread.join(atMost.plusSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        spool.open();
        while (!stopping) {
            work();
            if (isIdle()) {
                alarm.sleep(() -> isIdle() && !stopping);
            } else {
                alarm.doze();
            }
        }
        drain();
    }

    private void drain() {
        outbox.hurry();
        for (work(); !isIdle() && System.nanoTime() - stopAtNanos < 0; work()) {
            outbox.sealAll();
            alarm.doze();
        }
        outbox.abandon();
        spool.close();
    }

    private void work() {
        for (Capture capture = intake.poll(); capture != null; capture = intake.poll()) {
            record(capture);
            if (!intake.isFilling()) {
                // To a request that waits for this core: the system lets who works at length run on for milliseconds.
                // On a busy machine it lets everybody else go first; to go on with that would fill the intake.
                Thread.yield();
            }
        }
        try {
            outbox.advance();
        } catch (RuntimeException e) {
            losses.trouble(e.toString());
        }
    }

    /** A defect costs the record that showed it, and never the worker. */
    private void record(Capture capture) {
        Extent extent = Extent.of(capture.api(), capture.startedAt());
        try {
            tally.add(capture);
            outbox.add(writer.write(capture), extent, capture.failed());
        } catch (RuntimeException | StackOverflowError e) {
            losses.add(Reason.DEFECT, capture.failed(), List.of(extent), e.toString());
        }
    }

    private boolean isIdle() {
        return intake.isEmpty() && outbox.isEmpty();
    }
}
