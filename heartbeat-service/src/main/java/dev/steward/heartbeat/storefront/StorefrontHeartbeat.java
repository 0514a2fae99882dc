package dev.steward.heartbeat.storefront;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steward.heartbeat.cart.Cart;
import dev.steward.kit.maintenance.ChannelState;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * {@code storefront.heartbeat/1}.
 *
 * @param nextHeartbeatSeconds
 *            how long the page waits until it sends the next one
 * @param cart
 *            null: the session has none, or it cannot be told at the moment
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record StorefrontHeartbeat(
        @Schema(examples = "storefront.heartbeat/1") String schema,
        @Schema(examples = "2026-11-22T09:30:00Z") Instant serverTime,
        @Schema(examples = "30") long nextHeartbeatSeconds,
        Session session,
        Cart cart,
        Maintenance maintenance) {

    /**
     * @param online
     *            a signed-in customer's session was marked online; false for anonymous visitors
     * @param customerId
     *            null: nobody is signed in
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Session(
            @Schema(examples = "5f0c6b1e-7c55-4d3e-9f3a-1c0d4e5f6a7b") String id,
            @Schema(examples = "true") boolean online,
            @Schema(examples = "customer-17") String customerId) {}

    /**
     * The storefront's maintenance; null: nothing is planned, or not known.
     *
     * @param startsAt
     *            when the next window starts, or when the present one started
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Maintenance(
            @Schema(examples = "SCHEDULED") ChannelState.State state,
            @Schema(examples = "2026-11-22T15:00:00Z") Instant startsAt,
            @Schema(examples = "2026-11-22T15:30:00Z") Instant backOnlineAt,
            @Schema(examples = "We are moving to larger shelves.") String message) {
        static Maintenance of(ChannelState state) {
            return new Maintenance(state.state(), state.startsAt() == null ? state.startedAt() : state.startsAt(),
                    state.backOnlineAt(), state.message());
        }
    }
}
