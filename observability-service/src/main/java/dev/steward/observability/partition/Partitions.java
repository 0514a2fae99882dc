package dev.steward.observability.partition;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sees to it that there is a partition before something is stored there, and asks the database only about new ones. */
@ApplicationScoped
public class Partitions {
    // Each takes some milliseconds, and a statement has a deadline: what one statement created stays, whatever becomes of
    // the next.
    private static final int AT_A_TIME = 8;

    private final PartitionStore store;
    private final ApiConfig config;
    private final Set<Partition> known = ConcurrentHashMap.newKeySet();

    Partitions(PartitionStore store, ApiConfig config) {
        this.store = store;
        this.config = config;
    }

    /** The configured APIs. */
    public Set<String> apis() {
        return config.apis().keySet();
    }

    public Uni<Void> ensure(Collection<Partition> wanted) {
        List<Partition> missing = wanted.stream().distinct().filter(partition -> !known.contains(partition)).toList();
        return missing.isEmpty() ? Uni.createFrom().voidItem() : create(missing);
    }

    /** Retention dropped some, here or elsewhere: they are looked at again when they are next wanted. */
    public void forget() {
        known.clear();
    }

    private Uni<Void> create(List<Partition> missing) {
        return Multi.createFrom().iterable(missing)
                .group().intoLists().of(AT_A_TIME)
                .onItem().transformToUniAndConcatenate(some -> store.create(some).invoke(() -> known.addAll(some)))
                .collect().last()
                .replaceWithVoid();
    }
}
