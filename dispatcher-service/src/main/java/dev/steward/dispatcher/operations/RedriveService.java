package dev.steward.dispatcher.operations;

import static dev.steward.dispatcher.DispatcherError.ALREADY_EXPIRED;
import static dev.steward.dispatcher.DispatcherError.IDEMPOTENCY_KEY_REUSED;
import static java.util.Objects.requireNonNullElse;

import dev.steward.dispatcher.LikePattern;
import dev.steward.dispatcher.delivery.WakeUp;
import dev.steward.kit.id.Uuid7;
import dev.steward.kit.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Puts dead letters back in bulk. */
@ApplicationScoped
class RedriveService {
    private final RedriveStore store;
    private final RedriveConfig config;
    private final WakeUp wakeUp;
    private final Clock clock;
    private final Counter redriven;

    RedriveService(RedriveStore store, RedriveConfig config, WakeUp wakeUp, Clock clock, MeterRegistry meters) {
        this.store = store;
        this.config = config;
        this.wakeUp = wakeUp;
        this.clock = clock;
        this.redriven = Counter.builder("dispatcher.requests.redriven")
                .description("Dead letters put back in bulk")
                .register(meters);
    }

    Uni<RedriveView> redrive(RedriveRequest request, String asked, String key, String actor) {
        var run = new Redrive(Uuid7.next(clock), key, actor, asked, Filter.destination(request.filter().destination()),
                LikePattern.containing(request.filter().q()), request,
                requireNonNullElse(request.perSecond(), config.perSecond()));
        return store.redrive(run, config.deadline())
                .onItem().ifNull()
                .failWith(() -> new ProblemException(ALREADY_EXPIRED, "The time in expireAt has passed already."))
                .map(result -> answer(run, result));
    }

    private RedriveView answer(Redrive run, RedriveStore.Result result) {
        if (!result.same()) {
            throw new ProblemException(IDEMPOTENCY_KEY_REUSED, "The key was used for another run in the last 24 hours.");
        }
        if (result.id().equals(run.id())) {
            Log.infof("%s put %d dead letters back, run %s", run.actor(), result.redriven(), run.id());
            redriven.increment(result.redriven());
            wakeUp.announce();
        }
        return new RedriveView(result.id(), result.redriven(), result.redriven() == run.request().limit(),
                result.lastAttemptAt());
    }
}
