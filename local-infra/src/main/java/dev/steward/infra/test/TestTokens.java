package dev.steward.infra.test;

import dev.steward.infra.process.TemporaryFiles;
import dev.steward.infra.tokens.DevelopmentIssuer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Tokens that the service under test accepts: it is configured with this issuer's keys. */
public final class TestTokens {
    private static final String DIRECTORY = "steward.test.tokens";

    private TestTokens() {}

    /** A token for an hour. */
    public static String token(String subject, String... roles) {
        return issuer().token(subject, List.of(roles), Duration.ofHours(1));
    }

    /** For tokens with other claims or another lifetime. */
    public static DevelopmentIssuer issuer() {
        return Holder.ISSUER;
    }

    private static final class Holder {
        static final DevelopmentIssuer ISSUER = DevelopmentIssuer.in(directory(), "development-test");
    }

    /** A system property, because a test run loads this class several times, in different class loaders. */
    private static Path directory() {
        synchronized (System.getProperties()) {
            if (System.getProperty(DIRECTORY) == null) {
                System.setProperty(DIRECTORY, TemporaryFiles.directory("tokens").toString());
            }
            return Path.of(System.getProperty(DIRECTORY));
        }
    }
}
