package dev.steward.maintenance.bypass;

import java.time.Instant;
import java.util.UUID;

/**
 * A bypass link. Its token is shown once, when it is issued.
 *
 * @param url
 *            where it is opened; only in the answer that issues it, like {@code token}
 * @param token
 *            what a program sends as {@code Steward-Bypass}
 * @param state
 *            {@code active}, {@code expired} or {@code revoked}
 * @param uses
 *            how many requests entered with it
 * @param lastUsedAt
 *            absent: never
 */
public record LinkView(UUID id, String channel, String subject, State state, Instant expiresAt, String issuedBy,
        Instant issuedAt, String revokedBy, Instant revokedAt, long uses, Instant lastUsedAt, String url, String token) {
    public enum State {
        active,
        expired,
        revoked
    }

    LinkView withToken(String openAt, String secret) {
        return new LinkView(id, channel, subject, state, expiresAt, issuedBy, issuedAt, revokedBy, revokedAt, uses, lastUsedAt,
                openAt + "?token=" + secret, secret);
    }
}
