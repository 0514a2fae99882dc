package dev.steward.maintenance.window;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.kit.maintenance.EndPolicy;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A window to schedule; in a PATCH, what is to be changed of one (RFC 7396: left out is unchanged, null takes away).
 *
 * @param channels
 *            none: all channels
 * @param startsAt
 *            RFC 3339; left out: now
 * @param backOnlineAt
 *            RFC 3339; null: not known
 * @param endPolicy
 *            whether the back-online time ends the window. Left out: AUTOMATIC for a window that starts later and has
 *            such
 *            a time, MANUAL for every other
 * @param message
 *            plain text for people
 */
@Schema(examples = """
        {"channels": ["storefront", "api"], "startsAt": "2030-01-01T02:00:00Z", "backOnlineAt": "2030-01-01T03:30:00Z", \
        "message": "We are moving to a bigger database."}""")
public record WindowRequest(
        @Size(max = 50) Set<String> channels,
        @Schema(implementation = Instant.class) JsonNode startsAt,
        @Schema(implementation = Instant.class, nullable = true) JsonNode backOnlineAt,
        EndPolicy endPolicy,
        @Schema(implementation = String.class, nullable = true) JsonNode message) {}
