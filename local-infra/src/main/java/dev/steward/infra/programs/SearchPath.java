package dev.steward.infra.programs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the machine's own programs are; daemons live in sbin folders, which an ordinary user's PATH often leaves out. */
record SearchPath(String path) {
    private static final String DAEMONS = "/usr/local/sbin:/usr/sbin:/sbin";

    static SearchPath ofEnvironment() {
        return new SearchPath(System.getenv().getOrDefault("PATH", ""));
    }

    Optional<Path> find(String name) {
        return Pattern.compile(File.pathSeparator).splitAsStream(path + File.pathSeparator + DAEMONS)
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    boolean has(String... names) {
        return Stream.of(names).allMatch(name -> find(name).isPresent());
    }
}
