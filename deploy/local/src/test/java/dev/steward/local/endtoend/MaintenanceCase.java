package dev.steward.local.endtoend;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/**
 * A request, and what the gateway and a gate of the kit both make of it.
 *
 * @param state
 *            the name of a {@link MaintenanceSetUp}
 * @param path
 *            the request's target as it is sent, query and all
 * @param headers
 *            whole lines, with what {@link MaintenanceKeys} fills in
 * @param body
 *            null: none
 */
record MaintenanceCase(String name, MaintenanceSetUp state, String method, String path, List<String> headers, String body,
        Expected expect) {
    private static final Set<Format> CLOSED = Set.of(Format.HTML, Format.PROBLEM, Format.PREFLIGHT);
    private static final String FILE = "/maintenance-cases.json";

    enum Format {
        /** The page of a closed channel. */
        HTML,
        /** Its problem document. */
        PROBLEM,
        /** What the shop says. */
        PASS,
        /** The answer of a closed channel to a CORS preflight. */
        PREFLIGHT,
        /** The request is refused as such, whatever is open. */
        REFUSED
    }

    /**
     * @param channel
     *            of a problem document
     * @param language
     *            of a page
     * @param bypassed
     *            it passes a closed channel, which is for nobody's cache
     * @param announcement
     *            whether a coming window is told of
     * @param newTrace
     *            the trace that the request names is not a valid one
     * @param byService
     *            nginx reads the path as another channel's; the service behind it closes
     * @param contains
     *            what stands in the body
     */
    record Expected(int status, Format format, String channel, String language, boolean bypassed, boolean announcement,
            boolean newTrace, boolean byService, String contains) {}

    MaintenanceCase {
        method = method == null ? "GET" : method;
        headers = headers == null ? List.of() : List.copyOf(headers);
    }

    /** Whether nginx must answer without the service, once nobody can tell it who may pass. */
    boolean closedByGateway() {
        boolean closed = expect.bypassed() && !method.equals("OPTIONS") || CLOSED.contains(expect.format());
        return closed && !expect.byService();
    }

    static List<MaintenanceCase> all() {
        try (InputStream file = MaintenanceCase.class.getResourceAsStream(FILE)) {
            return List.of(JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build()
                    .readValue(file, MaintenanceCase[].class));
        } catch (IOException e) {
            throw new IllegalStateException(FILE + " cannot be read", e);
        }
    }
}
