package dev.steward.maintenance.window;

import dev.steward.kit.maintenance.EffectiveState;
import dev.steward.kit.maintenance.MaintenanceFollower;
import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.maintenance.Snapshot;
import dev.steward.kit.postgres.Postgres;
import dev.steward.kit.postgres.Sql;
import dev.steward.kit.problem.ErrorCode;
import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import dev.steward.maintenance.MaintenanceServiceError;
import dev.steward.maintenance.publication.SnapshotPublisher;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Changes windows: one transaction holds the rows, the audit event and the next revision; then it is published. */
@ApplicationScoped
class MaintenanceWindowService {
    private final Postgres postgres;
    private final WindowStore store;
    private final SnapshotPublisher publisher;
    private final MaintenanceFollower follower;
    private final WindowConfig config;
    private final Clock clock;

    MaintenanceWindowService(Postgres postgres, WindowStore store, SnapshotPublisher publisher,
            MaintenanceFollower follower, WindowConfig config, Clock clock) {
        this.postgres = postgres;
        this.store = store;
        this.publisher = publisher;
        this.follower = follower;
        this.config = config;
        this.clock = clock;
    }

    Uni<WindowView> takeOffline(OfflineRequest request, String actor) {
        OfflineCommand command = new OfflineCommand(known(request.channels()), BackOnline.of(request.backOnlineAt()),
                request.message(), request.endPolicy(), request.shorten());
        return change(actor, open -> accepted(OfflineDecision.takeOffline(command, open, now(), config.longest())))
                .map(changed -> WindowView.of(changed.window(), changed.snapshot().revision()));
    }

    Uni<StatusView> takeOnline(Set<String> channels, String actor) {
        Set<String> known = known(channels);
        return change(actor, open -> OfflineDecision.takeOnline(known, open, now()))
                .map(changed -> status(changed.snapshot()));
    }

    /** From memory; a service that has not read anything yet does not say "online". */
    StatusView status() {
        Snapshot snapshot = follower.current();
        if (!snapshot.known()) {
            throw new ProblemException(KitError.STORE_UNAVAILABLE, "The windows have not been read yet.")
                    .retryAfter(Duration.ofSeconds(2));
        }
        return status(snapshot);
    }

    /** What is stored, for whoever cannot read it from Valkey; what is known, with the database away. */
    Uni<Snapshot> snapshot() {
        return store.read(postgres)
                .onFailure(ProblemException.class).recoverWithItem(follower::current);
    }

    /** Publishes what is stored, in case nobody did. */
    Uni<Void> republish() {
        return store.read(postgres)
                .chain(this::publish)
                .onFailure(ProblemException.class).recoverWithNull();
    }

    /**
     * @param changes
     *            what was stored, empty when nothing had to change; @param snapshot everything after it
     */
    private record Changed(List<Change> changes, Snapshot snapshot) {
        MaintenanceWindow window() {
            MaintenanceWindow decided = changes.getFirst().after();
            return snapshot.windows().stream().filter(stored -> stored.id().equals(decided.id())).findFirst().orElse(decided);
        }
    }

    private StatusView status(Snapshot snapshot) {
        Instant now = clock.instant();
        return new StatusView(snapshot.revision(),
                config.channels().stream().map(channel -> EffectiveState.of(snapshot, channel, now)).toList());
    }

    private Uni<Changed> change(String actor, Function<List<MaintenanceWindow>, List<Change>> decision) {
        return postgres.inTransaction(sql -> store.lock(sql)
                .map(before -> new Changed(decision.apply(before.windows()), before))
                .call(decided -> save(sql, decided, actor))
                .chain(decided -> store.read(sql).map(after -> new Changed(decided.changes(), after))))
                .call(changed -> publish(changed.snapshot()));
    }

    private Uni<Void> publish(Snapshot snapshot) {
        follower.offer(snapshot);
        return publisher.publish(snapshot);
    }

    private static List<Change> accepted(OfflineDecision decision) {
        return switch (decision) {
            case OfflineDecision.Accepted(List<Change> changes) -> changes;
            case OfflineDecision.Refused(ErrorCode code, String detail) -> throw new ProblemException(code, detail);
        };
    }

    private Uni<Void> save(Sql sql, Changed decided, String actor) {
        return Multi.createFrom().iterable(decided.changes())
                .select().where(Change::effective)
                .onItem()
                .transformToUniAndConcatenate(change -> store.save(sql, change, decided.snapshot().revision() + 1, actor))
                .collect().asList()
                .replaceWithVoid();
    }

    private Set<String> known(Set<String> asked) {
        if (asked == null || asked.isEmpty()) {
            return new TreeSet<>(config.channels());
        }
        asked.stream().filter(channel -> !config.channels().contains(channel)).findFirst().ifPresent(this::refuse);
        return asked;
    }

    private void refuse(String channel) {
        throw new ProblemException(MaintenanceServiceError.UNKNOWN_CHANNEL,
                "There is no channel '" + channel + "'; there are " + String.join(", ", config.channels()) + ".");
    }

    /** PostgreSQL keeps microseconds: what is published now must equal what is read again later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
