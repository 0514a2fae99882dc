package dev.steward.benchmarks.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.benchmarks.availability.Statements.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatementsTest {
    private final Statement begin = new Statement(1, "BEGIN", 3, 0, 0.5);
    private final Statement select = new Statement(2, "SELECT", 40, 40, 2);

    @Test
    void knowsAStatementByItsIdWhateverItsText() {
        Statement otherwise = new Statement(1, "begin", 1, 0, 0.1);

        assertEquals(List.of(select), Statements.besides(List.of(otherwise, select), Set.of(begin.id())));
    }

    @Test
    void addsUpCalls() {
        assertEquals(43, Statements.calls(List.of(begin, select)));
        assertEquals(0, Statements.calls(List.of()));
    }
}
