package dev.steward.kit.auth;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where a JWK set is read from. Blocks, for two seconds at most. */
record KeySource(URI location) {
    private static final int PATIENCE_MILLIS = 2000;

    static KeySource at(String location) {
        return new KeySource(location.matches("[a-z]{2,}:.*") ? URI.create(location) : Path.of(location).toUri());
    }

    boolean isRemote() {
        return location.getScheme().startsWith("http");
    }

    String read() throws IOException {
        URLConnection connection = location.toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
