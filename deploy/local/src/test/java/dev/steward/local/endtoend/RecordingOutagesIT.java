package dev.steward.local.endtoend;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.local.supervision.Supervised;
import dev.steward.migrate.Service;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of records while they cannot be stored: each arrives once, is counted once, and no request notices. */
class RecordingOutagesIT {
    private static final Duration SPAN = Duration.ofSeconds(10);
    private static final String OBSERVABILITY = Service.OBSERVABILITY.schema();

    private final RunningSuite suite = RunningSuite.with(1);
    private final ShopLoad load = new ShopLoad(suite.ports().shop());
    private final long countedBefore = counted();

    @Test
    void observabilityIsKilledInTheMiddleOfInserts() throws Throwable {
        load.during(SPAN, () -> {
            stored(ShopLoad.requests(Duration.ofSeconds(1)));
            killNow();
            stored(ShopLoad.requests(Duration.ofSeconds(5)));
            killNow();
        });
        everyExchangeIsThereOnce();
    }

    @Test
    void thePostgresServerIsRestarted() throws Throwable {
        load.during(SPAN, () -> {
            stored(1);
            Supervised postgres = suite.process("postgres");
            postgres.hold();
            pause(Duration.ofSeconds(3));
            postgres.release();
        });
        everyExchangeIsThereOnce();
    }

    private void everyExchangeIsThereOnce() {
        int sent = ShopLoad.requests(SPAN);
        stored(sent);
        assertEquals(sent, number("count(DISTINCT url)"));
        assertEquals(sent, number("count(*)"));
        assertEquals(sent / 50, number("count(*) FILTER (WHERE failed)"));
        await().atMost(30, SECONDS).untilAsserted(() -> assertEquals(countedBefore + sent, counted()));
        String gaps = "SELECT count(*) FROM observability.gap WHERE lost_until > now() - interval '1 minute'";
        assertEquals(0, number(suite, gaps), "gaps");
    }

    private void stored(int atLeast) {
        await().atMost(60, SECONDS).until(() -> number("count(*)") >= atLeast);
    }

    /** Without a chance to finish anything. The supervisor starts it again. */
    private void killNow() {
        var entry = suite.entry(OBSERVABILITY, 0);
        entry.process().handle().orElseThrow().destroyForcibly();
        await().atMost(60, SECONDS).until(() -> suite.entry(OBSERVABILITY, 0).restarts() > entry.restarts()
                && suite.entry(OBSERVABILITY, 0).state().equals("ready"));
    }

    private static void pause(Duration duration) {
        await().pollDelay(duration).atMost(duration.plusSeconds(5)).until(() -> true);
    }

    /** Nobody else sends requests of this method. */
    private long counted() {
        return number(suite, "SELECT coalesce(sum(exchanges), 0) FROM observability.traffic_minute WHERE method = '%s'"
                .formatted(ShopLoad.METHOD));
    }

    private long number(String what) {
        return number(suite, "SELECT %s FROM observability.exchange WHERE url LIKE '%%%s%%'".formatted(what, load.mark()));
    }

    private static long number(RunningSuite suite, String sql) {
        try (var connection = suite.postgres().in("steward").connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            // Of the server that is away.
            return -1;
        }
    }
}
