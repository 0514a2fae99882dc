package dev.steward.infra.process;

import dev.steward.infra.InfraFailed;
import java.time.Duration;

/** Between two looks at a condition that nothing announces. */
final class Pause {
    private Pause() {}

    static void of(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfraFailed("Interrupted while waiting.", e);
        }
    }
}
