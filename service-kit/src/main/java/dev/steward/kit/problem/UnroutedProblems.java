package dev.steward.kit.problem;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Problem documents for what never reaches a REST mapper: a body that is too large, a path that nobody serves. */
@Singleton
public class UnroutedProblems {
    private static final List<Integer> STATUSES = List.of(400, 401, 403, 404, 405, 406, 413, 414, 415, 431, 500);

    private final Problems problems;

    public UnroutedProblems(Problems problems) {
        this.problems = problems;
    }

    void register(@Observes Router router) {
        STATUSES.forEach(status -> router.errorHandler(status, this::write));
    }

    private void write(RoutingContext request) {
        KitError code = KitError.of(request.statusCode());
        problems.write(request, code, code.title() + ".");
    }
}
