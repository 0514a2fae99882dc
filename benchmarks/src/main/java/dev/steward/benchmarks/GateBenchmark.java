package dev.steward.benchmarks;

import dev.steward.benchmarks.load.Load;
import dev.steward.benchmarks.load.Variant;
import dev.steward.infra.Ports;
import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.process.Signal;
import dev.steward.infra.programs.Nginx;
import dev.steward.infra.programs.Project;
import dev.steward.local.suite.GatewayFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What the maintenance gate costs while it is open: the gateway's own configuration, with and without the gate's lines.
 */
final class GateBenchmark implements Benchmark, AutoCloseable {
    private static final String UPSTREAM = "upstream %s { server 127.0.0.1:%d; keepalive 64; }%n";
    private static final List<String> UPSTREAMS = List.of("maintenance", "heartbeat", "availability", "observability",
            "dispatcher",
            "shop", "agent");

    private static final String AHEAD = """
            {"revision": 1, "clockOffset": 0, "channels": {"api": {"html": false, "retryFloor": 30, "retryUnknown": 300,
             "retryJitter": 0.1, "exempt": [], "sessionCookies": [], "announcements": [],
             "spans": [{"from": 4102444800, "until": 4102448400, "draining": false, "backOnline": null, "page": "", "problem": ""}]}}}
            """;

    private final Nginx nginx;
    private final Path folder;
    private final Load load;
    private final List<ChildProcess> running = new ArrayList<>();

    GateBenchmark(Nginx nginx, Path folder, Load load) {
        this.nginx = nginx;
        this.folder = folder;
        this.load = load;
    }

    @Override
    public String name() {
        return "gate";
    }

    @Override
    public Report run() throws Exception {
        int backend = Ports.free();
        Variant itself = backend(backend);
        return load.compare(name(),
                "GET of a tiny answer through nginx to an nginx that returns it: what does the open gate cost?",
                List.of(gateway("nginx without a gate (floor)", backend, GateBenchmark::withoutGate),
                        gateway("nginx with the gate open", backend, routes -> routes),
                        gateway("nginx with auth_request", backend, GateBenchmark::withAuthRequest),
                        itself));
    }

    private static String withoutGate(String routes) {
        return routes.replaceAll("(?m)^.*access_by_lua_block.*$", "");
    }

    /** The usual other way: the backend is asked each time whether the request may pass. */
    private static String withAuthRequest(String routes) {
        return routes.replaceAll("(?m)^.*access_by_lua_block.*$", "    auth_request /-/auth;") + """
                location = /-/auth {
                    internal;
                    proxy_pass_request_body off;
                    proxy_set_header Content-Length "";
                    proxy_pass http://shop;
                }
                """;
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port + "/api/orders";
    }

    private Variant gateway(String name, int backend, UnaryOperator<String> change) throws IOException {
        int port = Ports.free();
        Path prefix = folder.resolve(name.replace(' ', '-'));
        String upstreams = UPSTREAMS.stream().map(upstream -> UPSTREAM.formatted(upstream, backend)).reduce("", String::concat);
        new GatewayFiles(prefix, nginx, upstreams).write(Project.root().resolve("deploy/gateway/nginx"), port, Ports.free());
        Files.writeString(prefix.resolve("nginx.conf"), Files.readString(prefix.resolve("nginx.conf"))
                .replace("worker_processes auto;", "worker_processes 1;")
                .replace("access_log /dev/stdout steward;", "access_log off;"));
        // A window is ahead, so that the gate has times to look at.
        Files.writeString(prefix.resolve("state/gate.json"), AHEAD);
        Path routes = prefix.resolve("routes.conf");
        Files.writeString(routes, change.apply(Files.readString(routes)));
        return run(name, prefix, port);
    }

    private Variant backend(int port) throws IOException {
        Path prefix = folder.resolve("backend");
        Files.createDirectories(prefix.resolve("temp"));
        String temporary = List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi").stream()
                .map(kind -> "%s_temp_path temp/%s;".formatted(kind, kind)).reduce("", String::concat);
        Files.writeString(prefix.resolve("nginx.conf"), """
                worker_processes 1;
                pid nginx.pid;
                error_log stderr;
                events { worker_connections 1024; }
                http {
                    %s
                    access_log off;
                    keepalive_requests 1000000;
                    server { listen 127.0.0.1:%d; location / { return 200 "ok"; } }
                }
                """.formatted(temporary, port));
        return run("the backend itself", prefix, port);
    }

    private Variant run(String name, Path prefix, int port) {
        ChildProcess process = ChildProcess.named(name)
                .command(nginx.program().command("-p", prefix.toString(), "-c", prefix.resolve("nginx.conf").toString(), "-g",
                        "daemon off;").command())
                .environment(nginx.program().environment())
                .log(prefix.resolve("nginx.log"))
                .stopSignal(Signal.TERM)
                .readyWhen(() -> !Ports.isFree(port), Duration.ofSeconds(10))
                .build()
                .start();
        running.add(process);
        return new Variant(name, url(port), () -> cpuTime(process.pid()));
    }

    private static Duration cpuTime(long pid) {
        return ProcessHandle.of(pid).map(master -> Stream.concat(Stream.of(master), master.descendants())
                .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus)).orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        running.forEach(ChildProcess::stop);
    }
}
