package dev.steward.infra.tokens;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Signs tokens (RS256) with a key pair of its own, kept in a directory. The key id begins with {@code development},
 * by which services outside the development profile know to refuse it.
 */
public final class DevelopmentIssuer {
    public static final String ISSUER = "urn:steward:development";

    private final Path keys;
    private final String keyId;
    private final RSAPrivateCrtKey key;

    private DevelopmentIssuer(Path keys, String keyId, RSAPrivateCrtKey key) {
        this.keys = keys;
        this.keyId = keyId;
        this.key = key;
    }

    /** With the key pair in this directory; both are created if they are absent. */
    public static DevelopmentIssuer in(Path directory) {
        RSAPrivateCrtKey key = key(directory.resolve("development.key"));
        return published(directory, "development-" + thumbprint(key), key);
    }

    /** The same with a chosen key id. */
    public static DevelopmentIssuer in(Path directory, String keyId) {
        return published(directory, keyId, key(directory.resolve("development.key")));
    }

    /** The {@code iss} of its tokens. */
    public String issuer() {
        return ISSUER;
    }

    /** The file with the public key as a JWK set. */
    public Path keys() {
        return keys;
    }

    /** Signs a token for a subject with these roles as its {@code groups}. */
    public String token(String subject, Collection<String> roles, Duration ttl) {
        Instant now = Instant.now();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", ISSUER);
        claims.put("sub", subject);
        claims.put("upn", subject);
        claims.put("groups", roles);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(ttl).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        return sign(claims);
    }

    /** Signs any claims: strings, numbers, booleans and collections of strings. */
    public String sign(Map<String, ?> claims) {
        var header = new LinkedHashMap<String, Object>();
        header.put("alg", "RS256");
        header.put("typ", "JWT");
        header.put("kid", keyId);
        String content = base64(Json.object(header)) + "." + base64(Json.object(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DevelopmentIssuer published(Path directory, String keyId, RSAPrivateCrtKey key) {
        var jwk = new LinkedHashMap<String, Object>();
        jwk.put("kty", "RSA");
        jwk.put("use", "sig");
        jwk.put("alg", "RS256");
        jwk.put("kid", keyId);
        jwk.put("n", base64(unsigned(key.getModulus())));
        jwk.put("e", base64(unsigned(key.getPublicExponent())));
        Path keys = directory.resolve("jwks.json");
        publish(keys, "{\"keys\":[" + Json.object(jwk) + "]}");
        return new DevelopmentIssuer(keys, keyId, key);
    }

    /** Left alone where it is right, as services take a changed file for a change of keys. */
    private static void publish(Path file, String keys) {
        try {
            if (!Files.exists(file) || !Files.readString(file).equals(keys)) {
                write(file, keys, "rw-r--r--");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RSAPrivateCrtKey key(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                write(file, Base64.getMimeEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded()),
                        "rw-------");
            }
            var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(Files.readString(file)));
            return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(encoded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(file + " holds no RSA key; delete it.", e);
        }
    }

    /** All at once: a reader sees the old file or the new one. */
    private static void write(Path file, String text, String permissions) {
        try {
            var attribute = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
            Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName().toString(), "",
                    attribute);
            Files.writeString(temporary, text);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String thumbprint(RSAPrivateCrtKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(unsigned(key.getModulus()));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the sign byte, as a JWK wants it. */
    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
