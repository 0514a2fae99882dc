package dev.steward.local;

import dev.steward.local.suite.Home;
import dev.steward.local.suite.Ports;
import dev.steward.local.supervision.StateFile;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which run of the suite a command is about; the options are for tests, which run a second one beside the first. */
final class Installation {
    @Option(names = "--home", hidden = true, defaultValue = "${env:STEWARD_HOME}")
    private Path directory;

    @Option(names = "--port-offset", hidden = true, defaultValue = "${env:STEWARD_PORT_OFFSET:-0}")
    private int portOffset;

    Home home() {
        return Home.of(directory);
    }

    StateFile stateFile() {
        return new StateFile(home().stateFile());
    }

    /** The arguments that name this installation in another process. */
    List<String> arguments() {
        return List.of("--home", home().directory().toString(), "--port-offset", Integer.toString(portOffset));
    }

    Ports ports(int gateway) {
        return new Ports(gateway, portOffset);
    }
}
