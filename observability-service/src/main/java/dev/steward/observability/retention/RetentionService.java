package dev.steward.observability.retention;

import dev.steward.kit.id.Uuid7;
import dev.steward.observability.partition.ApiConfig;
import dev.steward.observability.partition.Partitions;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Drops the days that an API's policy no longer keeps, whole tables at a time, and writes down what it dropped. */
@ApplicationScoped
class RetentionService {
    private static final int RUNS_REPORTED = 20;

    private final RetentionStore store;
    private final Partitions partitions;
    private final List<RetentionPolicy> policies;
    private final Clock clock;

    RetentionService(RetentionStore store, Partitions partitions, ApiConfig config, Clock clock) {
        this.store = store;
        this.partitions = partitions;
        this.clock = clock;
        this.policies = config.apis().entrySet().stream()
                .map(api -> new RetentionPolicy(api.getKey(), api.getValue().keep()))
                .sorted(Comparator.comparing(RetentionPolicy::api))
                .toList();
    }

    /** Today's run, unless it was done already, by whichever replica. One that could not drop everything goes on. */
    Uni<Void> runScheduled() {
        LocalDate today = today();
        return store.begin(Uuid7.next(clock), today, null, false)
                .chain(() -> store.unfinished(today))
                .onItem().ifNotNull().transformToUni(run -> execute(run, false));
    }

    Uni<RetentionRun> run(String requestedBy, boolean dryRun) {
        UUID id = Uuid7.next(clock);
        return store.begin(id, null, requestedBy, dryRun)
                .chain(() -> execute(id, dryRun))
                .chain(() -> store.run(id));
    }

    Uni<RetentionReport> report() {
        return store.storedDays()
                .chain(days -> store.runs(RUNS_REPORTED).map(runs -> new RetentionReport(policies(days), runs)));
    }

    private Uni<Void> execute(UUID run, boolean dryRun) {
        return store.storedDays()
                .onItem().transformToMulti(days -> Multi.createFrom().iterable(dropped(days)))
                .onItem().transformToUniAndConcatenate(day -> drop(run, day, dryRun))
                .collect().asList()
                .invoke(partitions::forget)
                .chain(done -> done.contains(false) ? Uni.createFrom().voidItem() : store.finish(run));
    }

    /** Emits whether it is done; a day that cannot be dropped now costs no other day. */
    private Uni<Boolean> drop(UUID run, StoredDay day, boolean dryRun) {
        return store.rows(day)
                .chain(rows -> dryRun ? store.note(run, day, rows) : store.drop(run, day, rows))
                .invoke(() -> Log.infof("Retention %s: %s of %s %s", run, day.api(), day.day(),
                        dryRun ? "would go" : "is gone"))
                .replaceWith(true)
                .onFailure().invoke(e -> Log.warnf("Retention %s: %s of %s has to wait: %s", run, day.api(), day.day(),
                        e.getCause() == null ? e : e.getCause()))
                .onFailure().recoverWithItem(false);
    }

    private List<StoredDay> dropped(List<StoredDay> days) {
        LocalDate today = today();
        return days.stream()
                .filter(day -> policies.stream()
                        .anyMatch(policy -> policy.api().equals(day.api()) && policy.drops(day.day(), today)))
                .toList();
    }

    private List<RetentionReport.Policy> policies(List<StoredDay> days) {
        return policies.stream().map(policy -> policy(policy, days)).toList();
    }

    private RetentionReport.Policy policy(RetentionPolicy policy, List<StoredDay> days) {
        List<StoredDay> stored = days.stream().filter(day -> day.api().equals(policy.api())).toList();
        return new RetentionReport.Policy(policy.api(), policy.keep().toString(), policy.keptFrom(today()),
                stored.stream().map(StoredDay::day).min(Comparator.naturalOrder()).orElse(null),
                stored.stream().mapToLong(StoredDay::bytes).sum());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
