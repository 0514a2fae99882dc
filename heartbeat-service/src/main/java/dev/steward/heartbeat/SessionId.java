package dev.steward.heartbeat;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A browser's session id: 8 to 128 letters, digits, {@code _} or {@code -}. */
@Pattern(regexp = SessionId.PATTERN, message = "must be 8 to 128 letters, digits, '_' or '-'")
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
public @interface SessionId {
    String PATTERN = "[A-Za-z0-9_-]{8,128}";

    String message() default "is not a session id";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
