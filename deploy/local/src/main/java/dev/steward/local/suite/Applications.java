package dev.steward.local.suite;

import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.tokens.DevelopmentIssuer;
import dev.steward.local.supervision.Layer;
import dev.steward.local.supervision.Member;
import dev.steward.local.supervision.ReadyProbe;
import dev.steward.migrate.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Our Java processes: the services with their replicas, the demo shop and the gateway's agent. */
final class Applications {
    private static final String SERVICE_HEAP = "128m";
    private static final String SMALL_HEAP = "64m";

    private final Home home;
    private final Ports ports;
    private final Secrets secrets;
    private final int replicas;
    private final int edges;

    Applications(Home home, Ports ports, Secrets secrets, int replicas, int edges) {
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
        this.replicas = replicas;
        this.edges = edges;
    }

    /** Each once, however many replicas there are. */
    List<Application> programs() {
        return Stream.concat(Stream.of(Service.values()).map(this::service), Stream.of(shop(), agent(ports))).toList();
    }

    /**
     * @throws dev.steward.local.supervision.StartFailed
     *             if one was not built
     */
    List<Member> members() {
        var members = new ArrayList<Member>();
        for (Service service : Service.values()) {
            Application application = service(service);
            for (int replica = 0; replica < replicas; replica++) {
                members.add(member(application, replica, ports.service(service, replica)));
            }
        }
        for (int edge = 0; edge < edges; edge++) {
            Ports there = ports.atEdge(edge);
            members.add(member(shop(), edge, there.shop()));
            members.add(member(agent(there), edge, there.agent()));
        }
        return members;
    }

    private Application service(Service service) {
        var environment = common();
        environment.put("STEWARD_DB_PASSWORD", secrets.databasePassword(service));
        environment.put("STEWARD_PUBLIC_URL", "http://127.0.0.1:" + ports.gatewayPort());
        environment.put("STEWARD_POSTGRES_URL", "postgresql://127.0.0.1:%d/%s".formatted(ports.postgres(), Stores.DATABASE));
        return Application.built(service.schema(), Layer.SERVICES, SERVICE_HEAP,
                home.project().resolve(service.schema() + "-service"), environment);
    }

    private Application shop() {
        return Application.built("demo-shop", Layer.SERVICES, SMALL_HEAP, home.project().resolve("deploy/demo-shop"), common());
    }

    private Application agent(Ports there) {
        var environment = common();
        environment.put("STEWARD_GATEWAY_CONTROL_URL", "http://127.0.0.1:" + there.gateControl());
        environment.put("STEWARD_GATEWAY_STATE_FILE", home.gateway(there).resolve("state/gate.json").toString());
        return Application.built("gateway-agent", Layer.EDGE, SMALL_HEAP, home.project().resolve("deploy/gateway"),
                environment);
    }

    private Map<String, String> common() {
        var environment = new HashMap<String, String>();
        environment.put("STEWARD_VALKEY_URL", "redis://127.0.0.1:" + ports.valkey());
        environment.put("STEWARD_JWT_ISSUER", DevelopmentIssuer.ISSUER);
        environment.put("STEWARD_JWT_KEYS", secrets.issuer().keys().toString());
        environment.put("STEWARD_DEVELOPMENT", "true");
        // What receives deliveries here runs on this machine; nothing else that the dispatcher checks differs from production.
        environment.put("STEWARD_DISPATCHER_TARGET_ALLOWED", "127.0.0.1,::1");
        environment.put("STEWARD_RECORDING_SPOOL", home.data().resolve("recording").toString());
        environment.put("STEWARD_SERVICE_TOKEN_FILE", secrets.serviceTokenFile().toString());
        for (Service service : Service.values()) {
            environment.put("STEWARD_" + service.name() + "_URL", addresses(service));
        }
        // glibc's arena per thread costs each JVM some 30 MiB.
        environment.put("MALLOC_ARENA_MAX", "2");
        return environment;
    }

    private String addresses(Service service) {
        return IntStream.range(0, replicas).mapToObj(replica -> "http://127.0.0.1:" + ports.service(service, replica))
                .collect(Collectors.joining(","));
    }

    private Member member(Application application, int replica, int port) {
        var child = ChildProcess.named(application.name())
                .command(Jvm.command(application, new StartupCache(home, application).use()))
                .directory(application.directory())
                .environment(application.on(port, Ports.management(port)))
                .log(home.log(replica == 0 ? application.name() : application.name() + "-" + replica))
                .build();
        return new Member(application.name(), replica, port, application.layer(), child, ReadyProbe.on(Ports.management(port)));
    }
}
