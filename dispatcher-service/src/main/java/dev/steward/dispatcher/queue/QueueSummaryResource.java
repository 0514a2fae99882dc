package dev.steward.dispatcher.queue;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The queue at a glance, for other services. */
@Path("/internal/v1/queue")
@Tag(name = "Operations")
class QueueSummaryResource {
    private final QueueService queue;

    QueueSummaryResource(QueueService queue) {
        this.queue = queue;
    }

    @GET
    @RolesAllowed("service")
    @Operation(summary = "The queue in three figures, for the operators' snapshot")
    public Uni<QueueSummary> summary() {
        return queue.summary();
    }
}
