package dev.steward.availability.mitra;

import static dev.steward.availability.Calls.createMitra;
import static dev.steward.availability.Calls.createOnlineMitra;
import static dev.steward.availability.Calls.offline;
import static dev.steward.availability.Calls.online;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.availability.Truth;
import dev.steward.availability.mirror.FreshMirror;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("availability")
class MitraRaceTest {
    @Inject
    FreshMirror mirror;

    @InjectStores
    Stores stores;

    @BeforeEach
    void emptyMirror() {
        mirror.make();
    }

    @Test
    void howeverChangesRaceTheMirrorEndsAsPostgres() {
        UUID id = createMitra(3);
        List<CompletableFuture<Response>> racing = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> i % 2 == 0 ? online(id) : offline(id)))
                .toList();
        racing.forEach(call -> assertEquals(200, call.join().statusCode()));

        Truth truth = new Truth(stores);
        assertEquals(41, truth.number("SELECT version FROM availability.mitra"));
        assertEquals("41", stores.valkey("HGET", "mitras:version", id.toString()));
        assertEquals(truth.number("SELECT is_online::integer FROM availability.mitra"),
                stores.valkey("SISMEMBER", "mitras:online", id.toString()));
        assertEquals(0, truth.outboxRows());
    }

    @Test
    void aChangeThatWaitedForASessionMirrorsTheSessionToo() throws Exception {
        UUID id = createOnlineMitra();
        try (var connection = stores.connect(); var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("UPDATE availability.mitra SET version = version + 1");
            statement.execute(
                    "INSERT INTO availability.chat_session (id, mitra_id, state) SELECT gen_random_uuid(), id, 'ACTIVE'"
                            + " FROM availability.mitra");
            CompletableFuture<Response> waiting = CompletableFuture.supplyAsync(() -> online(id));
            await().until(() -> new Truth(stores).number("SELECT count(*) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FOR NO KEY UPDATE%'") == 1);
            connection.commit();

            assertEquals(1, waiting.join().jsonPath().getInt("sessions"));
            assertEquals("1", stores.valkey("GET", "mitra:capacity:" + id));
            assertEquals("4", stores.valkey("HGET", "mitras:version", id.toString()));
        }
    }
}
