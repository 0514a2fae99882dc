package dev.steward.infra.programs;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project lies whose programs we are. */
public final class Project {
    private static final String VARIABLE = "STEWARD_PROJECT";
    private static final String MARK = ".mvn";

    private Project() {}

    /**
     * What {@code STEWARD_PROJECT} names; else the folder above the working folder that Maven takes for the root; the
     * working folder itself outside of a project.
     */
    public static Path root() {
        String named = System.getenv(VARIABLE);
        return named == null ? above(Path.of("").toAbsolutePath()) : Path.of(named).toAbsolutePath().normalize();
    }

    private static Path above(Path here) {
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(MARK))) {
                return folder;
            }
        }
        return here;
    }
}
