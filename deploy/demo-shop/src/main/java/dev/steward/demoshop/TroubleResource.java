package dev.steward.demoshop;

import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** What every shop has now and then, at the push of a button. */
@Path("/api")
@PermitAll
class TroubleResource {
    private final Duration slowest;

    TroubleResource(ShopConfig config) {
        this.slowest = config.slowest();
    }

    public record Waited(long waitedMs) {}

    @GET
    @Path("/fail")
    @Operation(summary = "Fails with an exception that nobody expected")
    public Uni<Void> fail() {
        throw new IllegalStateException("The shelf collapsed");
    }

    @GET
    @Path("/slow")
    @Operation(summary = "Answers after so many milliseconds, and blocks nobody meanwhile")
    public Uni<Waited> slow(@RestQuery @DefaultValue("1000") long ms) {
        if (ms < 0 || ms > slowest.toMillis()) {
            throw new ProblemException(KitError.VALIDATION_FAILED, "ms is between 0 and " + slowest.toMillis() + ".");
        }
        Uni<Waited> answer = Uni.createFrom().item(new Waited(ms));
        return ms == 0 ? answer : answer.onItem().delayIt().by(Duration.ofMillis(ms));
    }
}
