package dev.steward.availability.reading;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** The beacon, for the rest of the service. */
@Singleton
public class CurrentCount {
    private final Beacon beacon;

    CurrentCount(Beacon beacon) {
        this.beacon = beacon;
    }

    /** At most 10 s behind; fails while nothing is known. However often it is asked, the stores are not. */
    public Uni<Availability> get() {
        return beacon.read();
    }
}
