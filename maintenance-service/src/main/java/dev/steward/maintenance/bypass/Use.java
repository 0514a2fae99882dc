package dev.steward.maintenance.bypass;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;

/**
 * Requests that entered a closed channel with one pass, at one enforcement point, within about a second.
 *
 * @param id
 *            UUIDv7 made there: a report that comes twice counts once
 * @param subject
 *            whose token, or to whom the link was given
 * @param linkId
 *            null for a role in a token
 * @param uses
 *            how many
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Use(@NotNull UUID id, @NotNull @Size(max = 200) String point, @NotNull String channel, @NotNull String subject,
        UUID linkId, @Min(1) long uses, @NotNull Instant firstAt, @NotNull Instant lastAt) {}
