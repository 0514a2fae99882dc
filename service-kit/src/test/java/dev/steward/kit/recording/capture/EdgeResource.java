package dev.steward.kit.recording.capture;

import io.quarkus.runtime.util.StringUtil;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.file.AsyncFile;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.FilePart;
import org.jboss.resteasy.reactive.PathPart;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Every way in which a REST resource answers, reads a body, or fails. */
@Path("/api/edge")
@PermitAll
@Produces(MediaType.TEXT_PLAIN)
public class EdgeResource {
    static final String TEXT = "0123456789".repeat(300);

    static class Mapped extends RuntimeException {}

    static class Unmappable extends RuntimeException {}

    @Inject
    Vertx vertx;

    @Inject
    JsonWebToken token;

    @Inject
    RoutingContext context;

    @GET
    @Path("bytes")
    public byte[] bytes() {
        return TEXT.getBytes(StandardCharsets.US_ASCII);
    }

    @GET
    @Path("stream")
    public InputStream stream() {
        return new ByteArrayInputStream(bytes());
    }

    @GET
    @Path("output")
    public StreamingOutput output() {
        return out -> {
            for (int i = 0; i < 10; i++) {
                out.write(TEXT.substring(i * 300, i * 300 + 300).getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        };
    }

    @GET
    @Path("output-fails")
    public StreamingOutput outputFails() {
        return out -> {
            out.write(new byte[20_000]);
            out.flush();
            throw new IOException("disk full");
        };
    }

    @GET
    @Path("file")
    public File file() throws IOException {
        return path().toFile();
    }

    @GET
    @Path("path")
    public java.nio.file.Path path() throws IOException {
        java.nio.file.Path path = Files.writeString(Files.createTempFile("edge", ".txt"), TEXT);
        path.toFile().deleteOnExit();
        return path;
    }

    @GET
    @Path("file-part")
    public FilePart filePart() throws IOException {
        return new FilePart(file(), 10, 100);
    }

    @GET
    @Path("path-part")
    public PathPart pathPart() throws IOException {
        return new PathPart(path(), 10, 100);
    }

    @GET
    @Path("async-file")
    public Uni<AsyncFile> asyncFile() throws IOException {
        return vertx.fileSystem().open(path().toString(), new OpenOptions().setWrite(false));
    }

    @GET
    @Path("sse")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<String> events() {
        return Multi.createFrom().items("one", "two");
    }

    @GET
    @Path("ndjson")
    @Produces("application/x-ndjson")
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    public Multi<String> lines() {
        return Multi.createFrom().items("{\"n\":1}", "{\"n\":2}");
    }

    @GET
    @Path("multi-fails")
    public Multi<String> fails() {
        return Multi.createBy().concatenating().streams(Multi.createFrom().item("beginning"),
                Multi.createFrom().failure(new IllegalStateException("half way")));
    }

    @GET
    @Path("virtual")
    @RunOnVirtualThread
    public String virtual() {
        return TEXT;
    }

    @GET
    @Path("late")
    @Blocking
    public String late() {
        Awaitility.await().until(context.response()::closed);
        return TEXT;
    }

    @GET
    @Path("stage")
    @NonBlocking
    public CompletionStage<Buffer> stage() {
        return Uni.createFrom().item(Buffer.buffer(TEXT)).subscribeAsCompletionStage();
    }

    @POST
    @Path("form")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public String form(@RestForm String a) {
        return a;
    }

    @POST
    @Path("upload")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public long upload(@RestForm FileUpload file, @RestForm String a) {
        return file.size();
    }

    @GET
    @Path("mapped")
    public String mapped() {
        throw new Mapped();
    }

    @GET
    @Path("unmappable")
    public String unmappable() {
        throw new Unmappable();
    }

    @GET
    @Path("filtered/{by}")
    public String filtered() {
        return "never";
    }

    @GET
    @Path("asks")
    public String asks() {
        return StringUtil.isNullOrEmpty(token.getName()) ? "anonymous" : token.getName();
    }

    @GET
    @Path("things/{id}")
    public String thing(@RestPath String id) {
        return id;
    }

    @GET
    @Path("things/special")
    public String special() {
        return "special";
    }

    @Path("parents/{parent}")
    public EdgeChild child() {
        return new EdgeChild();
    }

    @ServerExceptionMapper
    public Response map(Mapped cause) {
        return Response.status(503).entity("mapped").build();
    }

    @ServerExceptionMapper
    public Response fail(Unmappable cause) {
        throw new IllegalArgumentException("the mapper itself");
    }

    @ServerRequestFilter
    public Response refuse(ContainerRequestContext request) {
        return switch (request.getUriInfo().getPath()) {
            case "/api/edge/filtered/limit" -> Response.status(429).entity("slowly").build();
            case "/api/edge/filtered/failure" -> throw new IllegalStateException("in a filter");
            case "/api/edge/filtered/answer" -> throw new WebApplicationException(418);
            default -> null;
        };
    }
}
