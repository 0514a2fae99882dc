package dev.steward.availability.mirror;

import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.availability.Calls;
import dev.steward.availability.Truth;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.postgres.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Tuple;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever happens in whatever order, in the end the mirror is what Postgres derives. */
@QuarkusTest
@Tag("stored-in-valkey")
@WithStores("availability")
class MirrorPropertyTest {
    private static final int MITRAS = 3;
    private static final int RUNS = 10;
    private static final int AT_ONCE = 3;

    /** The weights keep a mirror alive for long, since filling it anew mends whatever went wrong before. */
    enum Happening {
        ONLINE(6),
        OFFLINE(6),
        DEACTIVATE(3),
        ACTIVATE(3),
        RESIZE(3),
        PING(4),
        SESSION(4),
        /** A replica dies between its commit and the mirror. */
        ONLINE_UNMIRRORED(3),
        OFFLINE_UNMIRRORED(3),
        /** A mirror write was under way for long. */
        LATE_WRITE(8),
        REPAIR(2),
        SEED(2),
        SEED_AFRESH(1),
        EMPTY_VALKEY(1);

        private final int weight;

        Happening(int weight) {
            this.weight = weight;
        }
    }

    record Step(Happening happening, int mitra) {}

    @Inject
    FreshMirror mirror;

    @Inject
    MirrorWriter writer;

    @Inject
    SeedStore store;

    @Inject
    Postgres postgres;

    @InjectStores
    Stores stores;

    private Truth truth;

    /** What each mitra was some time ago. */
    private final Map<UUID, MirroredMitra> earlier = new ConcurrentHashMap<>();

    @Test
    void atRestTheMirrorEqualsPostgres() {
        JqwikSession.run(() -> {
            RandomGenerator<List<Step>> steps = steps().generator(1000);
            for (long seed = 1; seed <= RUNS; seed++) {
                check(seed, steps.next(new Random(seed)).value());
            }
        });
    }

    private static Arbitrary<List<Step>> steps() {
        Arbitrary<Happening> happenings = Arbitraries.frequency(
                Stream.of(Happening.values()).map(happening -> Tuple.of(happening.weight, happening)).toList());
        return Combinators.combine(happenings, Arbitraries.integers().between(0, MITRAS - 1)).as(Step::new)
                .list().ofMinSize(5).ofMaxSize(30);
    }

    private void check(long seed, List<Step> steps) {
        stores.reset();
        truth = new Truth(stores);
        mirror.make();
        List<UUID> mitras = Stream.generate(() -> Calls.createMitra(1)).limit(MITRAS).toList();
        for (int i = 0; i < steps.size(); i += AT_ONCE) {
            if (i % (3 * AT_ONCE) == 0 && i < steps.size() / 2) {
                store.these(postgres, mitras).await().indefinitely().forEach(mitra -> earlier.put(mitra.id(), mitra));
            }
            steps.subList(i, Math.min(i + AT_ONCE, steps.size())).stream()
                    .map(step -> CompletableFuture.runAsync(() -> happen(step.happening(), mitras.get(step.mitra()))))
                    .toList().forEach(CompletableFuture::join);
        }
        mitras.forEach(id -> happen(Happening.LATE_WRITE, id));
        comeToRest();
        assertEquals(derived(), mirrored(), () -> "run " + seed + ": " + steps);
    }

