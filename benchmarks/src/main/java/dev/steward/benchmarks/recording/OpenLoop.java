package dev.steward.benchmarks.recording;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks at a fixed rate, whether or not there are answers: each request has its moment, and its latency counts from that
 * moment, also when its connection was still waiting for the answer before. So nothing that a slow server delays is
 * left
 * out.
 */
final class OpenLoop implements AutoCloseable {
    private static final int CONNECTIONS = 32;

    /**
     * @param nanos
     *            latencies, sorted
     * @param errors
     *            answers that were not 200
     */
    record Result(long[] nanos, long errors) {
        double millis(double share) {
            return Figures.percentile(nanos, share) / 1000;
        }
    }

    private final List<Wire> wires = new ArrayList<>();
    private final List<byte[]> requests;
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS,
            Thread.ofPlatform().daemon().factory());

    OpenLoop(int port, List<byte[]> requests) throws IOException {
        this.requests = requests;
        for (int i = 0; i < CONNECTIONS; i++) {
            wires.add(new Wire(port));
        }
    }

    Result round(int count, int perSecond) throws InterruptedException, ExecutionException {
        long[] nanos = new long[count];
        long first = System.nanoTime() + 10_000_000;
        List<Future<Long>> parts = new ArrayList<>();
        for (int part = 0; part < CONNECTIONS; part++) {
            int from = part;
            parts.add(threads.submit(() -> ask(from, nanos, first, perSecond)));
        }
        long errors = 0;
        for (Future<Long> part : parts) {
            errors += part.get();
        }
        Arrays.sort(nanos);
        return new Result(nanos, errors);
    }

    /** Every so many-th request of all, over one connection. */
    private long ask(int from, long[] nanos, long first, int perSecond) throws IOException {
        long errors = 0;
        for (int i = from; i < nanos.length; i += CONNECTIONS) {
            long moment = first + i * 1_000_000_000L / perSecond;
            for (long wait = moment - System.nanoTime(); wait > 0; wait = moment - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            errors += wires.get(from).exchange(requests.get(i % requests.size())) == 200 ? 0 : 1;
            nanos[i] = System.nanoTime() - moment;
        }
        return errors;
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (Wire wire : wires) {
            wire.close();
        }
    }
}
