package dev.steward.kit.maintenance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * Makes and checks the token of a bypass link: the link's id and an Ed25519 signature (RFC 8032) over all that the link
 * says, so that it opens one channel, for one subject, until one moment.
 */
public final class BypassTokens {
    private static final String ALGORITHM = "Ed25519";
    private static final int ID_BYTES = 16;
    private static final int LONGEST = 200;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    /**
     * @param token
     *            the secret half, to be shown once
     */
    public record Issued(BypassLink link, String token) {}

    private BypassTokens() {}

    public static Issued issue(UUID id, String channel, String subject, Instant expiresAt) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            String publicKey = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
            BypassLink link = new BypassLink(id, channel, subject, expiresAt, publicKey);
            return new Issued(link, TEXT.encodeToString(bytes(id)) + "." + TEXT.encodeToString(sign(link, pair.getPrivate())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + ALGORITHM, e);
        }
    }

    /** Which link the token claims to be of; null when it has not the form of a token. */
    static UUID linkOf(String token) {
        int dot = token.length() > LONGEST ? -1 : token.indexOf('.');
        byte[] id = dot < 0 ? null : decoded(token.substring(0, dot));
        if (id == null || id.length != ID_BYTES) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(id);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** Whether the token was signed for this very link. */
    static boolean isSigned(String token, BypassLink link) {
        byte[] signature = decoded(token.substring(token.indexOf('.') + 1));
        if (signature == null) {
            return false;
        }
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(link.publicKey())));
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(statement(link));
            return check.verify(signature);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Null for what no encoder writes: there is one spelling of a token, and no other is good. */
    private static byte[] decoded(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return TEXT.encodeToString(bytes).equals(text) ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] sign(BypassLink link, PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(key);
        signature.update(statement(link));
        return signature.sign();
    }

    private static byte[] statement(BypassLink link) {
        return String.join("\n", "steward-bypass/1", link.id().toString(), link.channel(), link.subject(),
                link.expiresAt().toString()).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(ID_BYTES).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).array();
    }
}
