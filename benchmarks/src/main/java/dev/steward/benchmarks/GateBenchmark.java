package dev.steward.benchmarks;

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

/**
 * What the maintenance gate costs while it is open: the gateway's own configuration, with and without the gate's lines.
 */
final class GateBenchmark implements Benchmark, AutoCloseable {
    private static final String UPSTREAM = "upstream %s { server 127.0.0.1:%d; keepalive 64; }%n";
    private static final List<String> UPSTREAMS = List.of("maintenance", "heartbeat", "availability", "observability",
            "dispatcher",
            "shop", "agent");

    private final Nginx nginx;
    private final Path folder;
    private final List<ChildProcess> running = new ArrayList<>();

    GateBenchmark(Nginx nginx, Path folder) {
        this.nginx = nginx;
        this.folder = folder;
    }

    @Override
    public String name() {
        return "gate";
    }

    @Override
    public String question() {
        return "GET of a tiny answer through nginx to an nginx that returns it: what does the open gate cost?";
    }

    @Override
    public List<Variant> variants() throws Exception {
        int backend = Ports.free();
        backend(backend);
        int without = gateway("without-gate", backend, false);
        int with = gateway("with-gate", backend, true);
        return List.of(new Variant("nginx without a gate (floor)", url(without)),
                new Variant("nginx with the gate open", url(with)),
                new Variant("the backend itself", url(backend)));
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port + "/api/orders";
    }

    /** The gate knows a window of another channel, so that it does look at times. */
    private int gateway(String name, int backend, boolean gate) throws IOException {
        int port = Ports.free();
        Path prefix = folder.resolve(name);
        String upstreams = UPSTREAMS.stream().map(upstream -> UPSTREAM.formatted(upstream, backend)).reduce("", String::concat);
        new GatewayFiles(prefix, nginx, upstreams).write(Project.root().resolve("deploy/gateway/nginx"), port, Ports.free());
        Files.writeString(prefix.resolve("nginx.conf"), Files.readString(prefix.resolve("nginx.conf"))
                .replace("worker_processes auto;", "worker_processes 1;")
                .replace("access_log /dev/stdout steward;", "access_log off;"));
        if (!gate) {
            Path routes = prefix.resolve("routes.conf");
            Files.writeString(routes, Files.readString(routes).replaceAll("(?m)^.*access_by_lua_block.*$", ""));
        }
        run(name, prefix, port);
        return port;
    }

    private void backend(int port) throws IOException {
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
        run("backend", prefix, port);
    }

    private void run(String name, Path prefix, int port) {
        running.add(ChildProcess.named(name)
                .command(nginx.program().command("-p", prefix.toString(), "-c", prefix.resolve("nginx.conf").toString(), "-g",
                        "daemon off;").command())
                .environment(nginx.program().environment())
                .log(folder.resolve(name + ".log"))
                .stopSignal(Signal.TERM)
                .readyWhen(() -> !Ports.isFree(port), Duration.ofSeconds(10))
                .build()
                .start());
    }

    @Override
    public void close() {
        running.forEach(ChildProcess::stop);
    }
}
