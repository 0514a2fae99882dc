package dev.steward.local.supervision;

/** What a probe found. */
public sealed interface Health {
    Health GOOD = new Good();

    default boolean isGood() {
        return this instanceof Good;
    }

    record Good() implements Health {}

    /** It serves, but lacks something that it says. */
    record Degraded(String reason) implements Health {}

    /** It does not answer, or answers that it cannot serve. */
    record Silent(String reason) implements Health {}
}
