package dev.steward.proof.dispatch;

import dev.steward.proof.dispatch.Receiver.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What must be true of a request once everything is settled, judged by its script and by what its receiver saw.
 *
 * @param faults
 *            how many times something died; each may cost the record of an attempt that was sent
 */
record Model(Script script, Fate fate, List<Arrival> arrivals, int faults) {
    // Between a worker's look at the clock and the receiver's.
    private static final Duration TOLERANCE = Duration.ofMillis(400);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration BEGINS_WITHIN = Dispatchers.LEASE_MARGIN.dividedBy(2);

    /** Sentences about what is wrong. */
    List<String> complaints() {
        var complaints = new ArrayList<String>();
        unless(attemptsAreCounted(), "its attempts are not numbered from 1 on without a gap", complaints);
        unless(recordsAreTrue(), "a status was recorded that the receiver did not answer", complaints);
        unless(endsWhereItMust(), "an attempt followed on an answer that ends everything", complaints);
        unless(stateFollows(), "its state does not follow from its attempts", complaints);
        unless(arrivalsAreRecorded(), "more arrived than attempts and faults account for", complaints);
        unless(successCounts(), "the receiver was content, and nobody knows", complaints);
        unless(nothingIsLate(), "something arrived after its end", complaints);
        unless(nothingOverlaps(), "an attempt began before the one before was over", complaints);
        return complaints;
    }

    private boolean attemptsAreCounted() {
        List<Integer> expected = IntStream.rangeClosed(1, made()).boxed().toList();
        return fate.numbers().equals(expected) && fate.attempts() == made() && made() <= fate.limit();
    }

    private boolean recordsAreTrue() {
        return IntStream.range(0, made()).allMatch(i -> fate.statuses().get(i) == null
                || arrivals.stream().anyMatch(arrival -> arrival.number() == i + 1
                        && arrival.reply().status() == fate.statuses().get(i)));
    }

    /** Only an operator's retry goes on after a stop code. */
    private boolean endsWhereItMust() {
        return fate.statuses().stream().limit(Math.max(0, made() - 1)).noneMatch(status -> script.succeedsAt(status)
                || script.stopsAt(status) && script.retriedAfter() == null);
    }

    private boolean stateFollows() {
        Integer last = made() == 0 ? null : fate.statuses().getLast();
        return switch (fate.state()) {
            case "DELIVERED" -> script.succeedsAt(last);
            case "STOPPED" -> script.stopsAt(last);
            case "FAILED" -> !script.succeedsAt(last) && !script.stopsAt(last) && made() == fate.limit();
            case "EXPIRED" -> !script.succeedsAt(last) && fate.expireAt() != null
                    && !fate.settledAt().isBefore(fate.expireAt());
            case "CANCELLED" -> !script.succeedsAt(last) && script.cancelledAfter() != null;
            default -> false;
        };
    }

    /** A connection may also fail while somebody dies, so that there may be fewer. */
    private boolean arrivalsAreRecorded() {
        int unrecorded = fate.state().equals("CANCELLED") ? 1 : 0;
        boolean numbered = arrivals.stream().allMatch(arrival -> arrival.number() >= 1 && arrival.number() <= made() + 1);
        return numbered && arrivals.size() <= made() + faults + unrecorded
                && (faults > 0 || arrivals.size() >= made());
    }

    private boolean successCounts() {
        boolean content = arrivals.stream().anyMatch(arrival -> script.succeedsAt(arrival.reply().status()));
        return !content || faults > 0 || fate.state().equals("DELIVERED") || fate.state().equals("CANCELLED");
    }

    private boolean nothingIsLate() {
        Instant end = fate.settledAt().plus(fate.state().equals("CANCELLED") ? BEGINS_WITHIN : Duration.ZERO).plus(TOLERANCE);
        return arrivals.stream().allMatch(arrival -> arrival.at().isBefore(end)
                && (fate.expireAt() == null || arrival.at().isBefore(fate.expireAt().plus(TOLERANCE))));
    }

    /** The next one waits for the interval, or, where the last was not recorded, for the end of its lease. */
    private boolean nothingOverlaps() {
        Map<Integer, List<Instant>> times = arrivals.stream().collect(
                Collectors.groupingBy(Arrival::number, Collectors.mapping(Arrival::at, Collectors.toList())));
        boolean leased = times.values().stream().allMatch(same -> apart(same, Trial.LEASE.minus(BEGINS_WITHIN)));
        return leased && (script.retriedAfter() != null || apart(arrivals.stream().map(Arrival::at).toList(), INTERVAL));
    }

    private static boolean apart(List<Instant> times, Duration least) {
        return IntStream.range(1, times.size()).allMatch(
                i -> Duration.between(times.get(i - 1), times.get(i)).plusMillis(50).compareTo(least) >= 0);
    }

    private int made() {
        return fate.numbers().size();
    }

    private static void unless(boolean holds, String sentence, List<String> complaints) {
        if (!holds) {
            complaints.add(sentence);
        }
    }
}
