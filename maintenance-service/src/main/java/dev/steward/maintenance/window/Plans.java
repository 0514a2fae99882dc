package dev.steward.maintenance.window;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import dev.steward.maintenance.channel.Channels;
import dev.steward.maintenance.ledger.Digest;
import dev.steward.maintenance.window.ScheduleDecision.Plan;
import dev.steward.maintenance.window.ScheduleDecision.Text;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.function.BiFunction;

/** Understands what a {@link WindowRequest} asks for. */
@Singleton
class Plans {
    private final Channels channels;
    private final WindowConfig config;
    private final ObjectMapper json;

    Plans(Channels channels, WindowConfig config, ObjectMapper json) {
        this.channels = channels;
        this.config = config;
        this.json = json;
    }

    Plan forNew(WindowRequest request) {
        return new Plan(channels.known(request.channels()), startsAt(request),
                Moment.of("backOnlineAt", request.backOnlineAt()), request.endPolicy(), message(request.message()));
    }

    Plan forChange(WindowRequest request) {
        return new Plan(request.channels() == null ? null : channels.known(request.channels()), startsAt(request),
                Moment.of("backOnlineAt", request.backOnlineAt()), request.endPolicy(), message(request.message()));
    }

    BiFunction<MaintenanceWindow, Instant, Change> edit(Plan plan) {
        return (window, now) -> ScheduleDecision.edit(window, plan, now, config.longest());
    }

    /** The same for the same request, however it was written. */
    String digest(WindowRequest request) {
        try {
            return Digest.of(json.writeValueAsString(request));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Moment startsAt(WindowRequest request) {
        Moment startsAt = Moment.of("startsAt", request.startsAt());
        if (startsAt instanceof Moment.None) {
            throw invalid("startsAt", "must be a time; left out it is now");
        }
        return startsAt;
    }

    private static Text message(JsonNode message) {
        if (message == null || message.isNull()) {
            return new Text(message != null, null);
        }
        if (!message.isTextual() || !PlainText.Check.allows(message.textValue())) {
            throw invalid("message", PlainText.RULE);
        }
        return new Text(true, message.textValue().isBlank() ? null : message.textValue().strip());
    }

    private static ProblemException invalid(String field, String rule) {
        return new ProblemException(KitError.VALIDATION_FAILED, field + " " + rule + ".").field(field, rule);
    }
}
