package dev.steward.kit.valkey;

import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import dev.steward.kit.problem.Problems;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers for the caller who has nothing to fall back to. */
public class UnavailableMapper {
    private final ValkeyConfig config;

    public UnavailableMapper(ValkeyConfig config) {
        this.config = config;
    }

    @ServerExceptionMapper
    public Response unavailable(ValkeyUnavailableException e, RoutingContext request) {
        return Problems.answer(new ProblemException(KitError.STORE_UNAVAILABLE, KitError.STORE_UNAVAILABLE.detail(), e)
                .retryAfter(config.retryAfter()), request);
    }
}
