package dev.steward.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.file.CopyOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The last document on disk: whole or not at all, and never a reason to fail. */
@Singleton
class GateState {
    private final Vertx vertx;
    private final ObjectMapper json;
    private final Path file;
    private volatile long savedRevision = -1;
    private volatile boolean complained;

    GateState(Vertx vertx, ObjectMapper json, GatewayConfig config) {
        this.vertx = vertx;
        this.json = json;
        this.file = config.stateFile().toAbsolutePath();
    }

    /** Empty when there is none, or none that can be read. */
    Optional<GateDocument> load() {
        try {
            return Files.exists(file) ? Optional.of(json.readValue(file.toFile(), GateDocument.class)) : Optional.empty();
        } catch (IOException e) {
            Log.warnf("The gate's state in %s cannot be read and is left out: %s", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** Which revision is on disk for certain; -1: none that this agent wrote. */
    long savedRevision() {
        return savedRevision;
    }

    Uni<Void> save(GateDocument document) {
        String fresh = file + ".new";
        CopyOptions replace = new CopyOptions().setReplaceExisting(true).setAtomicMove(true);
        return vertx.fileSystem().mkdirs(file.getParent().toString())
                .chain(() -> vertx.fileSystem().writeFile(fresh, bytes(document)))
                .chain(() -> vertx.fileSystem().move(fresh, file.toString(), replace))
                .invoke(() -> saved(document.revision()))
                .onFailure().invoke(this::complain)
                .onFailure().recoverWithNull();
    }

    private void saved(long revision) {
        savedRevision = revision;
        complained = false;
    }

    private void complain(Throwable cause) {
        if (!complained) {
            Log.errorf("The gate's state cannot be written to %s: %s; it is tried again", file, cause.getMessage());
            complained = true;
        }
    }

    private Buffer bytes(GateDocument document) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
