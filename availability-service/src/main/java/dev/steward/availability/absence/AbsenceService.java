package dev.steward.availability.absence;

import dev.steward.availability.Sweeps;
import dev.steward.availability.absence.AbsenceMirror.Absent;
import dev.steward.availability.absence.AbsencePolicy.Verdict;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Takes mitras offline who have stopped pinging. Any doubt is in their favour: an error of either store ends the
 * run, and whoever has pinged in either of them stays.
 */
@Singleton
class AbsenceService {
    private static final String SWEEP = "auto-offline";

    private final AbsenceMirror mirror;
    private final Departures departures;
    private final MassAlarm alarm;
    private final AbsenceConfig config;
    private final Sweeps sweeps;
    private final AbsencePolicy policy;

    AbsenceService(AbsenceMirror mirror, Departures departures, MassAlarm alarm, AbsenceConfig config, Sweeps sweeps) {
        this.mirror = mirror;
        this.departures = departures;
        this.alarm = alarm;
        this.config = config;
        this.sweeps = sweeps;
        this.policy = AbsencePolicy.of(config);
    }

    Uni<Void> sweep() {
        return sweeps.run(SWEEP, () -> mirror.look()
                .chain(found -> found == null ? leaveAlone("mirror-missing", 0) : judge(found)));
    }

    private Uni<String> judge(Absent found) {
        Verdict verdict = policy.judge(found.online(), found.absent(), found.heldMillis());
        alarm.set(verdict instanceof Verdict.Mass, found.absent(), found.online());
        if (!found.turn()) {
            return leaveAlone("recent", 0);
        }
        sweeps.saw(SWEEP, found.online());
        return switch (verdict) {
            case Verdict.Held() -> leaveAlone("held", found.absent());
            case Verdict.Mass() -> leaveAlone("mass", found.absent());
            case Verdict.TakeOffline(long atMost) -> takeOffline(found, atMost);
        };
    }

    private Uni<String> leaveAlone(String why, long absent) {
        sweeps.skipped(SWEEP, why, absent);
        return Uni.createFrom().item(why);
    }

    private Uni<String> takeOffline(Absent found, long atMost) {
        sweeps.skipped(SWEEP, "limit", found.absent() - atMost);
        return mirror.longest(found, atMost)
                .onItem().transformToMulti(pings -> Multi.createFrom().iterable(batches(pings)))
                .onItem().transformToUniAndConcatenate(batch -> departures.take(found, batch))
                .onItem().invoke(this::record)
                .collect().last()
                .replaceWith("done");
    }

    private List<Map<UUID, Instant>> batches(Map<UUID, Instant> pings) {
        List<Map<UUID, Instant>> batches = new ArrayList<>();
        pings.forEach((id, seen) -> {
            if (batches.isEmpty() || batches.getLast().size() == config.batch()) {
                batches.add(new LinkedHashMap<>());
            }
            batches.getLast().put(id, seen);
        });
        return batches;
    }

    private void record(Departures.Outcome outcome) {
        sweeps.changed(SWEEP, outcome.left());
        sweeps.skipped(SWEEP, "pinged", outcome.stayed());
        if (outcome.left() > 0) {
            Log.infof("%d mitras who had stopped pinging are offline now", outcome.left());
        }
    }
}
