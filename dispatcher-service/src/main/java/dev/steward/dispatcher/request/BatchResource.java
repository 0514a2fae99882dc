package dev.steward.dispatcher.request;

import static dev.steward.kit.problem.KitError.VALIDATION_FAILED;

import dev.steward.kit.problem.ProblemException;
import dev.steward.kit.trace.Traces;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The same for many at once. A class of its own, as the framework looks for the path among classes first. */
@Path("/internal/v1/requests:batch")
@RolesAllowed("service")
@Tag(name = "Enqueueing")
class BatchResource {
    private final RequestService requests;
    private final RequestConfig config;

    BatchResource(RequestService requests, RequestConfig config) {
        this.requests = requests;
        this.config = config;
    }

    @POST
    @Blocking // Reading 4 MiB of JSON and checking a thousand requests would hold up everybody on an event loop.
    @Operation(summary = "Enqueue up to 1000 requests", description = "Each succeeds or fails by itself.")
    @APIResponse(responseCode = "200", description = "What became of each", content = @Content(schema = @Schema(implementation = BatchResults.class)))
    @APIResponse(responseCode = "400", description = "No array, or not 1 to 1000 requests")
    @APIResponse(responseCode = "503", description = "The database is away; nothing was accepted for certain")
    public Uni<BatchResults> enqueueAll(List<EnqueueRequest> batch, RoutingContext context) {
        if (batch == null || batch.isEmpty() || batch.size() > config.maxBatch() || batch.stream().anyMatch(Objects::isNull)) {
            throw new ProblemException(VALIDATION_FAILED, "A batch holds 1 to %d requests.".formatted(config.maxBatch()));
        }
        return requests.enqueue(batch, Traces.traceparentOf(context)).map(BatchResults::of);
    }
}
