package dev.steward.proof.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.proof.Replica;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One mitra is about to go online, one to go offline, and one to be deactivated. */
final class ThreeChanges {
    private static final String MADE = """
            SELECT is_online FROM mitra WHERE id = ?
             UNION
            SELECT NOT is_online FROM mitra WHERE id = ?
             UNION
            SELECT NOT is_active FROM mitra WHERE id = ?
            """;

    private final Stage stage;
    private final Mitra arriving;
    private final Mitra leaving;
    private final Mitra banned;

    ThreeChanges(Stage stage, Replica at) {
        Crowd crowd = Crowd.of(stage);
        List<Mitra> mitras = crowd.mitras(3);
        this.stage = stage;
        this.arriving = mitras.get(0);
        this.leaving = mitras.get(1);
        this.banned = mitras.get(2);
        Stream.of(leaving, banned).forEach(mitra -> assertEquals(200, mitra.online(at).status()));
        // Nobody is to take them for absent meanwhile.
        crowd.lastPing(List.of(leaving.id(), banned.id()), Duration.ofMinutes(5));
        stage.converges(Duration.ofSeconds(10));
    }

    /** At the same time; nobody waits for the answers. */
    void askFor(Replica at) {
        Stream.<Runnable>of(() -> arriving.online(at), () -> leaving.offline(at), () -> banned.activate(at, false))
                .forEach(change -> Thread.ofVirtual().start(() -> inVain(change)));
    }

    void insistOn(Replica at) {
        assertEquals(List.of(200, 200, 200),
                List.of(arriving.online(at).status(), leaving.offline(at).status(), banned.activate(at, false).status()));
    }

    /** Whether they are made, as far as Postgres knows; both while some are. */
    Set<Boolean> made() {
        return Set.copyOf(stage.database().list(MADE, row -> row.getBoolean(1), arriving.id(), leaving.id(), banned.id()));
    }

    String quotedIds() {
        return Stream.of(arriving, leaving, banned).map(mitra -> "'" + mitra.id() + "'").collect(Collectors.joining(","));
    }

    private static void inVain(Runnable change) {
        try {
            change.run();
        } catch (UncheckedIOException e) {
            // Whom it was asked of is dead.
        }
    }
}
