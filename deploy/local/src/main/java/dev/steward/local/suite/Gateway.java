package dev.steward.local.suite;

import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.process.Signal;
import dev.steward.infra.programs.Nginx;
import dev.steward.infra.programs.Programs;
import dev.steward.local.supervision.Layer;
import dev.steward.local.supervision.Member;
import dev.steward.local.supervision.Probe;
import java.time.Duration;

/** nginx with the one configuration of all environments and the few files that differ from machine to machine. */
final class Gateway {
    private final Home home;
    private final Ports ports;
    private final Programs programs;

    Gateway(Home home, Ports ports, Programs programs) {
        this.home = home;
        this.ports = ports;
        this.programs = programs;
    }

    /** Fetches nginx where it is not there yet. */
    Member member(int replicas) {
        Nginx nginx = programs.nginx();
        new GatewayFiles(home.gateway(ports), nginx, new Upstreams(ports, replicas).blocks())
                .write(home.project().resolve("deploy/gateway/nginx"), ports.gatewayPort(), ports.gateControl());
        var child = ChildProcess.named("gateway")
                .command(nginx.program().command(
                        "-p", home.gateway(ports).toString(), "-c", home.gateway(ports).resolve("nginx.conf").toString(), "-g",
                        "daemon off;").command())
                .environment(nginx.program().environment())
                .log(home.gatewayLog(ports))
                // QUIT lets requests end; event streams would go on for ever, hence the short patience.
                .stopSignal(Signal.QUIT)
                .stopTimeout(Duration.ofSeconds(3))
                .build();
        return new Member("gateway", ports.edge(), ports.gatewayPort(), Layer.EDGE, child, Probe.connect(ports.gatewayPort()));
    }
}
