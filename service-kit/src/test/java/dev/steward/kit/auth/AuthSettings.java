package dev.steward.kit.auth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

record AuthSettings(Optional<String> keys, boolean development, boolean required, int verifiedTokens,
        Optional<String> serviceTokenFile) implements AuthConfig {

    static AuthSettings keysAt(Object location) {
        return new AuthSettings(Optional.of(location.toString()), true, true, 100, Optional.empty());
    }

    static AuthSettings none() {
        return new AuthSettings(Optional.empty(), false, true, 100, Optional.empty());
    }

    static AuthSettings serviceTokenAt(Path file) {
        return new AuthSettings(Optional.empty(), false, true, 100, Optional.of(file.toString()));
    }

    AuthSettings inProduction() {
        return new AuthSettings(keys, false, required, verifiedTokens, serviceTokenFile);
    }

    AuthSettings optional() {
        return new AuthSettings(keys, development, false, verifiedTokens, serviceTokenFile);
    }

    AuthSettings remembering(int tokens) {
        return new AuthSettings(keys, development, required, tokens, serviceTokenFile);
    }

    @Override
    public Duration keysCheckedEvery() {
        return Duration.ofMillis(20);
    }

    @Override
    public Duration keysFetchedEvery() {
        return Duration.ofMillis(50);
    }
}
