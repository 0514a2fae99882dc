package dev.steward.availability.mirror;

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
import java.util.concurrent.TimeUnit;

/** Brings committed changes into the mirror: at once where Valkey answers, else until it does. */
@Singleton
public class Outbox {
    private final Postgres postgres;
    private final OutboxStore store;
    private final MirrorWriter mirror;
    private final MirrorConfig config;
    private volatile Duration lag = Duration.ZERO;

    Outbox(Postgres postgres, OutboxStore store, MirrorWriter mirror, MirrorConfig config, MeterRegistry metrics) {
        this.postgres = postgres;
        this.store = store;
        this.mirror = mirror;
        this.config = config;
        TimeGauge.builder("steward.availability.outbox.lag", this, TimeUnit.MILLISECONDS, outbox -> outbox.lag().toMillis())
                .description("Age of the oldest change that the mirror does not have")
                .register(metrics);
    }

    /** Never fails: what is not mirrored now is repaired soon. */
    public Uni<Void> publish(MirroredMitra changed) {
        return mirror.apply(changed)
                .chain(() -> store.delete(changed))
                .onFailure().invoke(cause -> Log.infof("Mitra %s is not mirrored yet: %s", changed.id(), cause.getMessage()))
                .onFailure().recoverWithNull();
    }

    /** Mirrors what was missed, all of it. */
    Uni<Void> repair() {
        return Multi.createBy().repeating().uni(this::repairSome)
                .whilst(repaired -> repaired == config.batch())
                .collect().last()
                .replaceWithVoid();
    }

    Duration lag() {
        return lag;
    }

    private Uni<Integer> repairSome() {
        return postgres.inTransaction(sql -> store.claim(sql, config.missedAfter(), config.batch())
                .invoke(missed -> lag = missed.isEmpty() ? Duration.ZERO : missed.getFirst().age())
                .call(missed -> apply(sql, missed)))
                .map(List::size);
    }

    private Uni<Void> apply(Sql sql, List<Noted> missed) {
        if (missed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return mirror.apply(missed.stream().map(Noted::mitra).toList())
                .chain(() -> store.delete(sql, missed));
    }
}
