package dev.steward.infra.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Fetches packages of the Debian or Ubuntu release this machine runs, as an ordinary user and without touching the
 * system: lists,
 * cache and sources are private, and apt's own resolver says which packages the machine still lacks.
 */
class AptArchive {
    private static final Pattern TO_INSTALL = Pattern.compile("^Inst (\\S+) (?:\\[[^]]*] )?\\((\\S+)");
    private static final Duration LISTS_GOOD_FOR = Duration.ofHours(12);
    private static final Duration DOWNLOAD_AT_MOST = Duration.ofMinutes(20);

    private final Path home;
    private final Release release = Release.ofThisMachine();

    AptArchive(Path home) {
        this.home = home;
    }

    static boolean isHere(SearchPath path) {
        return path.has("apt-get", "apt-cache", "dpkg");
    }

    /** Unpacks the named packages, and those they need and the machine lacks, below {@code root}. */
    void unpack(List<String> packages, Path root) throws IOException {
        Files.createDirectories(home.resolve("lists/partial"));
        Files.createDirectories(home.resolve("cache/archives/partial"));
        update(release.sources(false));
        if (!knows(packages)) {
            update(release.sources(true));
        }
        Path debs = Files.createDirectories(home.resolve("debs"));
        try {
            download(packages, debs);
            try (var files = Files.newDirectoryStream(debs, "*.deb")) {
                for (Path deb : files) {
                    succeed(Command.of("dpkg", "-x", deb.toString(), root.toString()));
                }
            }
        } finally {
            Folders.delete(debs);
        }
    }

    /** An archive drops what it has replaced, so lists that were good a few hours ago may name what is gone. */
    private void download(List<String> packages, Path debs) throws IOException {
        if (!apt("download", lacking(packages)).in(debs).run(DOWNLOAD_AT_MOST).ok()) {
            succeed(apt("update", List.of()));
            Folders.delete(debs);
            Files.createDirectories(debs);
            succeed(apt("download", lacking(packages)).in(debs), DOWNLOAD_AT_MOST);
        }
    }

    private void update(List<String> sources) throws IOException {
        Path list = home.resolve("sources.list");
        boolean same = Files.exists(list) && Files.readAllLines(list).equals(sources);
        if (same && Files.getLastModifiedTime(list).toInstant().isAfter(Instant.now().minus(LISTS_GOOD_FOR))) {
            return;
        }
        Files.write(list, sources);
        var result = apt("update", List.of()).run();
        if (!result.ok()) {
            Files.delete(list);
            throw new IOException(result.lastLine());
        }
    }

    private boolean knows(List<String> packages) {
        var words = new ArrayList<>(List.of("apt-cache"));
        words.addAll(options());
        words.addAll(List.of("show", "--no-all-versions"));
        words.addAll(packages);
        return Command.of(words).run().ok();
    }

    private Set<String> lacking(List<String> packages) throws IOException {
        var arguments = new ArrayList<>(List.of("--simulate", "--no-install-recommends"));
        arguments.addAll(packages);
        var lacking = new LinkedHashSet<String>();
        succeed(apt("install", arguments)).output().lines()
                .map(TO_INSTALL::matcher)
                .filter(line -> line.find())
                .forEach(line -> lacking.add(line.group(1) + "=" + line.group(2)));
        return lacking;
    }

    private Command apt(String verb, Iterable<String> arguments) {
        var words = new ArrayList<>(List.of("apt-get", "-q", "-y"));
        words.addAll(options());
        words.add(verb);
        arguments.forEach(words::add);
        return Command.of(words).with("LC_ALL", "C").with("DEBIAN_FRONTEND", "noninteractive");
    }

    private List<String> options() {
        return List.of(
                "-o", "Dir::Etc::sourcelist=" + home.resolve("sources.list"),
                "-o", "Dir::Etc::sourceparts=-",
                "-o", "Dir::State::lists=" + home.resolve("lists"),
                "-o", "Dir::Cache=" + home.resolve("cache"),
                "-o", "Debug::NoLocking=1",
                "-o", "Acquire::Languages=none",
                // Root would drop to a user who may not be allowed to enter this folder.
                "-o", "APT::Sandbox::User=root");
    }

    private static Command.Result succeed(Command command) throws IOException {
        return succeed(command, Command.USUALLY_AT_MOST);
    }

    private static Command.Result succeed(Command command, Duration atMost) throws IOException {
        var result = command.run(atMost);
        if (!result.ok()) {
            throw new IOException(result.lastLine());
        }
        return result;
    }
}
