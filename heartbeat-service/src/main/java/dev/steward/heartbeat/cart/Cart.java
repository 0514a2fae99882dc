package dev.steward.heartbeat.cart;

import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the storefront shows of a cart.
 *
 * @param total
 *            in units of the currency, not cents
 * @param currency
 *            ISO 4217
 */
public record Cart(
        @Schema(examples = "3") int items,
        @Schema(examples = "59.97") BigDecimal total,
        @Schema(examples = "EUR") String currency,
        @Schema(examples = "2026-11-22T09:29:41Z") Instant updatedAt) {}
