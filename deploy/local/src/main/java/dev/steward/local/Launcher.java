package dev.steward.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts this program once more, in another process. */
final class Launcher {
    private Launcher() {}

    static List<String> command(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(arguments);
        return command;
    }
}
