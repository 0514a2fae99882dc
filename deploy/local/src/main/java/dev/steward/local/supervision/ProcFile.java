package dev.steward.local.supervision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kernel tells about a process in {@code /proc/PID/stat}.
 *
 * @param startTick
 *            unlike a time of day it does not move when the clock is set
 */
record ProcFile(String state, long session, String startTick) {
    private static final int STATE = 0;
    private static final int SESSION = 3;
    private static final int START_TICK = 19;

    static Optional<ProcFile> of(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The name, in parentheses, may itself contain blanks and parentheses.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return Optional.of(new ProcFile(fields[STATE], Long.parseLong(fields[SESSION]), fields[START_TICK]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean isZombie() {
        return state.equals("Z");
    }
}
