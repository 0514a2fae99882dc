package dev.steward.observability.exchange;

import dev.steward.kit.problem.ProblemException;
import dev.steward.observability.ObservabilityError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/** Where a listing goes on: behind this exchange. */
record Cursor(Instant startedAt, UUID id) {
    private static final String SEPARATOR = " ";

    static Cursor behind(ExchangeSummary exchange) {
        return new Cursor(exchange.startedAt(), exchange.id());
    }

    /**
     * @return null for null
     */
    static Cursor of(String text) {
        if (text == null) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(SEPARATOR, 2);
            return new Cursor(Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS), UUID.fromString(parts[1]));
        } catch (IllegalArgumentException | ArithmeticException | ArrayIndexOutOfBoundsException e) {
            throw new ProblemException(ObservabilityError.INVALID_CURSOR, "Take the cursor of an answer as it is.");
        }
    }

    String text() {
        String plain = ChronoUnit.MICROS.between(Instant.EPOCH, startedAt) + SEPARATOR + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }
}
