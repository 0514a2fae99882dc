package dev.steward.kit.auth;

import dev.steward.kit.config.ConfigurationError;
import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/** The issuer's public keys, kept in memory and followed in the background: no request ever waits for them. */
@Singleton
public class TrustedKeys {
    private final AuthConfig config;
    private final String issuer;
    private final Vertx vertx;
    private final Clock clock;
    private final Optional<KeySource> source;
    private volatile String jwks;
    private volatile Instant readAt = Instant.EPOCH;
    private volatile String complaint;

    public TrustedKeys(AuthConfig config, @ConfigProperty(name = "mp.jwt.verify.issuer") String issuer, Vertx vertx,
            Clock clock) {
        this.config = config;
        this.issuer = issuer;
        this.vertx = vertx;
        this.clock = clock;
        this.source = config.keys().map(KeySource::at);
    }

    /** The JWK set as it was read last; empty as long as it never was. */
    Optional<String> jwks() {
        return Optional.ofNullable(jwks);
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        if (source.isEmpty()) {
            startWithoutKeys();
            return;
        }
        ConfigurationError.unless(!issuer.equals("none"),
                "STEWARD_JWT_ISSUER is not set: set it to the issuer (iss) whose tokens this service trusts.");
        readFirst(source.get());
        vertx.setPeriodic(config.keysCheckedEvery().toMillis(), timer -> vertx.executeBlocking(this::follow));
    }

    private void startWithoutKeys() {
        boolean mustHaveKeys = config.required() && LaunchMode.current() == LaunchMode.NORMAL;
        ConfigurationError.unless(!mustHaveKeys, "STEWARD_JWT_KEYS is not set: set it to the JWK set (a file or a URL) of the "
                + "issuer whose tokens this service trusts, or set steward.kit.auth.required=false if it needs none.");
        Log.warn("STEWARD_JWT_KEYS is not set: every token is refused");
    }

    private void readFirst(KeySource keys) {
        try {
            accept(keys.read());
        } catch (IOException e) {
            ConfigurationError.unless(keys.isRemote(), "STEWARD_JWT_KEYS names %s, which cannot be read (%s).", keys.location(),
                    e);
            Log.warnf("The keys at %s cannot be read (%s); tokens are refused until they can", keys.location(), e);
        }
    }

    private Void follow() {
        KeySource keys = source.orElseThrow();
        if (keys.isRemote() && clock.instant().isBefore(readAt.plus(config.keysFetchedEvery()))) {
            return null;
        }
        try {
            accept(keys.read());
            complaint = null;
        } catch (IOException | ConfigurationError e) {
            complain(e.toString());
        }
        return null;
    }

    private void complain(String reason) {
        if (!reason.equals(complaint)) {
            Log.warnf("The keys at %s cannot be used, the last ones stand: %s", source.orElseThrow().location(), reason);
        }
        complaint = reason;
    }

    private void accept(String read) {
        readAt = clock.instant();
        if (!read.equals(jwks)) {
            check(read);
            Log.infof("Tokens of %s are verified with the keys at %s", issuer, source.orElseThrow().location());
            jwks = read;
        }
    }

    private void check(String read) {
        boolean development = parse(read).getJsonWebKeys().stream()
                .anyMatch(key -> key.getKeyId() != null && key.getKeyId().startsWith("development"));
        ConfigurationError.unless(config.development() || !development, "STEWARD_JWT_KEYS names a development key, with which "
                + "anybody may sign: give it the keys of a real issuer, or set STEWARD_DEVELOPMENT=true if this is no production.");
    }

    private JsonWebKeySet parse(String read) {
        try {
            return new JsonWebKeySet(read);
        } catch (JoseException e) {
            throw new ConfigurationError("STEWARD_JWT_KEYS names %s, which holds no JWK set (%s)."
                    .formatted(source.orElseThrow().location(), e.getMessage()));
        }
    }
}
