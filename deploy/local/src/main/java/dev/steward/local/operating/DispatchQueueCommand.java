package dev.steward.local.operating;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "queue", mixinStandardHelpOptions = true, description = "Tells how long the queue is, and how long its oldest has been due.")
final class DispatchQueueCommand implements Callable<Integer> {
    private static final String STATE = "%-12s %10s%n";
    private static final String DESTINATION = "%-48s %10s %10s %12s %8s%n";

    @Mixin
    private Remote remote;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var dispatcher = new Dispatcher(remote.client());
        JsonNode queue = dispatcher.queue();
        JsonNode destinations = dispatcher.destinations();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(((ObjectNode) queue).set("destinations", destinations).toString());
        } else {
            print(queue, destinations, out);
        }
        out.flush();
        return 0;
    }

    private static void print(JsonNode queue, JsonNode destinations, PrintWriter out) {
        out.printf(STATE, "state", "requests");
        queue.path("states").properties()
                .forEach(state -> out.printf(STATE, state.getKey().toLowerCase(Locale.ROOT), state.getValue().asText()));
        out.printf("%nIn flight: %d. Oldest due: %s.%n", queue.path("inFlight").asLong(), age(queue));
        List<JsonNode> busy = StreamSupport.stream(destinations.spliterator(), false)
                .filter(each -> each.path("pending").asLong() > 0 || each.path("paused").asBoolean())
                .toList();
        if (!busy.isEmpty()) {
            out.printf("%n" + DESTINATION, "destination", "pending", "in flight", "oldest due", "limit");
        }
        busy.forEach(each -> out.printf(DESTINATION, each.path("origin").asText(), each.path("pending").asText(),
                each.path("inFlight").asText(), age(each),
                each.path("paused").asBoolean() ? "paused" : each.path("concurrencyInForce").asText()));
    }

    private static String age(JsonNode of) {
        return Age.shown(of.path("oldestDueAgeSeconds").asDouble());
    }
}
