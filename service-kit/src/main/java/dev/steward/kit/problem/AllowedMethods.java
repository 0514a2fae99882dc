package dev.steward.kit.problem;

import jakarta.ws.rs.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestPath;

/** What the {@code Allow} header of a 405 must say (RFC 9110, section 15.5.6) and the framework leaves out. */
final class AllowedMethods {
    private AllowedMethods() {}

    static Set<String> at(ResteasyReactiveRequestContext request) {
        Set<String> methods = new TreeSet<>(List.of(HttpMethod.OPTIONS));
        request.getDeployment().getClassMappers().stream()
                .flatMap(resource -> in(resource, request.getPathWithoutPrefix()))
                .forEach(methods::add);
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return methods;
    }

    private static Stream<String> in(RequestPath<InitialMatch> resource, String path) {
        RequestMatch<InitialMatch> match = new RequestMapper<>(new ArrayList<>(List.of(resource))).map(path);
        return match == null
                ? Stream.empty()
                : Stream.of(match.value.handlers)
                        .filter(ClassRoutingHandler.class::isInstance)
                        .flatMap(handler -> in((ClassRoutingHandler) handler,
                                match.remaining.isEmpty() ? "/" : match.remaining));
    }

    private static Stream<String> in(ClassRoutingHandler resource, String remaining) {
        return resource.getMappers().entrySet().stream()
                .filter(method -> method.getKey() != null && method.getValue().map(remaining) != null)
                .map(method -> method.getKey());
    }
}
