package dev.steward.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What {@code wrk} sends.
 *
 * @param options
 *            before the address
 * @param arguments
 *            behind it, for a script
 */
public record Requests(List<String> options, List<String> arguments) {
    /** The same each time. */
    public static final Requests GET = new Requests(List.of(), List.of());

    private static final String SCRIPT = "bearers.lua";

    /**
     * One after the other, each with the next of these tokens, as if each came from another client; without a body.
     *
     * @param folder
     *            for the script and the tokens
     */
    public static Requests bearing(List<String> tokens, String method, Path folder) throws IOException {
        Path script = Files.createDirectories(folder).resolve(SCRIPT);
        try (InputStream source = Requests.class.getResourceAsStream(SCRIPT)) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        }
        Path file = Files.write(folder.resolve("tokens"), tokens);
        return new Requests(List.of("-s", script.toString()), List.of("--", method, file.toString()));
    }
}
