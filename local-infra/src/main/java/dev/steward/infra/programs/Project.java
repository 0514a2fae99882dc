package dev.steward.infra.programs;

import java.nio.file.Files;
import java.nio.file.Path;

final class Project {
    private static final String MARK = ".mvn";

    private Project() {}

    /**
     * The folder above the working folder that Maven takes for the root; the working folder itself outside of a project.
     */
    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(MARK))) {
                return folder;
            }
        }
        return here;
    }
}
