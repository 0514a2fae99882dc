package dev.steward.proof.availability;

import static org.awaitility.Awaitility.await;

import dev.steward.infra.ValkeyConnection;
import dev.steward.infra.ValkeyServer;
import dev.steward.infra.faults.FaultyProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A second Valkey that follows the first one over a link of its own, falls behind, and takes over. */
final class Standby implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Stage stage;
    private final ValkeyServer server = ValkeyServer.temporary().start();
    private final FaultyProxy link;

    /** Returns once it has everything that the first one has. */
    Standby(Stage stage) {
        this.stage = stage;
        this.link = FaultyProxy.to(stage.valkeyPort());
        // Otherwise it waits whether more replicas come.
        stage.valkey("CONFIG", "SET", "repl-diskless-sync-delay", "0");
        call("REPLICAOF", "127.0.0.1", Integer.toString(link.port()));
        await().atMost(PATIENCE).until(() -> call("INFO", "replication").toString().contains("master_link_status:up"));
    }

    /** It has what was written before, and gets nothing that is written from now on. */
    void fallsBehind() {
        long written = offset(stage.valkey("INFO", "replication"), "master_repl_offset");
        await().atMost(PATIENCE).until(() -> offset(call("INFO", "replication"), "slave_repl_offset") >= written);
        link.stall();
    }

    /** By how much it takes the last ping of this mitra for older than it is. */
    Duration behind(Mitra mitra) {
        String[] question = {"ZSCORE", "mitras:seen", mitra.id().toString()};
        return Duration.ofMillis(Long.parseLong((String) stage.valkey(question)) - Long.parseLong((String) call(question)));
    }

    /** At once, so that nobody needs to notice more than that connections are made anew. */
    void takesOver() {
        call("REPLICAOF", "NO", "ONE");
        stage.failOver(server.port());
        stage.valkey().kill();
    }

    @Override
    public void close() {
        server.close();
        link.close();
    }

    private static long offset(Object info, String name) {
        return info.toString().lines().filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1).strip())).findFirst().orElseThrow();
    }

    private Object call(String... words) {
        try (var connection = ValkeyConnection.to(server.url())) {
            return connection.call(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
