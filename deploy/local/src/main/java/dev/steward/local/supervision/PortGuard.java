package dev.steward.local.supervision;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Says who sits on a port that we need, before anything is started in vain. */
public final class PortGuard {
    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private PortGuard() {}

    /**
     * @param ports
     *            each with what it is for
     * @throws StartFailed
     *             for the first one that is in use
     */
    public static void requireFree(Map<Integer, String> ports) {
        ports.forEach((port, purpose) -> {
            if (!isFree(port)) {
                throw new StartFailed("port %d (%s) is in use%s".formatted(port, purpose,
                        owner(port).map(process -> " by process " + process).orElse("")));
            }
        });
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    static Optional<String> owner(int port) {
        return inode(port).flatMap(inode -> ProcessHandle.allProcesses().filter(process -> holds(process, inode)).findFirst())
                .map(process -> process.pid() + process.info().command().map(command -> " (" + command + ")").orElse(""));
    }

    private static Optional<String> inode(int port) {
        String address = ":%04X".formatted(port);
        return Stream.of("tcp", "tcp6").flatMap(table -> lines(Path.of("/proc/net", table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(field -> field.length > INODE && field[STATE].equals(LISTENING)
                        && field[LOCAL_ADDRESS].endsWith(address))
                .map(field -> "socket:[" + field[INODE] + "]")
                .findFirst();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static boolean holds(ProcessHandle process, String inode) {
        try (var files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return files.anyMatch(file -> target(file).equals(inode));
        } catch (IOException e) {
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
