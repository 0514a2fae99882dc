package dev.steward.availability.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.availability.Calls;
import dev.steward.availability.Truth;
import dev.steward.availability.mirror.MirrorSeed.Outcome;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("stored-in-valkey")
@WithStores("availability")
class MirrorSeedTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    MirrorSeed seed;

    @InjectStores
    Stores stores;

    private Truth truth;

    @BeforeEach
    void emptyMirror() {
        truth = new Truth(stores);
        seed.afresh().await().atMost(SOON);
    }

    @Test
    void fillsAnEmptiedMirrorUnderANewEpoch() {
        UUID id = Calls.createOnlineMitra();
        long epoch = epoch();
        stores.valkey("FLUSHDB");
        assertEquals(Outcome.FILLED, run());
        assertEquals(1L, stores.valkey("SISMEMBER", "mitras:online", id.toString()));
        assertEquals(epoch + 1, epoch());
    }

    @Test
    void correctsDriftUnderTheSameEpoch() {
        UUID id = Calls.createOnlineMitra();
        long epoch = epoch();
        String seededAt = (String) stores.valkey("HGET", "mitras:meta", "seededAt");
        UUID full = Calls.createOnlineMitra();
        truth.session(full, "ACTIVE");
        truth.update("UPDATE availability.mitra SET max_concurrent = 1 WHERE id = ?", full);
        run();
        stores.valkey("ZREM", "mitras:avail", id.toString());
        stores.valkey("ZADD", "mitras:avail", "1", full.toString());
        stores.valkey("DEL", "mitra:heartbeat:" + id);
        stores.valkey("SET", "mitra:capacity:" + id, "77");
        assertEquals(Outcome.CORRECTED, run());
        assertEquals(List.of(id.toString()), stores.valkey("ZRANGE", "mitras:avail", "0", "-1"));
        assertEquals(1L, stores.valkey("EXISTS", "mitra:heartbeat:" + id));
        assertEquals("0", stores.valkey("GET", "mitra:capacity:" + id));
        assertEquals(epoch, epoch());
        assertEquals(seededAt, stores.valkey("HGET", "mitras:meta", "seededAt"), "no new first window");
    }

    @Test
    void copiesMoreThanOneBatch() {
        truth.update("""
                INSERT INTO availability.mitra (id, display_name, max_concurrent, is_online, last_heartbeat_at)
                SELECT gen_random_uuid(), 'm' || i, 1, i % 2 = 0, now() FROM generate_series(1, 1700) i
                """);
        assertEquals(Outcome.CORRECTED, run());
        assertEquals(1700L, stores.valkey("HLEN", "mitras:version"));
        assertEquals(850L, stores.valkey("SCARD", "mitras:online"));
        assertEquals(850L, stores.valkey("ZCARD", "mitras:avail"));
    }

    @Test
    void ofManyAtOnceOneDoesTheWork() {
        Calls.createOnlineMitra();
        stores.valkey("FLUSHDB");
        List<Outcome> outcomes = Stream
                .generate(() -> CompletableFuture.supplyAsync(() -> seed.run(Duration.ofMinutes(1)).await().atMost(SOON)))
                .limit(6).toList().stream().map(CompletableFuture::join).toList();
        assertEquals(1, outcomes.stream().filter(Outcome.FILLED::equals).count(), outcomes::toString);
        assertTrue(outcomes.stream().noneMatch(Outcome.CORRECTED::equals), outcomes::toString);
    }

    @Test
    void aMirrorOfAnotherHistoryIsMadeAnew() {
        UUID id = Calls.createOnlineMitra();
        long epoch = epoch();
        stores.valkey("HSET", "mitras:version", id.toString(), "999");
        assertEquals(Outcome.FILLED, run(), "a version that Postgres never had, as after a restored backup");
        assertEquals("2", stores.valkey("HGET", "mitras:version", id.toString()));

        String stranger = UUID.randomUUID().toString();
        stores.valkey("HSET", "mitras:version", stranger, "1");
        assertEquals(Outcome.FILLED, run(), "a mitra that Postgres does not have");
        assertEquals(0L, stores.valkey("HEXISTS", "mitras:version", stranger));
        assertEquals(epoch + 2, epoch());
    }

    @Test
    void aSeedIsSkippedShortlyAfterAnother() {
        assertEquals(Outcome.RECENT, seed.run(Duration.ofMinutes(1)).await().atMost(SOON));
    }

    private Outcome run() {
        return seed.run(Duration.ZERO).await().atMost(SOON);
    }

    private long epoch() {
        return Long.parseLong((String) stores.valkey("HGET", "mitras:meta", "epoch"));
    }
}
