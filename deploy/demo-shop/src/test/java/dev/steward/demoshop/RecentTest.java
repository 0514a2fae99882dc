package dev.steward.demoshop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final Recent recent = new Recent(3);

    @Test
    void holdsTheLatestFewNewestFirst() {
        for (int i = 1; i <= 5; i++) {
            recent.add(order("" + i));
        }
        assertEquals(List.of(order("5"), order("4"), order("3")), recent.list(10));
        assertEquals(List.of(order("5")), recent.list(1));
    }

    @Test
    void holdsLessOfWhatIsLarge() {
        recent.add(order("x".repeat(1_500_000)));
        recent.add(order("y".repeat(1_500_000)));
        recent.add(order("small"));
        assertEquals(2, recent.list(10).size());

        recent.add(order("z".repeat(3_000_000)));
        assertEquals(List.of(), recent.list(10));
    }

    private static ObjectNode order(String note) {
        return JsonNodeFactory.instance.objectNode().put("note", note);
    }
}
