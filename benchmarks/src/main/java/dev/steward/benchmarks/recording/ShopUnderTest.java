package dev.steward.benchmarks.recording;

import com.sun.management.ThreadMXBean;
import dev.steward.benchmarks.load.Figures;
import dev.steward.benchmarks.load.Wire;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A shop with one customer, who orders at a steady rate and waits for each answer. */
final class ShopUnderTest implements AutoCloseable {
    private static final List<byte[]> ORDERS = OrderExchange.several().map(OrderExchange::request).toList();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * What its event loop did for each request.
     *
     * @param p50
     *            microseconds
     * @param p99
     *            microseconds
     * @param garbage
     *            bytes
     */
    record Round(double p50, double p99, double garbage) {}

    private final RequestTimes times = new RequestTimes();
    private final OrderServer server;
    private final Wire wire;

    ShopUnderTest(Vertx vertx, Consumer<Router> before, Logged logged) throws IOException {
        this.server = new OrderServer(vertx, before, times::watch, logged);
        this.wire = new Wire(server.port());
        wire.exchange(ORDERS.getFirst());
    }

    Round round(int requests, int perSecond) throws IOException {
        times.clear();
        long every = 1_000_000_000L / perSecond;
        long next = System.nanoTime();
        long allocated = THREADS.getThreadAllocatedBytes(times.loop().threadId());
        for (int request = 0; request < requests; request++) {
            if (wire.exchange(ORDERS.get(request % ORDERS.size())) != 201) {
                throw new IOException("An order was refused.");
            }
            next = Math.max(next + every, System.nanoTime());
            LockSupport.parkNanos(next - System.nanoTime());
        }
        double garbage = (double) (THREADS.getThreadAllocatedBytes(times.loop().threadId()) - allocated) / requests;
        long[] sorted = times.sorted();
        return new Round(Figures.percentile(sorted, 0.50), Figures.percentile(sorted, 0.99), garbage);
    }

    @Override
    public void close() throws IOException {
        wire.close();
        server.close();
    }
}
