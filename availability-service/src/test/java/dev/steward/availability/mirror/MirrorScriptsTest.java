package dev.steward.availability.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.availability.mirror.MirrorWriter.Begun;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Tag("stored-in-valkey")
@WithStores("availability")
class MirrorScriptsTest {
    private static final UUID MITRA = UUID.fromString("019a9e3c-5d0f-7c1e-8b52-6f0f5a3d9e11");
    private static final Instant HEARTBEAT = Instant.parse("2026-05-25T10:07:55.123Z");

    @Inject
    MirrorWriter mirror;

    @Inject
    FreshMirror fresh;

    @InjectStores
    Stores stores;

    @BeforeEach
    void emptyMirror() {
        fresh.make();
    }

    @Test
    void writesEveryKeyOfAnOnlineMitra() {
        apply(online(1));
        assertEquals(1L, valkey("SISMEMBER", "mitras:online", MITRA.toString()));
        assertEquals(0L, valkey("SISMEMBER", "mitras:deactivated", MITRA.toString()));
        assertEquals("1", valkey("GET", "mitra:capacity:" + MITRA));
        assertEquals("2026-05-25T10:07:55.123Z", valkey("GET", "mitra:heartbeat:" + MITRA));
        assertEquals("1779703675123", valkey("ZSCORE", "mitras:seen", MITRA.toString()));
        assertEquals("1779703675123", valkey("ZSCORE", "mitras:avail", MITRA.toString()));
        assertEquals("1", valkey("HGET", "mitras:version", MITRA.toString()));
    }

    @Test
    void removesAMitraThatWentOffline() {
        apply(online(1));
        apply(offline(2));
        assertEquals(0L, valkey("SISMEMBER", "mitras:online", MITRA.toString()));
        assertNull(valkey("GET", "mitra:heartbeat:" + MITRA));
        assertNull(valkey("ZSCORE", "mitras:seen", MITRA.toString()));
        assertNull(valkey("ZSCORE", "mitras:avail", MITRA.toString()));
    }

    @Test
    void listsADeactivatedMitraAndUnlistsAReactivatedOne() {
        apply(new MirroredMitra(MITRA, 2, false, false, 0, 3, HEARTBEAT));
        assertEquals(1L, valkey("SISMEMBER", "mitras:deactivated", MITRA.toString()));
        apply(offline(3));
        assertEquals(0L, valkey("SISMEMBER", "mitras:deactivated", MITRA.toString()));
    }

    @Test
    void aMitraWithoutCapacityIsOnlineButNotAvailable() {
        apply(new MirroredMitra(MITRA, 1, true, true, 3, 3, HEARTBEAT));
        assertEquals(1L, valkey("SISMEMBER", "mitras:online", MITRA.toString()));
        assertEquals("3", valkey("GET", "mitra:capacity:" + MITRA));
        assertNull(valkey("ZSCORE", "mitras:avail", MITRA.toString()));
    }

    @Test
    void anOlderVersionThatComesLateChangesNothing() {
        apply(offline(5));
        assertEquals(List.of(MITRA), apply(online(4)), "told as ahead");
        assertEquals(0L, valkey("SISMEMBER", "mitras:online", MITRA.toString()));
        assertEquals("5", valkey("HGET", "mitras:version", MITRA.toString()));
    }

    @Test
    void aHeartbeatNeverGoesBack() {
        apply(online(1));
        apply(new MirroredMitra(MITRA, 2, true, true, 0, 3, HEARTBEAT.minusSeconds(60)));
        assertEquals("2026-05-25T10:07:55.123Z", valkey("GET", "mitra:heartbeat:" + MITRA));
    }

    @Test
    void aSeedThatWasPausedDoesNotBringBackWhoLeft() {
        apply(online(1));
        mirrorBegins("a", Begun.LIVE);
        apply(offline(2));
        assertEquals(List.of(MITRA), await(mirror.apply("a", List.of(online(1)))).ahead());
        await(mirror.finish("a", ""));
        assertEquals(0L, valkey("SISMEMBER", "mitras:online", MITRA.toString()));
    }

    @Test
    void aSeedThatDiedMidwayLeavesALiveMirrorAsItWas() {
        apply(online(1));
        mirrorBegins("a", Begun.LIVE);
        assertNotNull(await(mirror.epoch()));
        assertEquals(1L, valkey("SISMEMBER", "mitras:online", MITRA.toString()));
    }

    @Test
    void aMirrorThatIsBeingFilledIsNotBelieved() {
        stores.valkey("FLUSHDB");
        mirrorBegins("a", Begun.EMPTY);
        await(mirror.apply("a", List.of(online(1))));
        assertNull(await(mirror.epoch()));
        await(mirror.finish("a", "7"));
        assertEquals(7L, await(mirror.epoch()));
    }

