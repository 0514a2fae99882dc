package dev.steward.availability;

import dev.steward.kit.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The mitra whose token this request carries. */
@Singleton
public class CurrentMitra {
    private final JsonWebToken token;

    public CurrentMitra(JsonWebToken token) {
        this.token = token;
    }

    public UUID id() {
        String subject = token.getSubject();
        try {
            return UUID.fromString(subject);
        } catch (IllegalArgumentException | NullPointerException notAnId) {
            throw new ProblemException(AvailabilityError.MITRA_NOT_FOUND, "The token's subject is not a mitra's id.");
        }
    }
}
