package dev.steward.kit.valkey;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A server-side script, read once from a {@code .lua} resource.
 *
 * @param name
 *            for logs, the resource's name
 * @param source
 *            the script
 * @param sha1
 *            what EVALSHA knows it by
 */
public record LuaScript(String name, String source, String sha1) {

    /**
     * @param resource
     *            relative to the owner's package, or absolute with a leading slash
     */
    public static LuaScript load(Class<?> owner, String resource) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("No script " + resource + " beside " + owner.getName());
            }
            byte[] bytes = in.readAllBytes();
            return new LuaScript(resource, new String(bytes, StandardCharsets.UTF_8), sha1(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
