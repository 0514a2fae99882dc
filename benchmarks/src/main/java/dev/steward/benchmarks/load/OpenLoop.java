package dev.steward.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Asks at a fixed rate, whether or not there are answers: each request has its moment, and its latency counts from
 * that moment, also when its connection was still waiting for the answer before. So nothing that a slow server
 * delays is left out.
 */
public final class OpenLoop implements AutoCloseable {
    private static final int CONNECTIONS = 32;

    /**
     * @param first
     *            the moment of the first request, as of {@link System#nanoTime()}
     * @param nanos
     *            latencies in the requests' order
     * @param failed
     *            which answers were not 200
     */
    public record Result(long first, int perSecond, long[] nanos, boolean[] failed) {
        public double millis(double share) {
            return Figures.percentile(sorted(), share) / 1000;
        }

        public long errors() {
            return IntStream.range(0, failed.length).filter(i -> failed[i]).count();
        }

        /** Only of the requests whose moment was from this one on and before that. */
        public Result between(long from, long until) {
            int begin = Math.clamp(indexFrom(from), 0, nanos.length);
            int end = Math.clamp(indexFrom(until), begin, nanos.length);
            return new Result(first + moment(begin, perSecond), perSecond, Arrays.copyOfRange(nanos, begin, end),
                    Arrays.copyOfRange(failed, begin, end));
        }

        private long indexFrom(long moment) {
            return Math.ceilDiv((moment - first) * perSecond, 1_000_000_000L);
        }

        private long[] sorted() {
            return Arrays.stream(nanos).sorted().toArray();
        }
    }

    private final List<Wire> wires = new ArrayList<>();
    private final List<byte[]> requests;
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS,
            Thread.ofPlatform().daemon().factory());

    /**
     * @param requests
     *            are sent in turn
     */
    public OpenLoop(int port, List<byte[]> requests) throws IOException {
        this.requests = requests;
        for (int i = 0; i < CONNECTIONS; i++) {
            wires.add(new Wire(port));
        }
    }

    public Result round(int count, int perSecond) throws InterruptedException, ExecutionException {
        var result = new Result(System.nanoTime() + 10_000_000, perSecond, new long[count], new boolean[count]);
        List<Future<Void>> parts = new ArrayList<>();
        for (int part = 0; part < CONNECTIONS; part++) {
            int from = part;
            parts.add(threads.submit(() -> ask(from, result)));
        }
        for (Future<Void> part : parts) {
            part.get();
        }
        return result;
    }

    /** Every so many-th request of all, over one connection. */
    private Void ask(int from, Result result) throws IOException {
        for (int i = from; i < result.nanos().length; i += CONNECTIONS) {
            long moment = result.first() + moment(i, result.perSecond());
            for (long wait = moment - System.nanoTime(); wait > 0; wait = moment - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            result.failed()[i] = wires.get(from).exchange(requests.get(i % requests.size())) != 200;
            result.nanos()[i] = System.nanoTime() - moment;
        }
        return null;
    }

    private static long moment(int index, int perSecond) {
        return index * 1_000_000_000L / perSecond;
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (Wire wire : wires) {
            wire.close();
        }
    }
}
