package dev.steward.infra;

import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.process.LogTail;
import dev.steward.infra.process.TemporaryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
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
            if (!othersEnter(directory.getParent())) {
                throw new InfraFailed(
                        "PostgreSQL, which runs as nobody here, cannot enter %s: let others enter the folders above "
                                .formatted(directory) + "it (chmod o+x), or allow user namespaces.");
            }
            run(List.of("chown", "-R", NOBODY, directory.toString()));
        }
    }

    /** Where it can read these programs: there, or in a copy where a folder above them is private, as a clone's may be. */
    Path readable(Path programs) {
        if (this != AS_NOBODY || othersEnter(programs)) {
            return programs;
        }
        Path directory = TemporaryFiles.directory("programs");
        Path copy = directory.resolve(programs.getFileName());
        run(List.of("cp", "-R", "-P", programs.toString(), copy.toString()));
        own(directory);
        return copy;
    }

    private static boolean othersEnter(Path directory) {
        try {
            for (Path path = directory.toRealPath(); path != null; path = path.getParent()) {
                if (!Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
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
        Path log = TemporaryFiles.directory("nobody").resolve("log");
        int exit = ChildProcess.named(command.getFirst()).command(command).log(log).start().onExit().join();
        if (exit != 0) {
            throw new InfraFailed("PostgreSQL cannot be made to run as nobody.%s".formatted(LogTail.of(log)));
        }
    }
}
