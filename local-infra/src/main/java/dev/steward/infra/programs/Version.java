package dev.steward.infra.programs;

import java.util.regex.Pattern;

record Version(int major, int minor) {
    private static final Pattern NUMBERS = Pattern.compile("v=(\\d+)\\.(\\d+)");
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_LOADABLE = 127;

    /** Of valkey-server or redis-server; 0.0 for one that does not tell. */
    static Version of(Program program) {
        var numbers = NUMBERS.matcher(ask(program).output());
        return numbers.find()
                ? new Version(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)))
                : new Version(0, 0);
    }

    /**
     * Whether the program finds all of its libraries; what it exits with when asked for its version differs from one to the
     * next.
     */
    static boolean runs(Program program) {
        int exit = ask(program).exit();
        return exit >= 0 && exit < NOT_EXECUTABLE || exit > NOT_LOADABLE;
    }

    boolean atLeast(int wantedMajor, int wantedMinor) {
        return major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
    }

    private static Command.Result ask(Program program) {
        return new Command(program.command("--version")).run();
    }
}
