package dev.steward.benchmarks.recording;

import dev.steward.benchmarks.load.Figures;
import dev.steward.benchmarks.load.Wire;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** A shop with one customer, who waits for each answer. */
final class ShopUnderTest implements AutoCloseable {
    private static final List<byte[]> ORDERS = OrderExchange.several().map(OrderExchange::request).toList();

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
        order(0);
    }

    void order(int number) throws IOException {
        if (wire.exchange(ORDERS.get(number % ORDERS.size())) != 201) {
            throw new IOException("An order was refused.");
        }
    }

    /** Of all orders since the last round. */
    Round round() {
        long[] sorted = times.sorted();
        var round = new Round(Figures.percentile(sorted, 0.50), Figures.percentile(sorted, 0.99), times.garbage());
        times.clear();
        return round;
    }

    @Override
    public void close() throws IOException {
        wire.close();
        server.close();
    }
}
