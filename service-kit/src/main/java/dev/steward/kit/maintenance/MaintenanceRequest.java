package dev.steward.kit.maintenance;

/**
 * What the answer depends on, whoever received the request.
 *
 * @param channel
 *            the channel that the request's path belongs to
 * @param path
 *            as the client sent it, without its query
 * @param accept
 *            the header's value, null when absent; likewise the following
 * @param preflightMethod
 *            the value of {@code Access-Control-Request-Method}
 * @param preflightHeaders
 *            the value of {@code Access-Control-Request-Headers}
 */
public record MaintenanceRequest(String channel, String method, String path, String traceId, String accept,
        String acceptLanguage, String origin, String preflightMethod, String preflightHeaders) {
    /** A CORS preflight (Fetch standard, section 3.3.2). */
    boolean preflight() {
        return method.equals("OPTIONS") && origin != null && preflightMethod != null;
    }
}
