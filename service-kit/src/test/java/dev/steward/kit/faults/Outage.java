package dev.steward.kit.faults;

import dev.steward.infra.faults.Faults;
import java.util.function.Consumer;

/** Each way in which a server is away. */
public enum Outage {
    STOPPED(Faults::stop),
    PAUSED(Faults::pause),
    STALLED(Faults::stall),
    CUT(Faults::cut);

    private final Consumer<Faults> begin;

    Outage(Consumer<Faults> begin) {
        this.begin = begin;
    }

    public void begin(Faults faults) {
        begin.accept(faults);
    }
}
