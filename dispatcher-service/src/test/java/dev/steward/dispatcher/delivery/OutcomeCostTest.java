package dev.steward.dispatcher.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.LoopOff;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.postgres.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the recording of an outcome reads does not depend on how many attempts are under way. */
@QuarkusTest
@WithStores("dispatcher")
@TestProfile(LoopOff.class)
class OutcomeCostTest {
    private static final String URI = "http://receiver.test/hook";

    @Inject
    ClaimStore claims;

    @Inject
    Postgres postgres;

    @InjectStores
    Stores stores;

    @Test
    void readsNoMoreBecauseMoreIsUnderWay() {
        Db.tasks(stores, URI, 5000, 100);
        Db.run(stores, "ANALYZE dispatcher.task");
        int few = buffersOf(Claims.claim(claims, 10));

        Db.run(stores, "UPDATE dispatcher.destination SET concurrency = 1000");
        List<Task> many = Claims.claim(claims, 1000);
        int among = buffersOf(many.subList(0, 10));

        assertEquals(250, many.size());
        assertTrue(among <= 2 * few, "with 10 under way: %d, with 250: %d".formatted(few, among));
    }

    private int buffersOf(List<Task> tasks) {
        return Buffers.of(postgres, OutcomeStore.RECORD,
                OutcomeStore.parameters(tasks.stream().map(Outcomes::delivered).toList()));
    }
}
