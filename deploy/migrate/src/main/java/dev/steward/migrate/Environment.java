package dev.steward.migrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The process's environment, in which every {@code NAME} may also be given as {@code NAME_FILE}, a file that holds
 * the value.
 */
record Environment(Map<String, String> variables) {
    Optional<String> find(String name) {
        String value = variables.get(name);
        String file = variables.get(name + "_FILE");
        if (value != null && file != null) {
            throw new MigrationFailed("Both %s and %s_FILE are set; unset one of them.".formatted(name, name));
        }
        return Optional.ofNullable(file != null ? read(name, file) : value).filter(text -> !text.isBlank());
    }

    String require(String name) {
        return find(name)
                .orElseThrow(() -> new MigrationFailed("Set %s, or %s_FILE to a file that holds it.".formatted(name, name)));
    }

    private static String read(String name, String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new MigrationFailed("%s_FILE names %s, which cannot be read.".formatted(name, file), e);
        }
    }
}
