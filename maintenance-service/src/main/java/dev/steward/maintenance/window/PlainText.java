package dev.steward.maintenance.window;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What people are told: at most 2 KiB of text, without markup and control characters. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PlainText.Check.class)
@interface PlainText {
    String RULE = "must be plain text of at most 2048 bytes, without markup and control characters";

    String message() default RULE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Check implements ConstraintValidator<PlainText, String> {
        private static final int MOST_BYTES = 2048;
        private static final Pattern MARKUP = Pattern.compile("<[a-zA-Z/!?]|&(#[0-9a-zA-Z]+|[a-zA-Z][a-zA-Z0-9]*);");

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            return text == null || allows(text);
        }

        static boolean allows(String text) {
            return text.length() <= MOST_BYTES
                    && text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
                    && text.chars().noneMatch(Check::isControl)
                    && !MARKUP.matcher(text).find();
        }

        private static boolean isControl(int character) {
            return Character.isISOControl(character) && character != '\n' && character != '\t';
        }
    }
}
