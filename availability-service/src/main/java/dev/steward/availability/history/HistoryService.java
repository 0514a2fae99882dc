package dev.steward.availability.history;

import static dev.steward.kit.problem.KitError.VALIDATION_FAILED;

import dev.steward.availability.mitra.KnownMitras;
import dev.steward.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** When mitras were online. */
@Singleton
class HistoryService {
    private static final Duration USUAL_SPAN = Duration.ofDays(30);
    private static final Duration LONGEST_SPAN = Duration.ofDays(366);

    private final KnownMitras mitras;
    private final HistoryStore store;
    private final Clock clock;

    HistoryService(KnownMitras mitras, HistoryStore store, Clock clock) {
        this.mitras = mitras;
        this.store = store;
        this.clock = clock;
    }

    Uni<OnlinePeriodPage> periods(UUID mitraId, UUID after, int limit) {
        return mitras.require(mitraId)
                .chain(() -> store.periods(mitraId, after, limit + 1))
                .map(found -> OnlinePeriodPage.of(found, limit));
    }

    /**
     * @param from
     *            null: 30 days before the end
     * @param to
     *            null: now
     */
    Uni<OnlineTime> time(UUID mitraId, Instant from, Instant to) {
        Instant end = to == null ? clock.instant() : to;
        Instant start = from == null ? end.minus(USUAL_SPAN) : from;
        if (!start.isBefore(end) || Duration.between(start, end).compareTo(LONGEST_SPAN) > 0) {
            throw new ProblemException(VALIDATION_FAILED, "The span must be longer than nothing and at most 366 days.")
                    .field("from", "must be before to, by 366 days at most");
        }
        return mitras.require(mitraId)
                .chain(() -> store.days(mitraId, start, end))
                .map(days -> OnlineTime.of(start, end, days));
    }
}
