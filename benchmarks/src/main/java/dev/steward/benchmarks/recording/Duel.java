package dev.steward.benchmarks.recording;

import dev.steward.benchmarks.recording.ShopUnderTest.Round;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * One event loop has two shops, and chance says which of them is asked next: whatever the machine does, it does to
 * both.
 */
final class Duel {
    /**
     * What both did at one pace.
     *
     * @param others
     *            each happened beside the floor's at the same place
     */
    record Rounds(List<Round> floors, List<Round> others) {}

    private final ShopUnderTest floor;
    private final ShopUnderTest other;
    private final Random random = new Random(1);

    Duel(ShopUnderTest floor, ShopUnderTest other) {
        this.floor = floor;
        this.other = other;
    }

    /** At a steady rate of both together, or as fast as they are. */
    Rounds rounds(int rounds, int requests, int perSecond) throws IOException {
        Rounds all = new Rounds(new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < rounds; round++) {
            round(requests, perSecond);
            all.floors().add(floor.round());
            all.others().add(other.round());
        }
        return all;
    }

    private void round(int requests, int perSecond) throws IOException {
        long every = 1_000_000_000L / perSecond;
        long next = System.nanoTime();
        for (int request = 0; request < requests; request++) {
            (random.nextBoolean() ? floor : other).order(request);
            next = Math.max(next + every, System.nanoTime());
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }
}
