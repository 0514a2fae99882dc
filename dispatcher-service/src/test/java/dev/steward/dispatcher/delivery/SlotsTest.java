package dev.steward.dispatcher.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private final Slots slots = new Slots(3, 2);
    private final Task one = Tasks.to("http://one.test/a", Duration.ofSeconds(1));
    private final Task another = Tasks.to("http://one.test/b", Duration.ofSeconds(1));
    private final Task elsewhere = Tasks.to("http://other.test/", Duration.ofSeconds(1));

    @Test
    void countsWhatIsUnderWayByDestination() {
        assertEquals(new Room(2, 3, Map.of(), Map.of()), slots.room(Map.of()));
        slots.take(one);
        slots.take(another);
        slots.take(elsewhere);
        assertTrue(slots.areFull());
        assertEquals(new Room(0, 0, Map.of(one.destination(), 2, elsewhere.destination(), 1), Map.of()), slots.room(Map.of()));

        slots.release(another);
        slots.release(elsewhere);
        assertEquals(new Room(2, 2, Map.of(one.destination(), 1), Map.of()), slots.room(Map.of()));
        slots.release(one);
        assertTrue(slots.areFree());
        assertEquals(Map.of(), slots.room(Map.of()).held());
    }
}
