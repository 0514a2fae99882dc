package dev.steward.infra.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The distribution's release and where this machine gets its packages from: its mirror is asked for, never written
 * down.
 *
 * @param id
 *            as in /etc/os-release, {@code debian} or {@code ubuntu}
 */
record Release(String id, String codename, List<Target> targets) {
    private static final Path OS_RELEASE = Path.of("/etc/os-release");
    private static final Set<String> COMPONENTS = Set.of("main", "universe");
    private static final String FORMAT = "$(CREATED_BY)|$(RELEASE)|$(REPO_URI)|$(COMPONENT)";

    record Target(String release, String uri, String component) {
        static Stream<Target> of(String line) {
            String[] field = line.split("\\|");
            return field.length == 4 && field[0].equals("Packages")
                    ? Stream.of(new Target(field[1], field[2], field[3]))
                    : Stream.of();
        }
    }

    static Release ofThisMachine() {
        // Without --no-release-info apt tells only about lists that it has fetched, and a container image often has none.
        var targets = Command.of("apt-get", "indextargets", "--no-release-info", "--format", FORMAT).run();
        return new Release(osRelease("ID"), osRelease("VERSION_CODENAME"),
                targets.output().lines().flatMap(Target::of).distinct().toList());
    }

    /** One-line sources of this release; a newer program may only be in Debian's backports. */
    List<String> sources(boolean backports) throws IOException {
        String archive = archive().orElseThrow(() -> new IOException("apt names no source for " + codename));
        var sources = new ArrayList<String>();
        for (String suite : List.of("", "-updates", "-security")) {
            targets.stream().filter(suite.isEmpty() ? from(codename, archive) : in(codename + suite)).findFirst()
                    .ifPresent(target -> sources.add(line(target.uri(), codename + suite, components(target))));
        }
        if (backports) {
            sources.add(line(archive, codename + "-backports", Set.of("main")));
        }
        return sources;
    }

    /** The distribution's own archive also carries the updates; another party's repository for this release does not. */
    private Optional<String> archive() {
        var updated = targets.stream().filter(in(codename + "-updates")).map(Target::uri).findFirst();
        return updated.or(() -> targets.stream().filter(in(codename)).map(Target::uri).findFirst());
    }

    private Set<String> components(Target like) {
        var components = new TreeSet<String>();
        targets.stream().filter(from(like.release(), like.uri())).map(Target::component).filter(COMPONENTS::contains)
                .forEach(components::add);
        return components;
    }

    private String line(String uri, String suite, Set<String> components) {
        return "deb %s%s %s %s".formatted(signedBy(), uri, suite, String.join(" ", components));
    }

    private String signedBy() {
        Path keyring = Path.of("/usr/share/keyrings/" + id + "-archive-keyring.gpg");
        return Files.exists(keyring) ? "[signed-by=" + keyring + "] " : "";
    }

    private static Predicate<Target> in(String release) {
        return target -> target.release().equals(release);
    }

    private static Predicate<Target> from(String release, String uri) {
        return in(release).and(target -> target.uri().equals(uri));
    }

    private static String osRelease(String key) {
        try (var lines = Files.lines(OS_RELEASE)) {
            return lines.filter(line -> line.startsWith(key + "="))
                    .map(line -> line.substring(key.length() + 1).replace("\"", ""))
                    .findFirst().orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
