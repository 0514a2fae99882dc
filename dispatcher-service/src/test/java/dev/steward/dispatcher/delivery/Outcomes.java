package dev.steward.dispatcher.delivery;

import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.RequestState;
import dev.steward.infra.test.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What came of attempts that nobody made, and what the database says about it. */
final class Outcomes {
    private Outcomes() {}

    static Conclusion delivered(Task task) {
        return conclusion(task, new Outcome.Answered(200, "fine"),
                new Decision.Ended(RequestState.DELIVERED, "Answered 200."));
    }

    static Conclusion conclusion(Task task, Outcome outcome, Decision decision) {
        return new Conclusion(task, attempt(outcome), decision);
    }

    static Attempt attempt(Outcome outcome) {
        return new Attempt(Instant.now(), Duration.ofMillis(12), outcome);
    }

    static List<Recorded> record(OutcomeStore store, Conclusion... conclusions) {
        return store.record(List.of(conclusions)).await().atMost(Claims.PATIENCE);
    }

    static String settlement(Stores stores, UUID id) {
        return Db.text(stores, """
                SELECT concat(state, ' ', reason, ' ', attempts, '/', attempt_limit)
                  FROM dispatcher.settlement
                 WHERE request_id = ?
                """, id);
    }

    static List<String> attempts(Stores stores, UUID id) {
        return Db.texts(stores, """
                SELECT concat_ws(' ', number, coalesce(status::text, '-'), coalesce(error, '-'),
                                 coalesce(response_excerpt, '-'))
                  FROM dispatcher.attempt
                 WHERE request_id = ?
                 ORDER BY number
                """, id);
    }
}
