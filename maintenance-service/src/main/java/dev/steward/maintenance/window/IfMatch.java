package dev.steward.maintenance.window;

import dev.steward.kit.precondition.EntityTag;

/** What a request says about the version that it means to change. */
sealed interface IfMatch {
    /** It must name one. */
    record Required(String header) implements IfMatch {}

    /** It may. */
    record Allowed(String header) implements IfMatch {}

    default void check(int version) {
        switch (this) {
            case Required(String header) -> EntityTag.require(header, version);
            case Allowed(String header) -> {
                if (header != null) {
                    EntityTag.require(header, version);
                }
            }
        }
    }
}
