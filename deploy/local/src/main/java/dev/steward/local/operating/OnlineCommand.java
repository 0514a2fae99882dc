package dev.steward.local.operating;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "online", mixinStandardHelpOptions = true, description = "Takes channels online; doing it twice is fine.")
public final class OnlineCommand implements Callable<Integer> {
    @Mixin
    private Remote remote;

    @Parameters(paramLabel = "CHANNEL", description = "Channels (default: all).")
    private List<String> channels = List.of();

    @Option(names = "--wait", description = "Wait until it counts everywhere, and tell who followed when.")
    private boolean wait;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        GatewayClient client = remote.client();
        String query = channels.stream()
                .map(channel -> "channel=" + URLEncoder.encode(channel, StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
        JsonNode status = client.delete("/admin/api/maintenance/offline" + (channels.isEmpty() ? "" : query));
        PrintWriter out = spec.commandLine().getOut();
        status.path("channels").forEach(channel -> out.printf("%s: %s%n", channel.path("channel").asText(),
                channel.path("state").asText().toLowerCase(Locale.ROOT)));
        if (wait) {
            new Followers(client, out).await(status.path("revision").asLong());
        }
        return 0;
    }
}
