package dev.steward.heartbeat.presence;

/**
 * Whose heartbeat it is.
 *
 * @param sessionId
 *            the browser's session
 * @param customerId
 *            the signed-in customer; null: nobody is signed in
 */
public record Visitor(String sessionId, String customerId) {

    /** A user of whom something else than a heartbeat told. */
    public static Visitor user(String userId) {
        return new Visitor("user:" + userId, userId);
    }

    boolean anonymous() {
        return customerId == null;
    }
}
