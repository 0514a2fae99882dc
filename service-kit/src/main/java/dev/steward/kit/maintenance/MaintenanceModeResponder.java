package dev.steward.kit.maintenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.steward.kit.json.WireJson;
import dev.steward.kit.problem.ErrorCode;
import dev.steward.kit.problem.Problem;
import dev.steward.kit.trace.Traces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a closed channel answers: 503 as a page or as a problem document, and a CORS preflight as if nothing were wrong.
 */
@Singleton
public class MaintenanceModeResponder {
    private final MaintenancePage page;

    @Inject
    public MaintenanceModeResponder(MaintenanceConfig config) {
        this(config.templates(), config.zone());
    }

    public MaintenanceModeResponder(Optional<Path> templates, ZoneId zone) {
        this.page = new MaintenancePage(templates, zone);
    }

    public MaintenanceAnswer answer(MaintenanceRequest request, ChannelState state, ChannelPolicy policy, long revision,
            Instant now) {
        return request.preflight() ? preflight(request) : unavailable(request, state, policy, revision, now);
    }

    private MaintenanceAnswer unavailable(MaintenanceRequest request, ChannelState state, ChannelPolicy policy, long revision,
            Instant now) {
        Representation representation = Representation.of(request.accept(), policy.html());
        long seconds = RetryAfter.seconds(policy, state.backOnlineAt(), now);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", representation.mediaType());
        headers.put("Retry-After", Long.toString(seconds));
        headers.put("Cache-Control", "no-store");
        headers.put("Vary", "Accept, Accept-Language, Origin");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put(Traces.HEADER, request.traceId());
        readableAcrossOrigins(request, headers);
        return switch (representation) {
            case HTML -> {
                Locale language = page.language(request.acceptLanguage());
                headers.put("Content-Language", language.toLanguageTag());
                yield new MaintenanceAnswer(503, headers, page.render(state, language, seconds));
            }
            case PROBLEM -> new MaintenanceAnswer(503, headers, problem(request, state, revision));
        };
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
        headers.put(Traces.HEADER, request.traceId());
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
        Problem problem = new Problem(code.type(), code.title(), code.status(), detail(state), request.path(),
                request.traceId(), List.of(), members);
        try {
            return WireJson.MAPPER.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String detail(ChannelState state) {
        String when = state.backOnlineAt() == null || state.overrun()
                ? ""
                : (state.estimated() ? ", expected back at " : " until ") + state.backOnlineAt();
        return "This channel is offline for maintenance" + when + ".";
    }
}
