package dev.steward.observability.tally;

import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import dev.steward.kit.recording.redaction.StorableText;
import dev.steward.kit.recording.tally.DurationBuckets;
import dev.steward.kit.recording.tally.Gap;
import dev.steward.kit.recording.tally.MinuteCount;
import dev.steward.kit.recording.tally.TallyReport;
import dev.steward.observability.tally.TallyReceipt.Rejected;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Which counts and gaps may be stored. Complete: what it admits, the tables take. */
final class TallyAdmission {
    private static final Duration PAST = Duration.ofDays(90);
    private static final Duration FUTURE = Duration.ofMinutes(10);
    private static final int MOST = 20_000;
    private static final int LONGEST = 200;
    private static final int LONGEST_ROUTE = 1000;
    private static final long LARGEST = 1_000_000_000_000_000L;

    private final Set<String> apis;
    private final Clock clock;

    record Admitted(TallyReport report, List<Rejected> rejected) {}

    TallyAdmission(Set<String> apis, Clock clock) {
        this.apis = new TreeSet<>(apis);
        this.clock = clock;
    }

    /**
     * @throws ProblemException
     *             when it is no report at all
     */
    Admitted admit(TallyReport report) {
        if (report == null || report.producer() == null || report.sequence() < 1 || !isName(report.service(), LONGEST)
                || report.counts() == null || report.gaps() == null) {
            throw new ProblemException(KitError.VALIDATION_FAILED,
                    "A report has producer, sequence (from 1), service, counts and gaps.");
        }
        if (report.counts().size() > MOST || report.gaps().size() > MOST) {
            throw new ProblemException(KitError.VALIDATION_FAILED,
                    "A report holds at most %d counts and gaps.".formatted(MOST));
        }
        List<Rejected> rejected = new ArrayList<>();
        Set<MinuteCount> seen = new HashSet<>();
        List<MinuteCount> counts = sort("counts", report.counts(), rejected, count -> fault(count, seen),
                TallyAdmission::storable);
        List<Gap> gaps = sort("gaps", report.gaps(), rejected, this::fault, TallyAdmission::storable);
        return new Admitted(new TallyReport(report.producer(), report.sequence(), line(report.service()), counts, gaps),
                rejected);
    }

    private static <T> List<T> sort(String name, List<T> given, List<Rejected> rejected, Function<T, String> fault,
            UnaryOperator<T> storable) {
        List<T> good = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String reason = given.get(i) == null ? "null" : fault.apply(given.get(i));
            if (reason == null) {
                good.add(storable.apply(given.get(i)));
            } else {
                rejected.add(new Rejected("%s[%d]".formatted(name, i), reason));
            }
        }
        return good;
    }

    /** Null when there is none. */
    private String fault(MinuteCount count, Set<MinuteCount> seen) {
        if (!apis.contains(Objects.requireNonNullElse(count.api(), ""))) {
            return unknownApi();
        }
        if (!isTime(count.minute()) || !count.minute().truncatedTo(ChronoUnit.MINUTES).equals(count.minute())) {
            return "minute: must be a whole one, of the last 90 days";
        }
        if (!isName(count.method(), LONGEST) || count.route() != null && count.route().length() > LONGEST_ROUTE) {
            return "method, route: missing or too long";
        }
        if (count.status() != null && (count.status() < 100 || count.status() > 599)) {
            return "status: must be from 100 to 599, or absent";
        }
        if (!isCount(count.exchanges()) || !isPart(count.failed(), count) || !isPart(count.unsampled(), count)
                || count.durationMicros() < 0 || count.durationMicros() > LARGEST || count.longestMicros() < 0
                || count.longestMicros() > count.durationMicros()) {
            return "exchanges, failed, unsampled, durationMicros, longestMicros: do not fit each other";
        }
        if (!addsUp(count)) {
            return "durations: must have at most %d buckets, and add up to exchanges".formatted(DurationBuckets.COUNT);
        }
        return seen.add(key(count)) ? null : "is in the report twice";
    }

    private String fault(Gap gap) {
        if (!apis.contains(Objects.requireNonNullElse(gap.api(), ""))) {
            return unknownApi();
        }
        if (!isTime(gap.from()) || !isTime(gap.until()) || gap.until().isBefore(gap.from())) {
            return "from, until: must be of the last 90 days, in this order";
        }
        return isName(gap.reason(), LONGEST) && isCount(gap.exchanges()) ? null : "reason, exchanges: missing or out of range";
    }

    private String unknownApi() {
        return "api: not configured here; known are " + String.join(", ", apis);
    }

    private boolean isTime(Instant time) {
        Instant now = clock.instant();
        return time != null && !time.isBefore(now.minus(PAST)) && !time.isAfter(now.plus(FUTURE));
    }

    private static boolean isName(String text, int longest) {
        return text != null && !text.isBlank() && text.length() <= longest;
    }

    private static boolean isCount(long exchanges) {
        return exchanges > 0 && exchanges <= LARGEST;
    }

    private static boolean isPart(long some, MinuteCount count) {
        return some >= 0 && some <= count.exchanges();
    }

    private static boolean addsUp(MinuteCount count) {
        List<Long> durations = count.durations();
        return durations != null && durations.size() <= DurationBuckets.COUNT
                && durations.stream().allMatch(some -> some != null && some >= 0 && some <= count.exchanges())
                && durations.stream().mapToLong(Long::longValue).sum() == count.exchanges();
    }

    private static MinuteCount key(MinuteCount count) {
        return new MinuteCount(count.api(), count.minute(), line(count.method()), line(count.route()), count.status(), 0, 0, 0,
                0,
                0, List.of());
    }

    private static MinuteCount storable(MinuteCount count) {
        return new MinuteCount(count.api(), count.minute(), line(count.method()), line(count.route()), count.status(),
                count.exchanges(), count.failed(), count.unsampled(), count.durationMicros(), count.longestMicros(),
                count.durations());
    }

    private static Gap storable(Gap gap) {
        return new Gap(gap.api(), gap.from(), gap.until(), gap.failures(), line(gap.reason()), gap.exchanges());
    }

    /** The store has no null there, so that an empty route is none. */
    private static String line(String text) {
        return text == null || text.isEmpty() ? null : StorableText.ofLine(text);
    }
}
