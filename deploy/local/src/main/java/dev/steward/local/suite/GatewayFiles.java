package dev.steward.local.suite;

import dev.steward.infra.process.TemporaryFiles;
import dev.steward.infra.programs.Nginx;
import dev.steward.local.supervision.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lays out nginx's prefix: the project's configuration as it is, and beside it {@code local/}, which it includes.
 *
 * @param upstreams
 *            nginx's upstream blocks
 */
public record GatewayFiles(Path prefix, Nginx nginx, String upstreams) {
    private static final String LISTEN = "listen 127.0.0.1:%d;%n";

    /**
     * @param gateway
     *            the public port
     * @param control
     *            the agent's port
     */
    public void write(Path configuration, int gateway, int control) {
        if (!Files.exists(configuration.resolve("nginx.conf"))) {
            throw new StartFailed("the gateway's configuration is missing: there is no " + configuration.resolve("nginx.conf"));
        }
        try {
            copy(configuration);
            Path local = Files.createDirectories(prefix.resolve("local"));
            Files.createDirectories(prefix.resolve("state"));
            Files.createDirectories(prefix.resolve("temp"));
            Files.writeString(local.resolve("main.conf"), main());
            Files.writeString(local.resolve("http.conf"), http());
            Files.writeString(local.resolve("listen.conf"), LISTEN.formatted(gateway));
            Files.writeString(local.resolve("control.conf"), LISTEN.formatted(control));
        } catch (IOException e) {
            throw Disk.refused(prefix, e);
        }
    }

    // The gate's state stays: with it a restarted gateway knows at once what is offline.
    private void copy(Path configuration) throws IOException {
        Files.createDirectories(prefix);
        try (var old = Files.list(prefix)) {
            old.filter(path -> !path.getFileName().toString().equals("state")).forEach(TemporaryFiles::delete);
        }
        try (var files = Files.walk(configuration)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = prefix.resolve(configuration.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private String main() {
        // Started as root, the workers would become someone who may not be allowed to read these files.
        String user = "root".equals(System.getProperty("user.name")) ? "user root;\n" : "";
        String modules = nginx.modules().stream().map("load_module \"%s\";%n"::formatted).collect(Collectors.joining());
        return """
                %s%spid "%s/nginx.pid";
                error_log stderr notice;
                """.formatted(modules, user, prefix);
    }

    private String http() {
        String types = nginx.mimeTypes().map("include \"%s\";%n"::formatted).orElse("");
        String temporary = Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                .map(kind -> "%s_temp_path \"%s/temp/%s\";%n".formatted(kind, prefix, kind)).collect(Collectors.joining());
        return """
                lua_package_path "%s/lua/?.lua;%s";
                lua_package_cpath "%s";
                %s%s
                %s""".formatted(prefix, nginx.luaPath(), nginx.luaCpath(), types, temporary, upstreams);
    }

}
