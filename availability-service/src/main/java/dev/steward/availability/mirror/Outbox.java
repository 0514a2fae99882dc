package dev.steward.availability.mirror;

import dev.steward.availability.Sweeps;
import dev.steward.availability.mirror.OutboxStore.Noted;
import dev.steward.kit.postgres.Postgres;
import dev.steward.kit.postgres.Sql;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Brings committed changes into the mirror: at once where Valkey answers, else until it does. */
@Singleton
public class Outbox {
    private static final String REPAIR = "repair";

    private final Postgres postgres;
    private final OutboxStore store;
    private final MirrorWriter mirror;
    private final MirrorConfig config;
    private final Sweeps sweeps;
    private volatile Duration lag = Duration.ZERO;

    Outbox(Postgres postgres, OutboxStore store, MirrorWriter mirror, MirrorConfig config, Sweeps sweeps,
            MeterRegistry metrics) {
        this.postgres = postgres;
        this.store = store;
        this.mirror = mirror;
        this.config = config;
        this.sweeps = sweeps;
        TimeGauge.builder("steward.availability.outbox.lag", this, TimeUnit.MILLISECONDS, outbox -> outbox.lag().toMillis())
                .description("Age of the oldest change that the mirror does not have")
                .register(metrics);
    }

    /** Never fails: what is not mirrored now is repaired soon. */
    public Uni<Void> publish(List<MirroredMitra> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return mirror.applyNow(changed)
                .chain(() -> store.deleteApplied(changed))
                .onFailure()
                .invoke(cause -> Log.infof("%d changes are not mirrored yet: %s", changed.size(), cause.getMessage()))
                .onFailure().recoverWithNull();
    }

    /** Brings into the mirror what Postgres knows of them now, once whoever changes them has ended. */
    public Uni<Void> renew(List<UUID> mitras) {
        if (mitras.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return repairing(sql -> store.settled(sql, mitras).call(mirror::apply)).replaceWithVoid();
    }

    /** Mirrors what was missed, all of it. */
    Uni<Void> repair() {
        return Multi.createBy().repeating().uni(this::repairSome)
                .whilst(repaired -> repaired == config.batch())
                .collect().last()
                .replaceWithVoid();
    }

    /** Brings those back to what Postgres says whom somebody was about to take offline, and has died. */
    Uni<Void> repairAbandoned() {
        return mirror.abandoned(config.abandonedAfter())
                .invoke(abandoned -> sweeps.changed(REPAIR, abandoned.size()))
                .chain(this::renew);
    }

    Duration lag() {
        return lag;
    }

    private Uni<Integer> repairSome() {
        return repairing(sql -> store.claim(sql, config.missedAfter(), config.batch())
                .invoke(missed -> sweeps.changed(REPAIR, missed.size()))
                .invoke(missed -> lag = missed.isEmpty() ? Duration.ZERO : missed.getFirst().age())
                .call(missed -> apply(sql, missed)))
                .map(List::size);
    }

    /** Of a replica that freezes meanwhile others take over, and nobody waits long for what it has locked. */
    private <T> Uni<T> repairing(Function<Sql, Uni<T>> work) {
        return postgres.inTransaction(sql -> sql.limitIdling(config.abandonedAfter()).chain(() -> work.apply(sql)));
    }

    private Uni<Void> apply(Sql sql, List<Noted> missed) {
        if (missed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return mirror.apply(missed.stream().map(Noted::mitra).toList())
                .chain(() -> store.delete(sql, missed));
    }
}
