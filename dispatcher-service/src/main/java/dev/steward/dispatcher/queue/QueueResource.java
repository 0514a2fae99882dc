package dev.steward.dispatcher.queue;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The queue at a glance. */
@Path("/v1/queue")
@Tag(name = "Operations")
class QueueResource {
    private final QueueService queue;

    QueueResource(QueueService queue) {
        this.queue = queue;
    }

    @GET
    @RolesAllowed({"operator", "admin"})
    @Operation(summary = "How many requests are in each state, and how long the oldest has been due")
    public Uni<QueueView> view() {
        return queue.view();
    }
}
