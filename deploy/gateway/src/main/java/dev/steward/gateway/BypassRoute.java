package dev.steward.gateway;

import dev.steward.kit.maintenance.Bypass;
import dev.steward.kit.maintenance.BypassLink;
import dev.steward.kit.maintenance.MaintenanceFollower;
import dev.steward.kit.problem.ErrorCode;
import dev.steward.kit.problem.Problems;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Opens a bypass link: checks its token and leaves it with the browser, as a cookie that no script can read. */
@Singleton
class BypassRoute {
    private static final String PATH = "/status/maintenance/bypass";

    private final Bypass bypass;
    private final MaintenanceFollower follower;
    private final Problems problems;

    enum Refused implements ErrorCode {
        BYPASS_REFUSED;

        @Override
        public Definition definition() {
            return new Definition(403, "This link opens nothing");
        }
    }

    BypassRoute(Bypass bypass, MaintenanceFollower follower, Problems problems) {
        this.bypass = bypass;
        this.follower = follower;
        this.problems = problems;
    }

    void register(@Observes Router router) {
        router.get(PATH).handler(this::open);
    }

    private void open(RoutingContext context) {
        context.response().putHeader("Cache-Control", "no-store").putHeader("Referrer-Policy", "no-referrer");
        Optional<BypassLink> link = Optional.ofNullable(context.request().getParam("token")).flatMap(bypass::check);
        if (link.isEmpty()) {
            problems.write(context, Refused.BYPASS_REFUSED,
                    "The link has expired, was revoked, or is not one of ours. Ask for a new one.");
            return;
        }
        context.response().addCookie(cookie(context, link.get()))
                .putHeader("Location", "/")
                .setStatusCode(303)
                .end();
    }

    private Cookie cookie(RoutingContext context, BypassLink link) {
        return Cookie.cookie(Bypass.cookie(link.channel()), context.request().getParam("token"))
                .setPath("/")
                .setMaxAge(Duration.between(follower.now(), link.expiresAt()).toSeconds())
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setSecure("https".equals(context.request().getHeader("X-Forwarded-Proto")));
    }
}
