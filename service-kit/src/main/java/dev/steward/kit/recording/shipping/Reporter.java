package dev.steward.kit.recording.shipping;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.steward.kit.json.WireJson;
import dev.steward.kit.recording.backlog.Backlog;
import dev.steward.kit.recording.backlog.Batch;
import dev.steward.kit.recording.tally.Gaps;
import dev.steward.kit.recording.tally.Tally;
import dev.steward.kit.recording.tally.TallyReport;
import java.time.Duration;
import java.util.UUID;

/**
 * Reports what was counted and lost, one report at a time: while one waits the next grows. That keeps them in order,
 * without which observability-service would take an old one for a repetition.
 */
final class Reporter {
    private final Tally tally;
    private final Gaps gaps;
    private final Backlog backlog;
    private final String service;
    private final long everyNanos;
    private final UUID producer = UUID.randomUUID();
    private long sequence;
    private long lastAt = System.nanoTime();

    Reporter(Tally tally, Gaps gaps, Backlog backlog, String service, Duration every) {
        this.tally = tally;
        this.gaps = gaps;
        this.backlog = backlog;
        this.service = service;
        this.everyNanos = every.toNanos();
    }

    void advance(long now) {
        if (now - lastAt >= everyNanos) {
            report();
        }
    }

    /** Unless there is nothing to report, or the last report still waits. */
    void report() {
        if (!isIdle() && !backlog.holdsReport()) {
            reportAll();
        }
    }

    /** Whether or not another waits. */
    void reportAll() {
        if (isIdle()) {
            return;
        }
        lastAt = System.nanoTime();
        try {
            backlog.add(Batch.report(WireJson.MAPPER.writeValueAsBytes(
                    new TallyReport(producer, ++sequence, service, tally.drain(), gaps.drain()))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report that cannot be written", e);
        }
    }

    /** Whether there is nothing to report. */
    boolean isIdle() {
        return tally.isEmpty() && gaps.isEmpty();
    }
}
