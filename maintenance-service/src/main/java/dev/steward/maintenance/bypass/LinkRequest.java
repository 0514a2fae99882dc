package dev.steward.maintenance.bypass;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A link to be given to somebody.
 *
 * @param subject
 *            to whom; stands in the audit trail with every use
 * @param channel
 *            the one that it opens
 * @param expiresAt
 *            RFC 3339
 */
@Schema(examples = "{\"subject\": \"ann@example.org\", \"channel\": \"storefront\", \"expiresAt\": \"2030-01-01T18:00:00Z\"}")
public record LinkRequest(@NotBlank @Size(max = 200) @Pattern(regexp = "[^\\p{Cntrl}]*") String subject,
        @NotBlank String channel, @NotNull OffsetDateTime expiresAt) {
    Instant expiry() {
        return expiresAt.toInstant();
    }
}
