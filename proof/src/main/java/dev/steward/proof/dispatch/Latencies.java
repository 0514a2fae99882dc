package dev.steward.proof.dispatch;

import dev.steward.proof.dispatch.Load.Accepted;
import dev.steward.proof.dispatch.Receiver.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How long requests took from being asked for to their first arrival, in ascending order. */
public record Latencies(List<Duration> all) {
    public static Latencies between(Load load, Receiver receiver) {
        return between(load, receiver, Instant.MIN);
    }

    /** Of what arrived since then. */
    public static Latencies between(Load load, Receiver receiver, Instant since) {
        return new Latencies(receiver.arrivals().stream()
                .filter(arrival -> arrival.turn() == 1 && arrival.at().isAfter(since))
                .filter(arrival -> load.accepted().containsKey(arrival.mark()))
                .map(arrival -> between(load.accepted().get(arrival.mark()), arrival))
                .sorted()
                .toList());
    }

    /**
     * @param share
     *            from 0 to 1; of none it is zero
     */
    public Duration at(double share) {
        return all.isEmpty() ? Duration.ZERO : all.get(Math.max(0, (int) Math.ceil(all.size() * share) - 1));
    }

    public double millis(double share) {
        return at(share).toNanos() / 1e6;
    }

    private static Duration between(Accepted accepted, Arrival arrival) {
        return Duration.between(accepted.askedAt(), arrival.at());
    }

    @Override
    public String toString() {
        return "%d, p50 %.1f ms, p95 %.1f ms, max %.1f ms".formatted(all.size(), millis(0.5), millis(0.95), millis(1));
    }
}
