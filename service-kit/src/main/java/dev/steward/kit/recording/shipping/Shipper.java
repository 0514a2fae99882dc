package dev.steward.kit.recording.shipping;

import dev.steward.kit.neighbour.Neighbour;
import dev.steward.kit.neighbour.NeighbourException;
import dev.steward.kit.recording.backlog.Backlog;
import dev.steward.kit.recording.backlog.Batch;
import dev.steward.kit.recording.backlog.Batch.Kind;
import dev.steward.kit.recording.backlog.Losses;
import dev.steward.kit.recording.backlog.Losses.Reason;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import java.util.Set;

/**
 * Sends one batch at a time, and the same again until it is taken or refused. Repeating is safe: records carry their
 * own ids, and reports a sequence. All but the arrival of an answer happens on the worker.
 */
final class Shipper {
    private static final String EXCHANGES = "/internal/v1/exchanges";
    private static final String TALLIES = "/internal/v1/tallies";
    private static final Set<Integer> REFUSALS = Set.of(400, 413, 415, 422);

    private final Neighbour observability;
    private final Rejections rejections;
    private final Backlog backlog;
    private final Losses losses;
    private final Backoff backoff;
    private final Runnable wake;
    private Batch sending;
    private volatile Outcome outcome;
    private long notBefore = System.nanoTime();
    private boolean away;

    Shipper(Neighbour observability, Backlog backlog, Losses losses, Backoff backoff, Runnable wake) {
        this.observability = observability;
        this.rejections = new Rejections();
        this.backlog = backlog;
        this.losses = losses;
        this.backoff = backoff;
        this.wake = wake;
    }

    /** Does what can be done now: looks for an answer, and sends what is next. */
    void advance(long now) {
        if (outcome != null) {
            settle(outcome, now);
        }
        if (isReady(now) && !backlog.isEmpty()) {
            send(backlog.next());
        }
    }

    /** Whether the next batch would be sent at once. */
    boolean isReady(long now) {
        return sending == null && now - notBefore >= 0;
    }

    boolean isIdle() {
        return sending == null;
    }

    /** Takes note of an answer that came. */
    void settle() {
        if (outcome != null) {
            settle(outcome, System.nanoTime());
        }
    }

    /** Ends a pause: there is no time left for it. */
    void hurry() {
        notBefore = System.nanoTime();
        backoff.reset();
    }

    private void send(Batch batch) {
        sending = batch;
        Uni.createFrom().deferred(() -> post(batch))
                .map(this::taken)
                .onFailure().recoverWithItem(Shipper::notTaken)
                .subscribe().with(this::arrived, failure -> arrived(new Outcome.Unanswered(failure)));
    }

    private Uni<HttpResponse<Buffer>> post(Batch batch) {
        String path = batch.kind() == Kind.REPORT ? TALLIES : EXCHANGES;
        return observability.send(HttpMethod.POST, path, request -> send(request, batch));
    }

    private static Uni<HttpResponse<Buffer>> send(HttpRequest<Buffer> request, Batch batch) {
        request.putHeader("Content-Type", "application/json");
        request.putHeader("Content-Length", Integer.toString(batch.size()));
        if (batch.compressed()) {
            request.putHeader("Content-Encoding", "gzip");
        }
        return request.sendStream(Trickle.of(batch.content()));
    }

    private void arrived(Outcome answer) {
        outcome = answer;
        wake.run();
    }

    private Outcome taken(HttpResponse<Buffer> response) {
        return new Outcome.Taken(response.bodyAsString());
    }

    private static Outcome notTaken(Throwable cause) {
        return cause instanceof NeighbourException answer && REFUSALS.contains(answer.status())
                ? new Outcome.Refused(answer.status())
                : new Outcome.Unanswered(cause);
    }

    private void settle(Outcome settled, long now) {
        Batch batch = sending;
        sending = null;
        outcome = null;
        switch (settled) {
            case Outcome.Taken(String receipt) -> {
                taken(batch, rejections.of(batch, receipt));
                answered();
            }
            case Outcome.Refused(int status) -> {
                backlog.done();
                refused(batch, "observability-service answered " + status);
                answered();
            }
            case Outcome.Unanswered(Throwable cause) -> {
                backlog.putBack();
                notBefore = now + backoff.failed();
                unanswered(cause);
            }
        }
    }

    private void taken(Batch batch, Rejections.Rejected rejected) {
        backlog.done();
        losses.add(Reason.REJECTED, batch.failures(), rejected.extents(), rejected.why());
        losses.shipped(batch.records() - rejected.extents().size(), batch.failures());
    }

    private void refused(Batch batch, String why) {
        if (batch.kind() == Kind.REPORT) {
            losses.trouble("counts and gaps are lost, " + why);
        } else {
            losses.add(Reason.REFUSED, batch.failures(), batch.extents(), why);
        }
    }

    private void answered() {
        backoff.reset();
        if (away) {
            away = false;
            Log.infof("observability-service takes records again; %d wait", backlog.records());
        }
    }

    private void unanswered(Throwable cause) {
        if (!away) {
            away = true;
            Log.warnf("observability-service does not take records (%s); they wait", cause.toString());
        }
    }
}
