package dev.steward.dispatcher.operations;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The queue at a glance, for operators and for other services. */
@Path("/")
@Tag(name = "Operations")
class QueueResource {
    private final QueueService queue;

    QueueResource(QueueService queue) {
        this.queue = queue;
    }

    @GET
    @Path("v1/queue")
    @RolesAllowed({"operator", "admin"})
    @Operation(summary = "How many requests are in each state, and how long the oldest has been due")
    public Uni<QueueView> view() {
        return queue.view();
    }

    @GET
    @Path("internal/v1/queue")
    @RolesAllowed("service")
    @Operation(summary = "The queue in three figures, for the operators' snapshot")
    public Uni<QueueSummary> summary() {
        return queue.summary();
    }
}
