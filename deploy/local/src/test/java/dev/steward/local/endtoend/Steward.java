package dev.steward.local.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command {@code steward} as a process of its own, as people call it. */
record Steward(RunningSuite suite) {
    /**
     * @param output
     *            standard output and error
     */
    record Called(int exitCode, String output) {}

    static void assertFails(int exitCode, String sentence, Called called) {
        assertEquals(exitCode, called.exitCode(), called.output());
        assertTrue(called.output().contains(sentence), called.output());
        assertFalse(called.output().contains("\tat "), called.output());
    }

    /** On the machine where the suite runs. */
    Called here(String... arguments) throws IOException, InterruptedException {
        return call(List.of("STEWARD_HOME=" + suite.home().directory()), arguments);
    }

    Called elsewhere(String url, String token, String... arguments) throws IOException, InterruptedException {
        return call(List.of("STEWARD_URL=" + url, "STEWARD_TOKEN=" + token), arguments);
    }

    private static Called call(List<String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                "dev.steward.local.Main"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("STEWARD_"));
        environment.forEach(pair -> builder.environment().put(pair.split("=", 2)[0], pair.split("=", 2)[1]));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Called(process.exitValue(), output);
    }
}
