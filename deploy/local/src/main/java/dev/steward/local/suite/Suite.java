package dev.steward.local.suite;

import dev.steward.infra.programs.Programs;
import dev.steward.local.supervision.Backoff;
import dev.steward.local.supervision.Leftovers;
import dev.steward.local.supervision.Member;
import dev.steward.local.supervision.PortGuard;
import dev.steward.local.supervision.RunState;
import dev.steward.local.supervision.StartFailed;
import dev.steward.local.supervision.StateFile;
import dev.steward.local.supervision.Supervised;
import dev.steward.local.supervision.Supervisor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The whole suite on this machine: everything starts side by side, and services wait for nobody but themselves. */
public final class Suite implements AutoCloseable {
    private final Home home;
    private final Ports ports;
    private final int replicas;
    private final int edges;
    private final Consumer<String> progress;
    private final Secrets secrets;
    private final ExecutorService background = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory());
    private final ServiceToken serviceToken;
    private final List<CompletableFuture<Void>> starts = new ArrayList<>();
    private volatile Supervisor supervisor;

    public Suite(Home home, Ports ports, int replicas, Consumer<String> progress) {
        this(home, ports, replicas, 1, progress);
    }

    /**
     * @param replicas
     *            how many of each service
     * @param edges
     *            how many gateways, each with an agent and a shop of its own
     */
    public Suite(Home home, Ports ports, int replicas, int edges, Consumer<String> progress) {
        this.home = home;
        this.ports = ports;
        this.replicas = replicas;
        this.edges = edges;
        this.progress = progress;
        this.secrets = new Secrets(home);
        this.serviceToken = new ServiceToken(secrets, progress);
    }

    /**
     * Starts everything and waits until it is ready.
     *
     * @throws dev.steward.local.supervision.StartFailed
     *             with what did not work; {@link #close()} then stops the rest
     */
    public void start() {
        Disk.requireSpace(home.directory());
        var stateFile = new StateFile(home.stateFile());
        int left = Leftovers.end(stateFile.read());
        if (left > 0) {
            progress.accept("ended %d processes of a supervisor that was killed".formatted(left));
        }
        Logs.rotate(home.logs());
        serviceToken.keepFresh();
        List<Member> applications = new Applications(home, ports, secrets, replicas, edges).members();
        PortGuard.requireFree(needed(applications));

        supervisor = new Supervisor(stateFile, new RunState.Settings(replicas, ports.gatewayPort(), ports.offset()),
                Backoff.USUAL, progress);
        startStores(new Stores(home, ports));
        applications.forEach(application -> starts.add(supervisor.start(application)));
        gateways().forEach(gateway -> starts.add(inBackground(() -> gateway.member(replicas)).thenCompose(supervisor::start)));
        Supervisor.await(starts);
        supervisor.started();
    }

    private List<Gateway> gateways() {
        Programs programs = new Programs(Programs.folder(), progress);
        return IntStream.range(0, edges).mapToObj(edge -> new Gateway(home, ports.atEdge(edge), programs)).toList();
    }

    private void startStores(Stores stores) {
        starts.add(supervisor.start(stores.postgres()).thenRunAsync(() -> migrate(stores), background));
        starts.add(inBackground(stores::valkey).thenCompose(supervisor::start));
    }

    private void migrate(Stores stores) {
        int applied = stores.migrate(secrets.databasePasswords());
        progress.accept(applied == 0 ? "the database is up to date" : "%d migrations applied".formatted(applied));
    }

    private CompletableFuture<Member> inBackground(Supplier<Member> member) {
        return CompletableFuture.supplyAsync(member, background);
    }

    private LinkedHashMap<Integer, String> needed(List<Member> applications) {
        var needed = new LinkedHashMap<Integer, String>();
        IntStream.range(0, edges).forEach(edge -> need(needed, ports.atEdge(edge).gateControl(), "gateway's gate"));
        need(needed, ports.postgres(), "postgres");
        need(needed, ports.valkey(), "valkey");
        applications.forEach(application -> {
            need(needed, application.port(), application.name());
            need(needed, Ports.management(application.port()), application.name() + "'s management");
        });
        // Last, as it is the one that can be chosen.
        IntStream.range(0, edges).forEach(edge -> need(needed, ports.atEdge(edge).gatewayPort(), "gateway"));
        return needed;
    }

    private static void need(Map<Integer, String> needed, int port, String purpose) {
        String other = needed.putIfAbsent(port, purpose);
        if (other != null) {
            throw new StartFailed("port %d cannot be the %s: it is the port of %s".formatted(port, purpose, other));
        }
    }

    /** One of its processes, to make an outage. */
    public Supervised process(String name, int replica) {
        return supervisor.process(name, replica);
    }

    public RunState state() {
        return supervisor.state();
    }

    /** What each program, by its name, finds in its environment, but for its ports. */
    public static Map<String, Map<String, String>> environments(Home home, Ports ports) {
        return new Applications(home, ports, new Secrets(home), 1, 1).programs().stream()
                .collect(Collectors.toMap(Application::name, Application::environment));
    }

    /** Stops what was started, however far that came. */
    @Override
    public void close() {
        serviceToken.close();
        if (supervisor != null) {
            supervisor.close();
        }
    }
}
