package dev.steward.infra;

import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.process.LogTail;
import dev.steward.infra.process.TemporaryFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How PostgreSQL, which refuses to run as root, is run as somebody else. */
enum Unprivileged {
    /** We are not root. */
    AS_WE_ARE(List.of()),

    /** In a user namespace it is nobody, with its files still ours. */
    IN_NAMESPACE(List.of("unshare", "--user")),

    /** As the real nobody, whose its files must be, as containers often allow no user namespaces. */
    AS_NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

    private static final String NOBODY = "65534:65534";

    private final List<String> prefix;

    Unprivileged(List<String> prefix) {
        this.prefix = prefix;
    }

    static Unprivileged here() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return AS_WE_ARE;
        }
        return IN_NAMESPACE.works() ? IN_NAMESPACE : AS_NOBODY;
    }

    /** What stands before a command. */
    List<String> prefix() {
        return prefix;
    }

    /** Gives it the directory of its data. */
    void own(Path directory) {
        if (this == AS_NOBODY) {
            run(List.of("chown", "-R", NOBODY, directory.toString()));
        }
    }

    private boolean works() {
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

    private static void run(List<String> command) {
        Path log = TemporaryFiles.directory("chown").resolve("log");
        int exit = ChildProcess.named("chown").command(command).log(log).start().onExit().join();
        if (exit != 0) {
            throw new InfraFailed("The data of PostgreSQL cannot be given to nobody.%s".formatted(LogTail.of(log)));
        }
    }
}
