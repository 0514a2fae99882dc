package dev.steward.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP connections of a process, by what Linux tells: so a test knows which worker it is that sends something. */
final class Sockets {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final String LISTENING = "0A";

    private Sockets() {}

    /** One that is open, or on its way to be. */
    record Link(int localPort, int remotePort, String inode) {}

    static Set<Link> of(long pid) {
        Set<String> inodes = inodes(pid);
        return TABLES.stream().flatMap(Sockets::lines)
                .filter(fields -> !fields[3].equals(LISTENING) && inodes.contains(fields[9]))
                .map(fields -> new Link(port(fields[1]), port(fields[2]), fields[9]))
                .collect(Collectors.toSet());
    }

    private static Stream<String[]> lines(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1).map(line -> line.strip().split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }

    private static Set<String> inodes(long pid) {
        var inodes = new HashSet<String>();
        try (var files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path file : files.toList()) {
                String target = target(file);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return inodes;
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }
}
