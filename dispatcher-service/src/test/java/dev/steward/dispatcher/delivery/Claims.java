package dev.steward.dispatcher.delivery;

import dev.steward.dispatcher.Db;
import dev.steward.infra.test.Stores;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What workers do, by hand. */
final class Claims {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private Claims() {}

    static List<Task> claim(ClaimStore store, int limit) {
        return look(store, roomy(limit)).tasks();
    }

    static List<Task> claim(ClaimStore store, int free, List<Task> underWay) {
        var slots = new Slots(free + underWay.size(), 100);
        underWay.forEach(slots::take);
        return look(store, slots.room(Map.of())).tasks();
    }

    static Claim look(ClaimStore store, Room room) {
        return store.claim(room).await().atMost(PATIENCE);
    }

    /** Of a replica that has nothing under way. */
    static Room roomy(int limit) {
        return new Room(limit, 1000, Map.of(), Map.of());
    }

    static List<Task> claimTogether(ClaimStore store, int workers, int limit) {
        return together(IntStream.range(0, workers).mapToObj(i -> store.claim(roomy(limit))).toList()).stream()
                .map(Claim::tasks)
                .flatMap(List::stream).toList();
    }

    static <T> List<T> together(List<Uni<T>> work) {
        return Uni.join().all(work).andFailFast().await().atMost(PATIENCE);
    }

    /** Makes it due, whatever it waits for. */
    static void backdate(Stores stores, UUID id) {
        Db.run(stores, "UPDATE dispatcher.task SET next_attempt_at = now() - interval '1 second' WHERE id = ?", id);
    }

    static Set<UUID> ids(List<Task> tasks) {
        return tasks.stream().map(Task::id).collect(Collectors.toSet());
    }
}
