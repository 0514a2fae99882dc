package dev.steward.observability.partition;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Sees to it that there is a partition before something is stored there, and asks the database only about new ones. */
@ApplicationScoped
public class Partitions {
    // Each takes some milliseconds, and a statement has a deadline: what one statement created stays, whatever becomes of
    // the next.
    private static final int AT_A_TIME = 8;

    /** As create_exchange_partitions has it: the name becomes part of the tables'. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,29}");

    private final PartitionStore store;
    private final ApiConfig config;
    private final Set<Partition> known = ConcurrentHashMap.newKeySet();

    Partitions(PartitionStore store, ApiConfig config) {
        this.store = store;
        this.config = config;
    }

    /** Better now than when the first record of a misnamed one comes. */
    void check(@Observes StartupEvent event) {
        for (String api : config.apis().keySet()) {
            if (!NAME.matcher(api).matches()) {
                throw new IllegalStateException(("steward.observability.api.%s.keep: an API is named by up to 30 lower-case"
                        + " letters, digits and hyphens, and begins with a letter. Rename it.").formatted(api));
            }
        }
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