    private void happen(Happening happening, UUID id) {
        switch (happening) {
            case ONLINE -> Calls.online(id);
            case OFFLINE -> Calls.offline(id);
            case DEACTIVATE -> Calls.change(id, Map.of("active", false));
            case ACTIVATE -> Calls.change(id, Map.of("active", true));
            case RESIZE -> Calls.change(id, Map.of("maxConcurrent", 2));
            case PING -> Calls.ping(id).then().statusCode(oneOf(200, 403));
            case SESSION -> truth.update("""
                    WITH session AS (INSERT INTO availability.chat_session (id, mitra_id, state)
                                     VALUES (gen_random_uuid(), ?, 'ACTIVE') RETURNING mitra_id),
                         changed AS (UPDATE availability.mitra m SET version = m.version + 1
                                       FROM session s WHERE m.id = s.mitra_id RETURNING m.id, m.version)
                    INSERT INTO availability.mirror_outbox (mitra_id, version) SELECT id, version FROM changed
                    """, id);
            case ONLINE_UNMIRRORED -> unmirrored("is_online = true, last_heartbeat_at = now()", id);
            case OFFLINE_UNMIRRORED -> unmirrored("is_online = false", id);
            case LATE_WRITE -> writer.apply(List.of(earlier.get(id))).await().indefinitely();
            case SEED -> quietly(mirror::correct);
            case SEED_AFRESH -> quietly(mirror::make);
            case EMPTY_VALKEY -> stores.valkey("FLUSHDB");
            case REPAIR -> mirror.repair();
        }
    }

    private void unmirrored(String change, UUID id) {
        truth.update("""
                WITH changed AS (UPDATE availability.mitra SET %s, version = version + 1 WHERE id = ? AND is_active
                                 RETURNING id, version)
                INSERT INTO availability.mirror_outbox (mitra_id, version) SELECT id, version FROM changed
                """.formatted(change), id);
    }

    /** Another seed or an emptied Valkey may end it: then its successor counts. */
    private static void quietly(Runnable seed) {
        try {
            seed.run();
        } catch (RuntimeException superseded) {
            // The next one fills the mirror.
        }
    }

    /** What the sweeps do: fill a mirror that is missing, then apply what was missed. No reseed of one that is there. */
    private void comeToRest() {
        if (writer.epoch().await().indefinitely() == null) {
            mirror.correct();
        }
        truth.update("UPDATE availability.mirror_outbox SET noted_at = noted_at - interval '1 min'");
        mirror.repair();
        assertEquals(0, truth.outboxRows());
    }

    private Map<String, String> derived() {
        var expected = new TreeMap<String, String>();
        try (var connection = stores.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT id, version, is_active, is_online, sessions, sessions < max_concurrent AS room
                          FROM availability.mitra_state
                        """)) {
            while (rows.next()) {
                boolean online = rows.getBoolean("is_online");
                expected.put(rows.getString("id"),
                        "version %d, deactivated %b, online %b, seen %b, heartbeat %b, avail %b, sessions %d"
                                .formatted(rows.getLong("version"), !rows.getBoolean("is_active"), online, online, online,
                                        online && rows.getBoolean("room"), rows.getInt("sessions")));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return expected;
    }

    private Map<String, String> mirrored() {
        var actual = new TreeMap<String, String>();
        for (String id : known()) {
            actual.put(id, "version %s, deactivated %b, online %b, seen %b, heartbeat %b, avail %b, sessions %s".formatted(
                    stores.valkey("HGET", "mitras:version", id),
                    stores.valkey("SISMEMBER", "mitras:deactivated", id).equals(1L),
                    stores.valkey("SISMEMBER", "mitras:online", id).equals(1L),
                    stores.valkey("ZSCORE", "mitras:seen", id) != null,
                    stores.valkey("EXISTS", "mitra:heartbeat:" + id).equals(1L),
                    stores.valkey("ZSCORE", "mitras:avail", id) != null,
                    stores.valkey("GET", "mitra:capacity:" + id)));
        }
        return actual;
    }

    /** Every id that stands anywhere in the mirror. */
    private List<String> known() {
        var ids = new ArrayList<String>();
        for (String[] all : new String[][]{{"HKEYS", "mitras:version"}, {"SMEMBERS", "mitras:online"},
                {"SMEMBERS", "mitras:deactivated"}, {"ZRANGE", "mitras:seen", "0", "-1"},
                {"ZRANGE", "mitras:avail", "0", "-1"}}) {
            ((List<?>) stores.valkey(all)).forEach(id -> ids.add(id.toString()));
        }
        return ids.stream().distinct().toList();
    }
}
