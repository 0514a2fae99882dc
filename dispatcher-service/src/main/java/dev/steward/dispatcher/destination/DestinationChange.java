package dev.steward.dispatcher.destination;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.dispatcher.Members;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What is to be changed of a destination (RFC 7396: left out is unchanged).
 *
 * @param paused
 *            true: nothing more is sent there
 * @param concurrency
 *            attempts at once, all replicas together; null: the default
 * @param changesConcurrency
 *            it was given, be it null
 */
@Schema(examples = """
        {"paused": false, "concurrency": 4}""")
record DestinationChange(Boolean paused, @Schema(nullable = true) Integer concurrency,
        @Schema(hidden = true) boolean changesConcurrency) {
    private static final int MOST = 1000;

    static DestinationChange of(JsonNode body) {
        var members = Members.of(body, "", Set.of("paused", "concurrency"));
        if (members.has("paused") && members.flag("paused") == null) {
            throw members.wrong("paused", "must be true or false");
        }
        return new DestinationChange(members.flag("paused"), members.number("concurrency", 1, MOST),
                members.has("concurrency"));
    }
}
