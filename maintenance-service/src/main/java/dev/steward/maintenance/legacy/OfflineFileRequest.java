package dev.steward.maintenance.legacy;

import dev.steward.maintenance.ledger.Digest;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A legacy offline file.
 *
 * @param content
 *            unix time, ISO 8601 text, or nothing
 * @param modifiedAt
 *            when it was written: since then the shop has been offline. With the content it tells one file from another
 * @param zone
 *            of a time without an offset; UTC when left out
 */
@Schema(examples = "{\"content\": \"1893510000\", \"modifiedAt\": \"2030-01-01T15:30:00Z\"}")
public record OfflineFileRequest(@NotNull @Size(max = 200) String content, @NotNull OffsetDateTime modifiedAt, ZoneId zone) {
    String digest() {
        return Digest.of(content.strip() + "\n" + modifiedAt.toInstant());
    }
}
