package dev.steward.observability.ingest;

import dev.steward.observability.exchange.Exchange;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;

@Path("/internal/v1/exchanges")
@RolesAllowed("service")
@Tag(name = "Ingest", description = "What recorders call")
class IngestResource {
    private final IngestService ingest;

    IngestResource(IngestService ingest) {
        this.ingest = ingest;
    }

    /** Blocking: reading a batch takes milliseconds, which the event loop does not have. */
    @POST
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    @Operation(summary = "Stores a batch of exchanges", description = "Plain or with Content-Encoding: gzip. A bad record costs no other; sending a batch again changes nothing.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.ARRAY, implementation = Exchange.class)))
    @APIResponse(responseCode = "202", description = "Taken; rejected names the records that were not", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Receipt.class)))
    @APIResponse(responseCode = "400", description = "not-a-batch: no JSON array, or broken off")
    @APIResponse(responseCode = "413", description = "batch-too-large, or content-too-large: send less at a time")
    @APIResponse(responseCode = "503", description = "store-unavailable: send the same again after Retry-After")
    public Uni<Receipt> ingest(byte[] body, @RestHeader(HttpHeaders.CONTENT_ENCODING) String encoding) {
        return ingest.ingest(body, encoding);
    }
}
