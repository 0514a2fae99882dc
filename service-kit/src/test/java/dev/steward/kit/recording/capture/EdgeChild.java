package dev.steward.kit.recording.capture;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** A resource that only another leads to. */
@PermitAll
public class EdgeChild {
    @GET
    @Path("children/{child}")
    public String get(@RestPath String child) {
        return child;
    }
}
