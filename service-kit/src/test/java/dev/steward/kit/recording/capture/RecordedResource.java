package dev.steward.kit.recording.capture;

import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What a service does with requests, in every way that a recorder may miss. */
@Path("/")
@PermitAll
public class RecordedResource {
    static final int CHUNK = 64 * 1024;

    @GET
    @Path("api/items/{id}")
    public String item(@RestPath String id) {
        return "item " + id;
    }

    @HEAD
    @Path("api/items/{id}")
    public String head(@RestPath String id) {
        return "never sent";
    }

    @GET
    @Path("api/empty")
    public void empty() {
        // 204
    }

    @POST
    @Path("api/echo")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public String echo(String body) {
        return body;
    }

    @GET
    @Path("api/secret")
    @RolesAllowed("admin")
    public String secret() {
        return "for admins";
    }

    @GET
    @Path("api/fail")
    public String fail() {
        throw new IllegalStateException("no stock, password=hunter2", new IOException("disk"));
    }

    @GET
    @Path("api/refuse")
    public String refuse() {
        throw new ProblemException(KitError.CONFLICT, "Not twice.");
    }

    @POST
    @Path("api/upload")
    @Consumes(MediaType.WILDCARD)
    @Blocking
    public long upload(InputStream body) throws IOException {
        return body.skip(Long.MAX_VALUE);
    }

    @GET
    @Path("api/chunks")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Multi<byte[]> chunks(@RestQuery int count) {
        return Multi.createFrom().range(0, count).map(i -> new byte[CHUNK]);
    }

    @GET
    @Path("api/whole")
    @Produces(MediaType.TEXT_PLAIN)
    public Buffer whole(@RestQuery int size) {
        return Buffer.buffer("good news, ".repeat(size / 11 + 1).substring(0, size));
    }

    @GET
    @Path("api/endless")
    @Produces(MediaType.TEXT_PLAIN)
    public Multi<String> endless() {
        return Multi.createFrom().ticks().every(Duration.ofMillis(5)).map(tick -> "tick " + tick + "\n");
    }

    @GET
    @Path("api/silent")
    public Uni<String> silent() {
        return Uni.createFrom().nothing();
    }

    @GET
    @Path("api/rare")
    public Uni<String> rare(@RestQuery long ms) {
        return Uni.createFrom().item("rare").onItem().delayIt().by(Duration.ofMillis(ms + 1));
    }

    @GET
    @Path("other")
    public String other() {
        return "nobody's business";
    }
}
