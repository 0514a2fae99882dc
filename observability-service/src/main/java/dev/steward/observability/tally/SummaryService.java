package dev.steward.observability.tally;

import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import dev.steward.observability.partition.Partitions;
import dev.steward.observability.tally.SummaryStore.Sums;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Sums up what recorders counted. */
@ApplicationScoped
class SummaryService {
    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final double MICROS_OF_A_MILLI = 1000;

    private final SummaryStore store;
    private final List<String> apis;
    private final Clock clock;

    SummaryService(SummaryStore store, Partitions partitions, Clock clock) {
        this.store = store;
        this.apis = partitions.apis().stream().sorted().toList();
        this.clock = clock;
    }

    Uni<Summary> of(Instant from, Instant to) {
        Instant until = to == null ? clock.instant() : to;
        Instant since = from == null ? until.minus(USUAL) : from;
        if (!since.isBefore(until) || Duration.between(since, until).compareTo(LONGEST) > 0) {
            throw new ProblemException(KitError.VALIDATION_FAILED, "from must be before to, by 400 days at most.");
        }
        return store.sums(apis, since, until).map(sums -> new Summary(since, until, lines(sums)));
    }

    private List<Summary.Api> lines(Map<String, Sums> sums) {
        return apis.stream().map(api -> line(api, sums.getOrDefault(api, Sums.NONE))).toList();
    }

    private static Summary.Api line(String api, Sums sums) {
        if (sums.exchanges() == 0) {
            return new Summary.Api(api, 0, 0, null, 0, sums.lost(), null);
        }
        return new Summary.Api(api, sums.exchanges(), sums.failed(), (double) sums.failed() / sums.exchanges(),
                sums.unsampled(),
                sums.lost(), durations(sums));
    }

    private static Summary.Durations durations(Sums sums) {
        Percentiles percentiles = new Percentiles(sums.durations(), sums.longestMicros());
        return new Summary.Durations(millis((double) sums.durationMicros() / sums.exchanges()), millis(percentiles.at(0.50)),
                millis(percentiles.at(0.95)), millis(percentiles.at(0.99)), millis(sums.longestMicros()));
    }

    private static double millis(double micros) {
        return micros / MICROS_OF_A_MILLI;
    }
}
