package dev.steward.kit.log;

import io.quarkus.logging.Log;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.Path;

/** Fails with everything that must not reach a log. */
@Path("/leaky")
@PermitAll
class LeakyResource {
    static final String JWT = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhZGEiLCJleHAiOjE3NjQwMDAwMDB9"
            + ".c2lnbmF0dXJlLW9mLXRoaXMtdG9rZW4";
    static final String CARD = "4111 1111 1111 1111";

    @GET
    public String fail() {
        throw failure();
    }

    @GET
    @Path("/blocking")
    @Blocking
    public String failBlocking() {
        throw failure();
    }

    @GET
    @Path("/framework")
    public String failAsTheFramework() {
        throw new InternalServerErrorException(failure());
    }

    @GET
    @Path("/told")
    public String tell() {
        Log.infof("Charged the card %s with password=%s", CARD, "hunter2");
        return "told";
    }

    @GET
    @Path("/harmless")
    public String failHarmlessly() {
        throw new IllegalStateException("The shelf is empty", new IllegalArgumentException("no such article: 17"));
    }

    private static RuntimeException failure() {
        var root = new IllegalArgumentException("jdbc refused user=ada password=hunter2", new RuntimeException("card " + CARD));
        root.addSuppressed(new IllegalStateException("token " + JWT));
        return new IllegalStateException("Authorization: Bearer s3cr3t-0paque-value", root);
    }
}
