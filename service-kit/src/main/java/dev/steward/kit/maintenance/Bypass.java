package dev.steward.kit.maintenance;

import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who may enter a closed channel: a caller whose token has the role {@code maintenance-bypass:<channel>}, or one with
 * the token of a bypass link for this channel, as a cookie or a header. Never an address, and never on somebody's word.
 */
@Singleton
public class Bypass {
    public static final String HEADER = "Steward-Bypass";
    private static final String COOKIE = "steward-bypass-";
    private static final String ROLE = "maintenance-bypass:";
    private static final String BEARER = "Bearer ";

    private final MaintenanceFollower follower;
    private final JWTParser tokens;

    public Bypass(MaintenanceFollower follower, JWTParser tokens) {
        this.follower = follower;
        this.tokens = tokens;
    }

    /** The name of the cookie that opening a link sets. */
    public static String cookie(String channel) {
        return COOKIE + channel;
    }

    public Optional<Pass> of(HttpServerRequest request, String channel) {
        return byRole(request.getHeader("Authorization"), channel).or(() -> byLink(request, channel));
    }

    /** Which link the token belongs to, if it is good now: signed, not expired, not revoked. */
    public Optional<BypassLink> check(String token) {
        UUID id = BypassTokens.linkOf(token);
        Instant now = follower.now();
        return id == null
                ? Optional.empty()
                : follower.current().bypassLinks().stream()
                        .filter(link -> link.id().equals(id) && now.isBefore(link.expiresAt()))
                        .filter(link -> BypassTokens.isSigned(token, link))
                        .findFirst();
    }

    private Optional<Pass> byLink(HttpServerRequest request, String channel) {
        return Stream.concat(Cookies.named(cookie(channel), request), request.headers().getAll(HEADER).stream())
                .flatMap(token -> check(token).stream())
                .filter(link -> link.channel().equals(channel))
                .map(link -> new Pass(channel, link.subject(), link.id()))
                .findFirst();
    }

    /** A token that is no good, or cannot be checked now, opens nothing. */
    private Optional<Pass> byRole(String authorization, String channel) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        try {
            JsonWebToken token = tokens.parse(authorization.substring(BEARER.length()).strip());
            return token.getGroups() != null && token.getGroups().contains(ROLE + channel)
                    ? Optional.of(new Pass(channel, token.getName(), null))
                    : Optional.empty();
        } catch (ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
