package dev.steward.heartbeat.cart;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the shop hands over whenever a cart changes.
 *
 * @param updatedAt
 *            when it changed, so that updates may arrive in any order; null: now. A time to come counts as now.
 */
public record CartUpdate(
        @Schema(examples = "3") @NotNull @Min(0) @Max(100_000) Integer items,
        @Schema(examples = "59.97") @NotNull @DecimalMin("0") @Digits(integer = 12, fraction = 4) BigDecimal total,
        @Schema(examples = "EUR") @NotNull @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code") String currency,
        @Schema(examples = "2026-11-22T09:29:41Z") Instant updatedAt) {}
