package dev.steward.kit.recording.tally;

import java.util.Set;

/** The methods of RFC 9110 and RFC 5789; whatever else a caller writes is one and the same. */
public final class HttpMethods {
    private static final Set<String> KNOWN = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT",
            "TRACE");
    private static final String OTHER = "_OTHER";

    private HttpMethods() {}

    /** As OpenTelemetry names it: {@code _OTHER} for what is none of HTTP's. */
    public static String known(String method) {
        return KNOWN.contains(method) ? method : OTHER;
    }
}
