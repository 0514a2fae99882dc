package dev.steward.infra;

import dev.steward.infra.programs.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import redis.embedded.RedisServer;

/** The Redis 6.2 that the embedded-redis artifact carries, for where no Valkey can be had. */
final class BundledRedis {
    private static final Map<String, String> RESOURCES = Map.of(
            "Linux amd64", "redis-server-6.2.6-v5-linux-amd64",
            "Linux aarch64", "redis-server-6.2.7-linux-arm64",
            "Mac OS X x86_64", "redis-server-6.2.6-v5-darwin-amd64",
            "Mac OS X aarch64", "redis-server-6.2.6-v5-darwin-arm64");

    private BundledRedis() {}

    static Program program() {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        String resource = RESOURCES.get(platform);
        if (resource == null) {
            throw new InfraFailed(
                    "There is no Valkey on the PATH and no bundled Redis for %s: install valkey-server.".formatted(platform));
        }
        return new Program(Cache.directory(resource, directory -> unpack(resource, directory)).resolve("redis-server"),
                Map.of());
    }

    private static void unpack(String resource, Path directory) throws IOException {
        Path executable = directory.resolve("redis-server");
        try (InputStream in = RedisServer.class.getResourceAsStream("/" + resource)) {
            Files.copy(in, executable);
        }
        Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
