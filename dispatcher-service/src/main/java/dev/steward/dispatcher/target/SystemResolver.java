package dev.steward.dispatcher.target;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The operating system's resolver, with its hosts file and search domains, on threads of its own as it blocks. Whoever
 * wants a name that is being looked up waits for that, so that one name whose servers are silent holds one thread.
 */
@Singleton
class SystemResolver implements Resolver {
    private final WorkerExecutor threads;
    private final Lookup lookup;
    private final Map<String, Uni<List<InetAddress>>> underWay = new ConcurrentHashMap<>();

    /** Blocks for as long as it likes. */
    interface Lookup {
        InetAddress[] byName(String host) throws UnknownHostException;
    }

    @Inject
    SystemResolver(Vertx vertx, TargetConfig config) {
        this(vertx, config, InetAddress::getAllByName);
    }

    SystemResolver(Vertx vertx, TargetConfig config, Lookup lookup) {
        this.lookup = lookup;
        this.threads = vertx.createSharedWorkerExecutor("dispatcher-lookups", config.lookups(),
                config.lookupTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Uni<List<InetAddress>> resolve(String host) {
        return Uni.createFrom().deferred(() -> underWay.computeIfAbsent(host, this::shared));
    }

    /** Goes on when one of those who wait gives up. */
    private Uni<List<InetAddress>> shared(String host) {
        return threads.executeBlocking(() -> List.of(lookup.byName(host)), false)
                .onTermination().invoke(() -> underWay.remove(host))
                .memoize().indefinitely();
    }

    @PreDestroy
    void stop() {
        threads.closeAndForget();
    }
}
