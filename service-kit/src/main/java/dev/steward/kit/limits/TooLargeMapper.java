package dev.steward.kit.limits;

import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import dev.steward.kit.problem.Problems;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers a body that was too large only once it was read. */
public class TooLargeMapper {
    @ServerExceptionMapper
    public Response tooLarge(TooLargeException e, RoutingContext request) {
        UnreadBody.closeAfterAnswer(request);
        return Problems.answer(new ProblemException(KitError.CONTENT_TOO_LARGE, KitError.CONTENT_TOO_LARGE.detail()), request);
    }
}
