package dev.steward.kit.recording.capture;

import io.quarkus.security.spi.runtime.AuthenticationSuccessEvent;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What the routing context does not know: who called, and the exception behind an answer that a mapper made of it. */
@Singleton
public class RestCapture {
    @ServerResponseFilter
    public void thrown(RoutingContext context, Throwable thrown) {
        if (thrown != null && context.response() instanceof TappedResponse tapped) {
            tapped.capture().offer(thrown);
        }
    }

    void authenticated(@Observes AuthenticationSuccessEvent event) {
        Object context = event.getEventProperties().get(RoutingContext.class.getName());
        if (context instanceof RoutingContext request && request.response() instanceof TappedResponse tapped) {
            tapped.capture().offer(event.getSecurityIdentity());
        }
    }
}
