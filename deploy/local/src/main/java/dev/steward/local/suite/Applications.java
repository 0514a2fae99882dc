package dev.steward.local.suite;

import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.tokens.DevelopmentIssuer;
import dev.steward.local.supervision.Layer;
import dev.steward.local.supervision.Member;
import dev.steward.local.supervision.ReadyProbe;
import dev.steward.local.supervision.StartFailed;
import dev.steward.migrate.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Our Java processes: the services with their replicas, the demo shop and the gateway's agent. */
final class Applications {
    private static final String SERVICE_HEAP = "128m";
    private static final String SMALL_HEAP = "64m";

    private final Home home;
    private final Ports ports;
    private final Secrets secrets;
    private final int replicas;

    Applications(Home home, Ports ports, Secrets secrets, int replicas) {
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
        this.replicas = replicas;
    }

    /**
     * @throws StartFailed
     *             if one was not built
     */
    List<Member> all() {
        var members = new ArrayList<Member>();
        Map<Service, String> passwords = secrets.databasePasswords();
        for (Service service : Service.values()) {
            for (int replica = 0; replica < replicas; replica++) {
                members.add(service(service, replica, passwords.get(service)));
            }
        }
        members.add(member("demo-shop", 0, ports.shop(), Layer.SERVICES, SMALL_HEAP, jar("deploy/demo-shop"), Map.of()));
        members.add(member("gateway-agent", 0, ports.agent(), Layer.EDGE, SMALL_HEAP, jar("deploy/gateway"), gateway()));
        return members;
    }

    private Member service(Service service, int replica, String password) {
        var environment = Map.of(
                "STEWARD_DB_PASSWORD", password,
                "STEWARD_POSTGRES_URL", "postgresql://127.0.0.1:%d/%s".formatted(ports.postgres(), Stores.DATABASE));
        return member(service.schema(), replica, ports.service(service, replica), Layer.SERVICES, SERVICE_HEAP,
                jar(service.schema() + "-service"), environment);
    }

    private Map<String, String> gateway() {
        return Map.of(
                "STEWARD_GATEWAY_CONTROL_URL", "http://127.0.0.1:" + ports.gateControl(),
                "STEWARD_GATEWAY_STATE_FILE", home.gateway().resolve("state/gate.json").toString(),
                "STEWARD_GATEWAY_NAME", "local");
    }

    private Member member(String name, int replica, int port, Layer layer, String heap, Path jar,
            Map<String, String> environment) {
        var all = common();
        all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        all.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(Ports.management(port)));
        all.putAll(environment);
        var child = ChildProcess.named(name)
                .command(Jvm.command(heap, jar))
                .directory(jar.getParent())
                .environment(all)
                .log(home.log(replica == 0 ? name : name + "-" + replica))
                .build();
        return new Member(name, replica, port, layer, child, ReadyProbe.on(Ports.management(port)));
    }

    private Map<String, String> common() {
        var environment = new HashMap<String, String>();
        environment.put("STEWARD_VALKEY_URL", "redis://127.0.0.1:" + ports.valkey());
        environment.put("STEWARD_JWT_ISSUER", DevelopmentIssuer.ISSUER);
        environment.put("STEWARD_JWT_KEYS", secrets.issuer().keys().toString());
        environment.put("STEWARD_DEVELOPMENT", "true");
        environment.put("STEWARD_SERVICE_TOKEN_FILE", secrets.serviceTokenFile().toString());
        for (Service service : Service.values()) {
            environment.put("STEWARD_" + service.name().toUpperCase(Locale.ROOT) + "_URL", addresses(service));
        }
        // glibc's arena per thread costs each JVM some 30 MiB.
        environment.put("MALLOC_ARENA_MAX", "2");
        return environment;
    }

    private String addresses(Service service) {
        return IntStream.range(0, replicas).mapToObj(replica -> "http://127.0.0.1:" + ports.service(service, replica))
                .collect(Collectors.joining(","));
    }

    private Path jar(String module) {
        Path jar = home.project().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new StartFailed(module + " is not built: call ./steward build");
        }
        return jar;
    }
}
