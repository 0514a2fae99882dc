package dev.steward.local.operating;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(name = "offline", mixinStandardHelpOptions = true, description = "Takes channels offline now, or extends what is offline.")
public final class OfflineCommand implements Callable<Integer> {
    private final Clock clock = Clock.systemDefaultZone();

    @Mixin
    private Remote remote;

    @Parameters(paramLabel = "CHANNEL", description = "Channels (default: all).")
    private List<String> channels = List.of();

    @Option(names = "--until", paramLabel = "T", description = "Expected back online: 15:30, +30m, 2030-01-01T15:30 or RFC 3339.")
    private String until;

    @Option(names = "--message", paramLabel = "M", description = "What people are told.")
    private String message;

    @Option(names = "--auto-online", description = "That time also ends it; otherwise 'steward online' does.")
    private boolean autoOnline;

    @Option(names = "--shorten", description = "Allows an earlier time than the announced one.")
    private boolean shorten;

    @Option(names = "--wait", description = "Wait until it counts everywhere, and tell who followed when.")
    private boolean wait;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ObjectNode request = request();
        GatewayClient client = remote.client();
        JsonNode window = client.send("PUT", "/admin/api/maintenance/offline", request);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s: offline since %s, %s.%n", covered(window), window.path("startsAt").asText(), end(window));
        if (wait) {
            new Followers(client, out).await(window.path("revision").asLong());
        }
        return 0;
    }

    private ObjectNode request() {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        channels.forEach(channel -> request.withArrayProperty("channels").add(channel));
        if (until != null) {
            request.put("backOnlineAt", parsed(until).instant().toString());
        }
        if (message != null) {
            request.put("message", message);
        }
        if (autoOnline) {
            request.put("endPolicy", "AUTOMATIC");
        }
        return request.put("shorten", shorten);
    }

    private PointInTime parsed(String text) {
        try {
            return PointInTime.parse(text, clock);
        } catch (TypeConversionException e) {
            throw new ParameterException(spec.commandLine(), "--until: " + e.getMessage());
        }
    }

    private String end(JsonNode window) {
        if (!window.hasNonNull("backOnlineAt")) {
            return "back online when 'steward online' says so";
        }
        String shown = new PointInTime(Instant.parse(window.path("backOnlineAt").asText())).shown(clock);
        return window.path("endPolicy").asText().equals("AUTOMATIC")
                ? "back online by itself " + shown
                : "expected back " + shown + "; 'steward online' ends it";
    }

    private static String covered(JsonNode window) {
        return StreamSupport.stream(window.path("channels").spliterator(), false)
                .filter(channel -> channel.path("state").asText().equals("ACTIVE"))
                .map(channel -> channel.path("channel").asText())
                .collect(Collectors.joining(", "));
    }
}
