package dev.steward.kit.telemetry;

import dev.steward.kit.recording.tally.HttpMethods;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The framework's two HTTP timers as OpenTelemetry's {@code http.*.request.duration}. */
final class HttpConventions {
    static final String SERVER = "http.server.request.duration";
    static final String CLIENT = "http.client.request.duration";
    static final String SCHEME = "url.scheme";
    /**
     * An attribute that does not apply: all meters of a name need the same labels, and Prometheus reads an empty one as
     * none.
     */
    static final String NONE = "";

    private static final int MOST_ADDRESSES = 100;
    private static final String OTHER = "_OTHER";
    private static final int FIRST_CLIENT_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;

    private final Set<String> addresses = ConcurrentHashMap.newKeySet();

    Meter.Id server(Meter.Id id) {
        // Who reset a request gave it no answer, and nobody the chance to tell its route.
        boolean answered = id.getTag(SCHEME) != null;
        return id.withName(SERVER).replaceTags(Tags.of(
                "http.request.method", HttpMethods.known(id.getTag("method")),
                "http.route", answered ? id.getTag("uri") : NONE,
                "http.response.status_code", status(id),
                SCHEME, answered ? id.getTag(SCHEME) : NONE,
                "error.type", error(id, FIRST_SERVER_ERROR)));
    }

    Meter.Id client(Meter.Id id) {
        String address = address(id);
        int colon = address.lastIndexOf(':');
        return id.withName(CLIENT).replaceTags(Tags.of(
                "http.request.method", HttpMethods.known(id.getTag("method")),
                "server.address", colon < 0 ? address : address.substring(0, colon),
                "server.port", colon < 0 ? NONE : address.substring(colon + 1),
                "http.response.status_code", status(id),
                "error.type", error(id, FIRST_CLIENT_ERROR)));
    }

    /** Host and port; a client that does not tell them has a name. */
    private String address(Meter.Id id) {
        String address = id.getTag("address") == null ? id.getTag("clientName") : id.getTag("address");
        if (address == null) {
            return NONE;
        }
        if (addresses.contains(address)) {
            return address;
        }
        return addresses.size() < MOST_ADDRESSES && addresses.add(address) ? address : OTHER;
    }

    private static String status(Meter.Id id) {
        String status = id.getTag("status");
        return isNumber(status) ? status : NONE;
    }

    private static String error(Meter.Id id, int first) {
        String status = id.getTag("status");
        if (!isNumber(status)) {
            return status == null ? OTHER : status.toLowerCase(Locale.ROOT);
        }
        return Integer.parseInt(status) >= first ? status : NONE;
    }

    private static boolean isNumber(String status) {
        return status != null && !status.isEmpty() && status.chars().allMatch(Character::isDigit);
    }
}
