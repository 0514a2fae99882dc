package dev.steward.infra;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody, with the files still root's. */
final class Unprivileged {
    private static final List<String> NAMESPACE = List.of("unshare", "--user");

    private Unprivileged() {}

    /** What stands before the command; empty where we are not root. */
    static List<String> prefix() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (!works()) {
            throw new InfraFailed(
                    "PostgreSQL does not run as root, and this system allows no user namespaces: run as another user, "
                            + "or set STEWARD_TEST_POSTGRES_URL to a server.");
        }
        return NAMESPACE;
    }

    private static boolean works() {
        try {
            Process attempt = new ProcessBuilder("unshare", "--user", "true").redirectErrorStream(true).start();
            return attempt.waitFor(5, TimeUnit.SECONDS) && attempt.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
