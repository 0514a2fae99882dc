package dev.steward.local.suite;

import dev.steward.migrate.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** nginx's upstream blocks: one a service, with every replica. */
record Upstreams(Ports ports, int replicas) {
    String blocks() {
        var blocks = new ArrayList<String>();
        for (Service service : Service.values()) {
            blocks.add(block(service.schema(),
                    IntStream.range(0, replicas).mapToObj(replica -> ports.service(service, replica)).toList()));
        }
        blocks.add(block("shop", List.of(ports.shop())));
        blocks.add(block("agent", List.of(ports.agent())));
        return String.join("\n", blocks);
    }

    private static String block(String name, List<Integer> servers) {
        return """
                upstream %s {
                %s
                    keepalive 32;
                }
                """.formatted(name,
                servers.stream().map("    server 127.0.0.1:%d;"::formatted).collect(Collectors.joining("\n")));
    }
}
