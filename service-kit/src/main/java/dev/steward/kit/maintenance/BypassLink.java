package dev.steward.kit.maintenance;

import java.time.Instant;
import java.util.UUID;

/**
 * The public half of a bypass link: what an enforcement point needs to check the token of one that an admin gave out.
 * A link that is not in the snapshot opens nothing, which is how it is revoked.
 *
 * @param id
 *            UUIDv7
 * @param subject
 *            whom it was given to
 * @param publicKey
 *            Ed25519, X.509, Base64. Each link has a key pair of its own, whose private half is forgotten as soon as
 *            the token is signed
 */
public record BypassLink(UUID id, String channel, String subject, Instant expiresAt, String publicKey) {}
