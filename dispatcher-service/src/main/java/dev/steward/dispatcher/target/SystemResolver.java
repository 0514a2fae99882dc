package dev.steward.dispatcher.target;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The operating system's resolver, with its hosts file and search domains, on threads of its own as it blocks. */
@Singleton
class SystemResolver implements Resolver {
    private final WorkerExecutor threads;

    SystemResolver(Vertx vertx, TargetConfig config) {
        this.threads = vertx.createSharedWorkerExecutor("dispatcher-lookups", config.lookups(),
                config.lookupTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Uni<List<InetAddress>> resolve(String host) {
        return threads.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false);
    }

    @PreDestroy
    void stop() {
        threads.closeAndForget();
    }
}
