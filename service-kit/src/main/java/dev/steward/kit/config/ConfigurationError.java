package dev.steward.kit.config;

import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * A setting with which the service must not start. Thrown while it starts, it ends the process with exit code 1 and its
 * message as
 * the only output: a sentence that names the setting and says what to do.
 */
public final class ConfigurationError extends ConfigurationException {
    public ConfigurationError(String sentence) {
        super(sentence);
    }

    /**
     * @param sentence
     *            as of {@link String#format}
     */
    public static void unless(boolean valid, String sentence, Object... arguments) {
        if (!valid) {
            throw new ConfigurationError(sentence.formatted(arguments));
        }
    }
}
