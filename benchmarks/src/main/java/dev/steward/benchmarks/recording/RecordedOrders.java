package dev.steward.benchmarks.recording;

import dev.steward.benchmarks.load.Wire;
import dev.steward.benchmarks.process.Loops;
import dev.steward.kit.recording.RecordingConfig;
import dev.steward.kit.recording.capture.Capture;
import dev.steward.kit.recording.capture.CaptureRoutes;
import dev.steward.kit.recording.capture.CaptureSink;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Captures of real exchanges with a real server, kept instead of written. */
public final class RecordedOrders implements AutoCloseable {
    private final RecordingConfig config = new Settings("http://127.0.0.1:1").recording();
    private final List<Capture> captures = new CopyOnWriteArrayList<>();
    private final List<RoutingContext> contexts = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Loops.vertx();
    private final OrderServer server = new OrderServer(vertx, this::keep, connection -> {
    }, null);

    public RecordedOrders() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            for (OrderExchange order : OrderExchange.several().toList()) {
                if (wire.exchange(order.request()) != 201) {
                    throw new IllegalStateException("An order was refused.");
                }
            }
        }
    }

    private void keep(Router router) {
        CaptureRoutes.add(router, config, new Keeper());
        router.route().handler(context -> {
            contexts.add(context);
            context.next();
        });
    }

    /** Of the same exchanges. */
    public List<RoutingContext> contexts() {
        return contexts;
    }

    public RecordingConfig config() {
        return config;
    }

    public List<Capture> captures() {
        return captures;
    }

    @Override
    public void close() {
        server.close();
        vertx.close();
    }

    private final class Keeper implements CaptureSink {
        @Override
        public void start() {}

        @Override
        public void accept(Capture capture) {
            captures.add(capture);
        }

        @Override
        public void missed(Capture capture, RuntimeException cause) {
            throw cause;
        }
    }
}
