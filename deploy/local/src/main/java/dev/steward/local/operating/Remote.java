package dev.steward.local.operating;

import dev.steward.local.suite.Home;
import dev.steward.local.suite.Secrets;
import dev.steward.local.supervision.RunState;
import dev.steward.local.supervision.StateFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** Which installation an operating call is about: the one at {@code STEWARD_URL}, else the run on this machine. */
final class Remote {
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(2);

    @Option(names = "--url", paramLabel = "URL", defaultValue = "${env:STEWARD_URL}", description = "The gateway of an installation elsewhere (STEWARD_URL); its token stands in STEWARD_TOKEN.")
    private String url;

    @Option(names = "--home", hidden = true, defaultValue = "${env:STEWARD_HOME}")
    private Path directory;

    GatewayClient client() {
        return url == null || url.isBlank() ? local() : elsewhere();
    }

    private GatewayClient elsewhere() {
        URI address;
        try {
            address = URI.create(url.strip().replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw CallFailed.failed("'%s' is no address.", url);
        }
        if (!List.of("http", "https").contains(address.getScheme()) || address.getHost() == null) {
            throw CallFailed.failed("'%s' is no http or https address.", url);
        }
        String token = System.getenv("STEWARD_TOKEN");
        if (token == null || token.isBlank()) {
            throw CallFailed.failed("STEWARD_TOKEN is not set: it must hold a token with the role admin for %s.", address);
        }
        return new GatewayClient(address, token.strip());
    }

    private GatewayClient local() {
        Home home = Home.of(directory);
        RunState state = new StateFile(home.stateFile()).read();
        if (!state.isRunning()) {
            throw CallFailed
                    .failed("Steward does not run on this machine; start it with 'steward up', or name another with --url.");
        }
        String token = new Secrets(home).issuer().token(System.getProperty("user.name"), List.of("admin"), TOKEN_LIFE);
        return new GatewayClient(URI.create("http://127.0.0.1:" + state.settings().gatewayPort()), token);
    }
}
