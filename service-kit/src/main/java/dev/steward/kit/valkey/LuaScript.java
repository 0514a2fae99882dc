package dev.steward.kit.valkey;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * A server-side script, read once from {@code .lua} resources.
 *
 * @param name
 *            for logs, the last resource's name
 * @param source
 *            the script
 * @param sha1
 *            what EVALSHA knows it by
 */
public record LuaScript(String name, String source, String sha1) {

    /**
     * Joins the resources in their order: what several scripts need stands in one of its own, first.
     *
     * @param resources
     *            relative to the owner's package, or absolute with a leading slash; at least one
     */
    public static LuaScript load(Class<?> owner, String... resources) {
        String source = Arrays.stream(resources).map(resource -> read(owner, resource)).collect(Collectors.joining("\n"));
        return new LuaScript(resources[resources.length - 1], source, sha1(source.getBytes(StandardCharsets.UTF_8)));
    }

    private static String read(Class<?> owner, String resource) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("No script " + resource + " beside " + owner.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
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
