package dev.steward.availability.history;

import dev.steward.kit.paging.Cursor;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/v1/mitras")
@Tag(name = "Operators")
@RolesAllowed({"operator", "admin"})
class HistoryResource {
    private final HistoryService history;

    HistoryResource(HistoryService history) {
        this.history = history;
    }

    @GET
    @Path("/{id}/online-periods")
    @Operation(summary = "When a mitra was online, the latest first", description = "404 `mitra-not-found`.")
    public Uni<OnlinePeriodPage> periods(@RestPath UUID id,
            @Parameter(description = "nextCursor of the page before") @RestQuery String cursor,
            @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit) {
        return history.periods(id, Cursor.read(cursor), limit);
    }

    @GET
    @Path("/{id}/online-time")
    @Operation(summary = "How long a mitra was online, by days of UTC", description = "400 for a span of more than 366 days; 404 `mitra-not-found`.")
    public Uni<OnlineTime> time(@RestPath UUID id,
            @Parameter(description = "RFC 3339; 30 days before `to` where it is absent") @RestQuery Instant from,
            @Parameter(description = "RFC 3339; now where it is absent") @RestQuery Instant to) {
        return history.time(id, from, to);
    }
}
