package dev.steward.dispatcher.request;

import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import dev.steward.kit.trace.Traces;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** Where other services enqueue what is to be sent. */
@Path("/internal/v1/requests")
@RolesAllowed("service")
@Tag(name = "Enqueueing")
class RequestResource {
    private static final String EXAMPLE = """
            {
              "method": "PATCH",
              "uri": "https://crm.example.com/companies/1/plugin/chat/status",
              "jwt": "eyJhbGciOiJSUzI1NiJ9.eyJpZCI6NDcxMX0.c2lnbmF0dXJl",
              "expireAt": "2030-01-01T00:00:00Z",
              "successCode": 200,
              "stopCodes": [404],
              "attemptIntervalSeconds": 10
            }""";

    private final RequestService requests;

    RequestResource(RequestService requests) {
        this.requests = requests;
    }

    @POST
    @Operation(summary = "Enqueue a request", description = "A 2xx means that it is stored durably and will be sent.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = EnqueueRequest.class), examples = @ExampleObject(name = "A chat message's status, retried every 10 s", value = EXAMPLE)))
    @APIResponse(responseCode = "201", description = "Accepted", content = @Content(schema = @Schema(implementation = Enqueued.class)))
    @APIResponse(responseCode = "200", description = "Accepted before, with the same key", content = @Content(schema = @Schema(implementation = Enqueued.class)))
    @APIResponse(responseCode = "400", description = "Not valid; errors says where")
    @APIResponse(responseCode = "413", description = "body-too-large")
    @APIResponse(responseCode = "422", description = "target-forbidden, timeout-too-long, already-expired, idempotency-key-reused or not-supported-yet")
    @APIResponse(responseCode = "503", description = "The database is away; Retry-After says when to try again")
    public Uni<RestResponse<Enqueued>> enqueue(EnqueueRequest request, RoutingContext context,
            @Parameter(description = "Makes repetitions harmless for 24 hours; the member idempotencyKey means the same") //
            @RestHeader("Idempotency-Key") String idempotencyKey) {
        EnqueueRequest keyed = present(request).keyed(idempotencyKey);
        return requests.enqueue(keyed, Traces.traceparentOf(context)).map(RequestResource::answer);
    }

    private static EnqueueRequest present(EnqueueRequest request) {
        if (request == null) {
            throw new ProblemException(KitError.MALFORMED_REQUEST, "The body is empty.");
        }
        return request;
    }

    private static RestResponse<Enqueued> answer(Result result) {
        return switch (result) {
            case Result.Stored stored -> RestResponse.status(Status.CREATED, Enqueued.at(stored.id(), stored.createdAt()));
            case Result.Repeated repeated -> RestResponse.ok(Enqueued.at(repeated.id(), repeated.createdAt()));
            case Result.Refused refused -> throw refused.why().alone();
        };
    }
}
