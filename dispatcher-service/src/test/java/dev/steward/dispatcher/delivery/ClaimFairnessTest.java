package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.delivery.Claims.claim;
import static dev.steward.dispatcher.delivery.Claims.ids;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.LoopOff;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("dispatcher")
@TestProfile(LoopOff.class)
class ClaimFairnessTest {
    private static final String URI = "http://receiver.test/hook";

    @Inject
    ClaimStore store;

    @InjectStores
    Stores stores;

    @Test
    void givesEveryDestinationItsTurn() {
        Db.tasks(stores, "http://dead.test/", 100, 3600);
        UUID fresh = Db.task(stores, URI);
        UUID other = Db.task(stores, "http://other.test/");

        Set<UUID> claimed = ids(claim(store, 4));

        assertEquals(4, claimed.size());
        assertTrue(claimed.containsAll(Set.of(fresh, other)));
    }

    @Test
    void servesTheLeastBusyDestinationFirst() {
        Db.tasks(stores, "http://dead.test/", 20, 3600);
        claim(store, 10);
        UUID fresh = Db.task(stores, URI);

        assertEquals(Set.of(fresh), ids(claim(store, 1)));
    }

    @Test
    void leavesRoomForOthersHoweverManyTasksSomeDestinationsHave() {
        for (int host = 0; host < 4; host++) {
            Db.tasks(stores, "http://dead" + host + ".test/", 50, 3600);
        }
        List<Task> dead = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            dead.addAll(claim(store, 64 - dead.size(), dead));
        }
        Map<UUID, Long> held = dead.stream().collect(Collectors.groupingBy(Task::destination, Collectors.counting()));
        assertEquals(4, held.size());
        assertTrue(held.values().stream().allMatch(tasks -> tasks >= 7 && tasks <= 10), held.toString());

        List<UUID> fresh = Db.tasks(stores, URI, 5, 0);
        assertTrue(ids(claim(store, 64 - dead.size(), dead)).containsAll(fresh));
    }

    @Test
    void letsOneDestinationHaveAllThatItMayWhileTheReplicaIsFree() {
        Db.tasks(stores, URI, 50, 0);

        assertEquals(16, claim(store, 64, List.of()).size());
    }

    @Test
    void letsEveryDestinationHaveOneHoweverLittleRoomThereIs() {
        List<Task> busy = new ArrayList<>();
        Db.tasks(stores, "http://busy.test/", 5, 10);
        busy.addAll(claim(store, 3, List.of()));
        assertEquals(1, busy.size());
        UUID fresh = Db.task(stores, URI);

        assertEquals(Set.of(fresh), ids(claim(store, 2, busy)));
    }
}
