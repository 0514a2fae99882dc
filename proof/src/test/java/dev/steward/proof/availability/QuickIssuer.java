package dev.steward.proof.availability;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.infra.process.TemporaryFiles;
import dev.steward.infra.tokens.DevelopmentIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Signs tokens by the thousand (RS256): its modulus has many small primes instead of two, which anybody could break
 * and which takes a hundredth of the time. To verify one costs as little as with the smallest exponent there is, as
 * replicas that use the quick compiler alone would take a millisecond otherwise.
 */
final class QuickIssuer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY_ID = "development-quick";
    private static final BigInteger PUBLIC_EXPONENT = BigInteger.valueOf(3);
    private static final int MODULUS_BITS = 2048;

    // So that a product of two remainders fits into a long.
    private static final int PRIME_BITS = 31;
    private static final byte[] SHA_256 = HexFormat.of().parseHex("3031300d060960864801650304020105000420");
    private static final Duration LIVES = Duration.ofDays(1);

    private final String issuer;
    private final Path keys;
    private final BigInteger modulus;
    private final List<Part> parts;

    /**
     * @param weight
     *            1 modulo this prime, 0 modulo the others
     */
    private record Part(BigInteger prime, long exponent, BigInteger weight) {}

    private QuickIssuer(DevelopmentIssuer beside) {
        var random = new Random(MODULUS_BITS);
        List<BigInteger> primes = Stream.generate(() -> BigInteger.probablePrime(PRIME_BITS, random))
                .filter(prime -> prime.mod(PUBLIC_EXPONENT).equals(BigInteger.TWO))
                .distinct().limit(MODULUS_BITS / (PRIME_BITS - 1) + 1).toList();
        this.issuer = beside.issuer();
        this.modulus = primes.stream().reduce(BigInteger.ONE, BigInteger::multiply);
        this.parts = primes.stream().map(this::part).toList();
        this.keys = publish(beside.keys());
    }

    /** Signs in the name of this issuer, with a key beside its own. */
    static QuickIssuer beside(DevelopmentIssuer issuer) {
        return new QuickIssuer(issuer);
    }

    /** The file with both public keys. */
    Path keys() {
        return keys;
    }

    String token(String subject, String role) {
        Instant now = Instant.now();
        ObjectNode claims = JSON.createObjectNode().put("iss", issuer).put("sub", subject).put("upn", subject)
                .put("iat", now.getEpochSecond()).put("exp", now.plus(LIVES).getEpochSecond());
        claims.withArray("groups").add(role);
        ObjectNode header = JSON.createObjectNode().put("alg", "RS256").put("typ", "JWT").put("kid", KEY_ID);
        String content = base64(header.toString()) + "." + base64(claims.toString());
        return content + "." + base64(signature(content));
    }

    private byte[] signature(String content) {
        BigInteger message = new BigInteger(1, padded(sha256(content)));
        BigInteger sum = BigInteger.ZERO;
        for (Part part : parts) {
            long root = power(message.mod(part.prime).longValue(), part.exponent, part.prime.longValue());
            sum = sum.add(part.weight.multiply(BigInteger.valueOf(root)));
        }
        byte[] bytes = unsigned(sum.mod(modulus));
        var signature = new byte[unsigned(modulus).length];
        System.arraycopy(bytes, 0, signature, signature.length - bytes.length, bytes.length);
        return signature;
    }

    private static long power(long base, long exponent, long modulus) {
        long result = 1;
        long square = base;
        for (long left = exponent; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                result = result * square % modulus;
            }
            square = square * square % modulus;
        }
        return result;
    }

    /** PKCS #1, version 1.5. */
    private byte[] padded(byte[] hash) {
        var block = new byte[unsigned(modulus).length];
        Arrays.fill(block, (byte) 0xFF);
        block[0] = 0;
        block[1] = 1;
        int hashAt = block.length - hash.length;
        int nameAt = hashAt - SHA_256.length;
        block[nameAt - 1] = 0;
        System.arraycopy(SHA_256, 0, block, nameAt, SHA_256.length);
        System.arraycopy(hash, 0, block, hashAt, hash.length);
        return block;
    }

    private Part part(BigInteger prime) {
        BigInteger others = modulus.divide(prime);
        return new Part(prime, PUBLIC_EXPONENT.modInverse(prime.subtract(BigInteger.ONE)).longValue(),
                others.multiply(others.modInverse(prime)));
    }

    private Path publish(Path beside) {
        try {
            ObjectNode set = (ObjectNode) JSON.readTree(beside.toFile());
            set.withArray("keys").addObject().put("kty", "RSA").put("use", "sig").put("alg", "RS256").put("kid", KEY_ID)
                    .put("n", base64(unsigned(modulus))).put("e", base64(unsigned(PUBLIC_EXPONENT)));
            return Files.writeString(TemporaryFiles.directory("quick-issuer").resolve("jwks.json"), set.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the sign byte. */
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
