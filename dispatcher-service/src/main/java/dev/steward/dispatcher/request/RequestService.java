package dev.steward.dispatcher.request;

import dev.steward.kit.group.GroupCommit;
import dev.steward.kit.group.GroupLimits;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;

/** Takes requests in. What it emits is durable. */
@ApplicationScoped
class RequestService {
    // A transaction may have to wait for a rival with the same key, which should not hold up all others.
    private static final int TWO_AT_ONCE = 2;

    private final Submissions submissions;
    private final Admission admission;
    private final GroupCommit<Submission, Result> group;

    RequestService(Submissions submissions, Admission admission, MeterRegistry meters) {
        this.submissions = submissions;
        this.admission = admission;
        this.group = new GroupCommit<>(GroupLimits.of("enqueue", TWO_AT_ONCE, Submission::weight, meters),
                checked -> admission.of(Intake.checked(checked)));
    }

    /** One, together with whatever else comes at the same time. */
    Uni<Result> enqueue(EnqueueRequest asked, String traceparent) {
        return Uni.createFrom().item(() -> submissions.of(asked, traceparent))
                .chain(group::join)
                .onFailure(RefusedException.class).recoverWithItem(Result.Refused::new);
    }

    /** A group of its own. Emits one result for each, in their order. */
    Uni<List<Result>> enqueue(List<EnqueueRequest> asked, String traceparent) {
        return admission.of(new Intake(asked.stream()
                .map(one -> (Supplier<Submission>) () -> submissions.of(one, traceparent))
                .toList()));
    }
}
