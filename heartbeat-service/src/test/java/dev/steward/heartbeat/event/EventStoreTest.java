package dev.steward.heartbeat.event;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("heartbeat")
class EventStoreTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    EventStore store;

    @InjectStores
    Stores stores;

    @Test
    void countsEachEventOnceHoweverOftenItComes() {
        List<Event> events = IntStream.range(0, 5).mapToObj(i -> order("e" + i, "web", minutesAgo(1))).toList();

        assertEquals(Set.of("e0", "e1", "e2", "e3", "e4"), add(events));
        assertEquals(Set.of(), add(events));
        assertEquals(Set.of("e5"), add(List.of(order("e4", "web", minutesAgo(1)), order("e5", "web", minutesAgo(1)))));

        assertEquals(6, orders(minutesAgo(60), "web"));
    }

    @Test
    void keepsTheIdsOfTwoSourcesApart() {
        add(List.of(order("e1", "web", minutesAgo(1))));

        Set<String> added = store.add("other", List.of(order("e1", "web", minutesAgo(1)))).await().atMost(PATIENCE);

        assertEquals(Set.of("e1"), added);
        assertEquals(2, orders(minutesAgo(60), "web"));
    }

    @Test
    void countsOnceWhileTheSameBatchesArriveTogetherInDifferentOrders() {
        List<Event> events = new ArrayList<>(IntStream.range(0, 60)
                .mapToObj(i -> order("e" + i, i % 2 == 0 ? "web" : "manual", minutesAgo(i % 3))).toList());
        List<Uni<Set<String>>> batches = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Collections.rotate(events, 7);
            batches.add(store.add("shop", List.copyOf(events.subList(0, 40))));
        }

        List<Set<String>> added = Uni.join().all(batches).andFailFast().await().atMost(PATIENCE);

        assertEquals(60, added.stream().mapToInt(Set::size).sum());
        assertEquals(30, orders(minutesAgo(60), "web"));
        assertEquals(30, orders(minutesAgo(60), "manual"));
    }

    @Test
    void waitsForTheOtherSenderOfAnEventAndThenKnowsIt() throws SQLException {
        try (Connection other = stores.connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("""
                    INSERT INTO heartbeat.event (source, id, type, kind, occurred_at, data)
                    VALUES ('shop', 'e1', 'order.placed', 'web', now(), '{}')
                    """);
            var added = store.add("shop", List.of(order("e1", "web", minutesAgo(0)))).subscribeAsCompletionStage();
            await().atMost(PATIENCE).until(this::somebodyWaits);
            assertFalse(added.isDone());

            other.commit();

            assertEquals(Set.of(), added.join());
        }
        assertEquals(0, orders(minutesAgo(60), "web"));
    }

    @Test
    void countsTheEventAfterAllWhenItsOtherSenderGivesUp() throws SQLException {
        try (Connection other = stores.connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("""
                    INSERT INTO heartbeat.event (source, id, type, kind, occurred_at, data)
                    VALUES ('shop', 'e1', 'order.placed', 'web', now(), '{}')
                    """);
            var added = store.add("shop", List.of(order("e1", "web", minutesAgo(0)))).subscribeAsCompletionStage();
            await().atMost(PATIENCE).until(this::somebodyWaits);

            other.rollback();

            assertEquals(Set.of("e1"), added.join());
        }
        assertEquals(1, orders(minutesAgo(60), "web"));
    }

    @Test
    void countsToTheMillisecond() {
        Instant from = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(30, ChronoUnit.MINUTES).plusSeconds(17);
        add(List.of(
                order("before", "web", from.minusMillis(1)),
                order("first", "web", from),
                order("same-minute", "web", from.plusSeconds(40)),
                order("next-minute", "web", from.plusSeconds(43)),
                order("later", "web", from.plusSeconds(600))));

        assertEquals(4, orders(from, "web"));
        assertEquals(5, orders(from.minusMillis(1), "web"));
        assertEquals(3, orders(from.plusMillis(1), "web"));
        assertEquals(2, orders(from.plusSeconds(43), "web"));
        assertEquals(1, orders(from.plusSeconds(43).plusMillis(1), "web"));
    }

    @Test
    void takesWhatTheShopSaysAboutTheFutureForNow() {
        add(List.of(order("e1", "web", Instant.now().plusSeconds(240))));

        assertEquals(1, orders(minutesAgo(1), "web"));
        assertEquals(0, orders(Instant.now().plusSeconds(120), "web"));
    }

    @Test
    void storesDataThatJsonbWouldRefuse() {
        add(List.of(new Event("e1", "note", "", "", minutesAgo(1), "{\"text\":\"a\\u0000b\"}")));

        assertEquals(1, store.countSince(minutesAgo(60)).await().atMost(PATIENCE).size());
    }

    @Test
    void knowsWhichArticlesAreNotValidatedInWhicheverOrderItIsTold() {
        add(List.of(article("e1", EventType.ARTICLE_CREATED, "a"), article("e2", EventType.ARTICLE_CREATED, "b")));
        assertEquals(2, unvalidated());

        add(List.of(article("e3", EventType.ARTICLE_VALIDATED, "a"), article("e4", EventType.ARTICLE_VALIDATED, "c")));
        assertEquals(1, unvalidated());

        add(List.of(article("e5", EventType.ARTICLE_CREATED, "c"), article("e6", EventType.ARTICLE_VALIDATED, "a")));
        assertEquals(1, unvalidated());
    }

    @Test
    void countsArticlesThatHaveNoIdAsOneAgainstTheOther() {
        add(List.of(article("e1", EventType.ARTICLE_CREATED, ""), article("e2", EventType.ARTICLE_CREATED, ""),
                article("e3", EventType.ARTICLE_CREATED, "a")));
        assertEquals(3, unvalidated());

        add(List.of(article("e4", EventType.ARTICLE_VALIDATED, "")));
        assertEquals(2, unvalidated());

        add(List.of(article("e5", EventType.ARTICLE_VALIDATED, ""), article("e6", EventType.ARTICLE_VALIDATED, "")));
        assertEquals(1, unvalidated());
    }

    @Test
    void forgetsWhatIsOlderThanItIsKept() {
        add(List.of(order("old", "web", minutesAgo(120)), order("new", "web", minutesAgo(1))));

        assertEquals(1, store.pruneEvents(Duration.ofHours(1)).await().atMost(PATIENCE));
        assertEquals(1, store.pruneCounters(Duration.ofHours(1)).await().atMost(PATIENCE));

        assertEquals(1, orders(minutesAgo(240), "web"));
    }

    private Set<String> add(List<Event> events) {
        return store.add("shop", events).await().atMost(PATIENCE);
    }

    private long orders(Instant from, String kind) {
        return store.countSince(from).await().atMost(PATIENCE).stream()
                .filter(count -> count.type().equals(EventType.ORDER_PLACED) && count.kind().equals(kind))
                .mapToLong(Count::events)
                .sum();
    }

    private long unvalidated() {
        return store.countUnvalidatedArticles().await().atMost(PATIENCE);
    }

    private boolean somebodyWaits() throws SQLException {
        try (Connection connection = stores.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT count(*) FROM pg_stat_activity
                         WHERE datname = current_database() AND wait_event_type = 'Lock'
                        """)) {
            rows.next();
            return rows.getInt(1) == 1;
        }
    }

    private static Event order(String id, String kind, Instant at) {
        return new Event(id, EventType.ORDER_PLACED, kind, "", at, "{\"kind\":\"" + kind + "\"}");
    }

    private static Event article(String id, String type, String article) {
        return new Event(id, type, "", article, minutesAgo(1), "{}");
    }

    private static Instant minutesAgo(int minutes) {
        return Instant.now().minus(minutes, ChronoUnit.MINUTES);
    }
}
