package dev.steward.observability.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One line of a listing: an exchange without headers and bodies. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ExchangeSummary(UUID id, String api, String service, Instant startedAt, long durationMicros, String traceId,
        @Schema(description = "A status from 400 on, an exception, or no complete answer.") boolean failed,
        Request request, Response response, Exchange.User user, Exchange.Sampled sampled) {

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Request(String method, String url, String route, String clientAddress, String userAgent, long bodySize) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Response(Integer status, boolean aborted, long bodySize) {}
}
