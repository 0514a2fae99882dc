package dev.steward.kit.maintenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.problem.ErrorCode;
import dev.steward.kit.problem.Problem;
import dev.steward.kit.trace.Traces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an offline channel answers: 503 as a page or as a problem document, and a CORS preflight as if nothing were
 * wrong.
 */
@Singleton
public class MaintenanceModeResponder {
    private final MaintenanceConfig config;
    private final RetryAfter retryAfter;
    private final MaintenancePage page;
    private final ObjectMapper json;

    public MaintenanceModeResponder(MaintenanceConfig config, ObjectMapper json) {
        this.config = config;
        this.retryAfter = new RetryAfter(config);
        this.page = new MaintenancePage();
        this.json = json;
    }

    public MaintenanceAnswer answer(MaintenanceRequest request, ChannelState state, long revision, Instant now) {
        if (request.preflight()) {
            return preflight(request);
        }
        Representation representation = Representation.of(request.accept(), config.htmlChannels().contains(request.channel()));
        long seconds = retryAfter.seconds(state.backOnlineAt(), now);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", representation.mediaType());
        headers.put("Retry-After", Long.toString(seconds));
        headers.put("Cache-Control", "no-store");
        headers.put("Vary", "Accept, Accept-Language, Origin");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put(Traces.HEADER, request.traceId());
        readableAcrossOrigins(request, headers);
        String body = switch (representation) {
            case HTML -> page.render(state, seconds);
            case PROBLEM -> problem(request, state, revision);
        };
        return new MaintenanceAnswer(503, headers, body);
    }

    /** A browser application must be able to read the answer, its credentials or not: it holds nothing private. */
    private static void readableAcrossOrigins(MaintenanceRequest request, Map<String, String> headers) {
        if (request.origin() != null) {
            headers.put("Access-Control-Allow-Origin", request.origin());
            headers.put("Access-Control-Allow-Credentials", "true");
            headers.put("Access-Control-Expose-Headers", "Retry-After, " + Traces.HEADER);
        }
    }

    private static MaintenanceAnswer preflight(MaintenanceRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        readableAcrossOrigins(request, headers);
        headers.put("Access-Control-Allow-Methods", request.preflightMethod());
        if (request.preflightHeaders() != null) {
            headers.put("Access-Control-Allow-Headers", request.preflightHeaders());
        }
        headers.put("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
        headers.put("Cache-Control", "no-store");
        return new MaintenanceAnswer(204, headers, "");
    }

    private String problem(MaintenanceRequest request, ChannelState state, long revision) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("channel", state.channel());
        members.put("startedAt", state.startedAt());
        members.put("backOnlineAt", state.backOnlineAt());
        members.put("estimated", state.estimated());
        members.put("message", state.message());
        members.put("revision", revision);
        ErrorCode code = MaintenanceError.MAINTENANCE;
        String detail = "This channel is offline for maintenance" + (state.backOnlineAt() == null
                ? "."
                : (state.estimated() ? ", expected back at " : " until ") + state.backOnlineAt() + ".");
        Problem problem = new Problem(code.type(), code.title(), code.status(), detail, request.path(), request.traceId(),
                List.of(),
                members);
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
