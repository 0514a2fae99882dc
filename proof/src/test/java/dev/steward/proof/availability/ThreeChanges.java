package dev.steward.proof.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.proof.Replica;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One mitra is about to go online, one to go offline, and one to be deactivated. */
final class ThreeChanges {
    static final List<Integer> GRANTED = List.of(200, 200, 200);

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

    /** At the same time; the answers are there once all has been said that will be. */
    CompletableFuture<List<Integer>> askFor(Replica at) {
        return all(List.of(() -> arriving.online(at), () -> leaving.offline(at), () -> banned.activate(at, false)));
    }

    private static CompletableFuture<List<Integer>> all(List<Supplier<Answer>> changes) {
        List<CompletableFuture<Integer>> answers = changes.stream().map(change -> CompletableFuture
                .supplyAsync(() -> change.get().status(), task -> Thread.ofVirtual().start(task))).toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
    }

    /** Whether they are made, as far as Postgres knows; both while some are. */
    Set<Boolean> made() {
        return Set.copyOf(stage.database().list(MADE, row -> row.getBoolean(1), arriving.id(), leaving.id(), banned.id()));
    }

    String quotedIds() {
        return Stream.of(arriving, leaving, banned).map(mitra -> "'" + mitra.id() + "'").collect(Collectors.joining(","));
    }
}
