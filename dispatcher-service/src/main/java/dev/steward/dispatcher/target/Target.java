package dev.steward.dispatcher.target;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where a request goes, taken apart once.
 *
 * @param uri
 *            absolute, {@code http} or {@code https}, ASCII, without user information and fragment
 * @param host
 *            in lower case, an IPv6 address without its brackets
 * @param port
 *            never the default's placeholder
 */
public record Target(URI uri, String host, int port) {
    private static final int MAX_LENGTH = 4096;
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9a-fA-F]*)\\.?");
    private static final Pattern DOTTED_QUAD = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");

    /**
     * @throws IllegalArgumentException
     *             whose message says, after "the URI", what is wrong with it
     */
    public static Target of(String text) {
        require(text.length() <= MAX_LENGTH, "is longer than " + MAX_LENGTH + " characters");
        URI uri = parse(text);
        require("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()),
                "must begin with http:// or https://");
        require(uri.getHost() != null, "has no valid host");
        require(uri.getRawUserInfo() == null, "must not hold a user or password");
        require(uri.getRawFragment() == null, "must not have a fragment");
        require(uri.getPort() >= -1 && uri.getPort() != 0 && uri.getPort() <= 65_535, "has an impossible port");
        String host = uri.getHost().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
        // 127.1, 0177.0.0.1 and 2130706433 are the loopback address to some programs and not to others.
        require(host.contains(":") || !ENDS_IN_A_NUMBER.matcher(host).matches() || DOTTED_QUAD.matcher(host).matches(),
                "has a host that looks like an IPv4 address and is none");
        require(!host.contains(":") || host.contains("%") || AddressRange.isLiteral(host),
                "has a host that is no IPv6 address");
        return new Target(uri, host,
                uri.getPort() != -1 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80);
    }

    /** Scheme, host and port: what limits apply to. */
    public String origin() {
        return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + bracketed() + ":" + port;
    }

    /** The same for everybody who knows the origin: a UUID of version 8 (RFC 9562) made of its SHA-256. */
    public UUID destinationId() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(origin().getBytes(StandardCharsets.UTF_8));
            long high = ByteBuffer.wrap(hash).getLong(0);
            long low = ByteBuffer.wrap(hash).getLong(8);
            return new UUID(high & ~0xF000L | 0x8000L, low & ~(3L << 62) | 1L << 63);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the address names an interface, which means something on one machine only. */
    public boolean isZoned() {
        return host.contains("%");
    }

    /** The address, where the host is one and not a name; not of a zoned one. */
    public Optional<InetAddress> literalAddress() {
        boolean literal = host.contains(":") && !isZoned() || DOTTED_QUAD.matcher(host).matches();
        return literal ? Optional.of(AddressRange.literal(host)) : Optional.empty();
    }

    public boolean encrypted() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** What stands in the request line. */
    public String pathAndQuery() {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** The host as it stands in a URI. */
    public String bracketed() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static URI parse(String text) {
        try {
            return URI.create(new URI(text).toASCIIString());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot be parsed", e);
        }
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
