package dev.steward.local.suite;

import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.process.Signal;
import dev.steward.infra.programs.Nginx;
import dev.steward.local.supervision.Layer;
import dev.steward.local.supervision.Member;
import dev.steward.local.supervision.Probe;
import java.time.Duration;

/** nginx with the one configuration of all environments and the few files that differ from machine to machine. */
final class Gateway {
    private final Home home;
    private final Ports ports;
    private final Nginx nginx;

    Gateway(Home home, Ports ports, Nginx nginx) {
        this.home = home;
        this.ports = ports;
        this.nginx = nginx;
    }

    Member member(int replicas) {
        new GatewayFiles(home.gateway(), nginx, new Upstreams(ports, replicas).blocks())
                .write(home.project().resolve("deploy/gateway/nginx"), ports.gatewayPort(), ports.gateControl());
        var child = ChildProcess.named("gateway")
                .command(nginx.program().command(
                        "-p", home.gateway().toString(), "-c", home.gateway().resolve("nginx.conf").toString(), "-g",
                        "daemon off;").command())
                .environment(nginx.program().environment())
                .log(home.log("gateway"))
                // QUIT lets requests end; event streams would go on for ever, hence the short patience.
                .stopSignal(Signal.QUIT)
                .stopTimeout(Duration.ofSeconds(3))
                .build();
        return new Member("gateway", 0, ports.gatewayPort(), Layer.EDGE, child, Probe.connect(ports.gatewayPort()));
    }
}
