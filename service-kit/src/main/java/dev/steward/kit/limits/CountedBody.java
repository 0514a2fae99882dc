package dev.steward.kit.limits;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Counts a body while it is read; one that is chunked or compressed says its length in no header. */
@Provider
public class CountedBody implements ReaderInterceptor {
    private final long limit;

    public CountedBody(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.limit = limit.asLongValue();
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        context.setInputStream(new CountedStream(context.getInputStream(), limit));
        return context.proceed();
    }
}
