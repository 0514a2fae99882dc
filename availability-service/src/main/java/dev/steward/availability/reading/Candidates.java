package dev.steward.availability.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Some mitras that are available, in no particular order and not always the same ones.
 *
 * @param nextCursor
 *            always null: this is a sample, asking again is a new one
 */
@Schema(examples = """
        {"items": [{"id": "019a9e3c-5d0f-7c1e-8b52-6f0f5a3d9e11", "lastSeenAt": "2026-05-25T10:07:41.008Z"}], "nextCursor": null, \
        "asOf": "2026-05-25T10:07:55.123Z", "source": "valkey"}""")
public record Candidates(List<Candidate> items, @JsonInclude(JsonInclude.Include.ALWAYS) String nextCursor, Instant asOf,
        Source source) {

    Candidates(List<Candidate> items, Instant asOf, Source source) {
        this(items, null, asOf, source);
    }

    /**
     * @param lastSeenAt
     *            the last ping
     */
    public record Candidate(UUID id, Instant lastSeenAt) {}
}
