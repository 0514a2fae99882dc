package dev.steward.infra.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives a child a session of its own, so that Ctrl-C in our terminal is for us to handle and does not reach it.
 */
final class Sessions {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final boolean AVAILABLE = Files.isExecutable(SETSID);

    private Sessions() {}

    static List<String> own(List<String> command) {
        var words = new ArrayList<String>();
        if (AVAILABLE) {
            words.add(SETSID.toString());
        }
        words.addAll(command);
        return words;
    }
}