    @Test
    void ofTwoSeedsTheLaterOneWins() {
        mirrorBegins("a", Begun.LIVE);
        mirrorBegins("b", Begun.LIVE);
        assertThrows(Throwable.class, () -> await(mirror.apply("a", List.of(online(1)))));
        assertThrows(Throwable.class, () -> await(mirror.finish("a", "")));
        await(mirror.finish("b", ""));
    }

    @Test
    void aSeedWhoseMirrorWasEmptiedMeanwhileFails() {
        mirrorBegins("a", Begun.LIVE);
        stores.valkey("FLUSHDB");
        assertThrows(Throwable.class, () -> await(mirror.finish("a", "8")));
        assertNull(await(mirror.epoch()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mitras:meta", "mitras:online", "mitras:deactivated", "mitras:seen", "mitras:avail",
            "mitras:version"})
    void anEvictedKeyOrOneOfTheWrongTypeMakesTheMirrorUnbelievable(String key) {
        apply(online(1));
        apply(new MirroredMitra(new UUID(1, 1), 1, false, false, 0, 3, null));
        assertNotNull(await(mirror.epoch()));
        stores.valkey("DEL", key);
        assertNull(await(mirror.epoch()));
        fresh.make();
        stores.valkey("DEL", key);
        stores.valkey("SET", key, "something else");
        assertNull(await(mirror.epoch()));
        mirrorBegins("a", Begun.EMPTY);
        assertNotEquals("string", valkey("TYPE", key), "cleared away");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mitras:online", "mitras:deactivated", "mitras:seen", "mitras:avail", "mitras:version"})
    void aChangeAfterAnEvictionDoesNotMakeTheMirrorLookRight(String key) {
        apply(online(1));
        apply(new MirroredMitra(new UUID(1, 1), 1, false, false, 0, 3, null));
        stores.valkey("DEL", key);
        apply(new MirroredMitra(new UUID(1, 2), 1, true, true, 0, 3, HEARTBEAT));
        assertNull(await(mirror.epoch()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSeedThatLosesAKeyOnItsWayFails(boolean live) {
        if (!live) {
            stores.valkey("FLUSHDB");
        }
        mirrorBegins("a", live ? Begun.LIVE : Begun.EMPTY);
        await(mirror.apply("a", List.of(online(1))));
        stores.valkey("DEL", "mitras:avail");
        assertThrows(Throwable.class, () -> await(mirror.apply("a", List.of(online(1)))));
        assertThrows(Throwable.class, () -> await(mirror.finish("a", live ? "" : "7")));
        assertNull(await(mirror.epoch()));
    }

    @Test
    void tellsHowManyWereWrongThoughTheirVersionIsTheSame() {
        UUID other = new UUID(1, 1);
        apply(List.of(online(1), new MirroredMitra(other, 1, true, true, 3, 3, HEARTBEAT)));
        stores.valkey("ZREM", "mitras:avail", MITRA.toString());
        stores.valkey("ZADD", "mitras:avail", "1", other.toString());
        assertNotNull(await(mirror.epoch()), "no size tells");
        List<MirroredMitra> asPostgresSays = List.of(online(1), new MirroredMitra(other, 1, true, true, 3, 3, HEARTBEAT));
        assertEquals(2, await(mirror.apply(asPostgresSays)).wrong());
        assertEquals(0, await(mirror.apply(asPostgresSays)).wrong());
    }

    @Test
    void aRecentSeedIsEnough() {
        assertEquals(Begun.RECENT, await(mirror.begin("a", false, Duration.ofMinutes(1))));
        assertEquals(Begun.EMPTY, await(mirror.begin("a", true, Duration.ofMinutes(1))), "unless it is to be made anew");
    }

    @Test
    void aBatchAsLargeAsConfiguredStaysFarBelowTheDeadline() {
        List<MirroredMitra> many = java.util.stream.IntStream.range(0, 500)
                .mapToObj(i -> new MirroredMitra(new UUID(1, i), 1, true, true, 0, 3, HEARTBEAT)).toList();
        assertTrue(apply(many).isEmpty());
        assertEquals(500L, valkey("ZCARD", "mitras:avail"));
    }

    private void mirrorBegins(String token, Begun expected) {
        assertEquals(expected, await(mirror.begin(token, false, Duration.ZERO)));
    }

    private static MirroredMitra online(long version) {
        return new MirroredMitra(MITRA, version, true, true, 1, 3, HEARTBEAT);
    }

    private static MirroredMitra offline(long version) {
        return new MirroredMitra(MITRA, version, true, false, 0, 3, HEARTBEAT);
    }

    private List<UUID> apply(MirroredMitra mitra) {
        return apply(List.of(mitra));
    }

    private List<UUID> apply(List<MirroredMitra> mitras) {
        return await(mirror.apply(mitras)).ahead();
    }

    private Object valkey(String... words) {
        return stores.valkey(words);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(5));
    }
}
