package dev.steward.maintenance.window;

import static dev.steward.maintenance.MaintenanceServiceError.RANGE_INVERTED;
import static dev.steward.maintenance.MaintenanceServiceError.TIME_PAST;
import static dev.steward.maintenance.MaintenanceServiceError.TIME_REQUIRED;
import static dev.steward.maintenance.MaintenanceServiceError.TIME_TOO_FAR;

import dev.steward.kit.maintenance.EndPolicy;
import dev.steward.kit.problem.ErrorCode;
import dev.steward.kit.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;

/** Why a window cannot be as somebody wants it. The rules that hold however it came about. */
final class Refusal {
    private Refusal() {}

    static ProblemException because(ErrorCode code, String detail, Object... values) {
        return new ProblemException(code, detail.formatted(values));
    }

    /**
     * @param backOnlineAt
     *            null: not known
     */
    static void unlessPossible(Instant startsAt, Instant backOnlineAt, EndPolicy policy, Instant now, Duration longest) {
        if (policy == EndPolicy.AUTOMATIC && backOnlineAt == null) {
            throw because(TIME_REQUIRED, "endPolicy AUTOMATIC and no backOnlineAt.");
        }
        if (startsAt.isAfter(now.plus(longest))) {
            throw because(TIME_TOO_FAR, "startsAt %s is more than %d days away.", startsAt, longest.toDays());
        }
        if (backOnlineAt == null) {
            return;
        }
        Instant from = startsAt.isAfter(now) ? startsAt : now;
        if (backOnlineAt.isAfter(from.plus(longest))) {
            throw because(TIME_TOO_FAR, "backOnlineAt %s is more than %d days away.", backOnlineAt, longest.toDays());
        }
        if (policy == EndPolicy.AUTOMATIC) {
            // An estimate that has passed must not become an end in the past.
            ifPast("backOnlineAt", backOnlineAt, now);
        }
    }

    /** Not for a window that is active: the estimate in a legacy file may be older than the file. */
    static void ifInverted(Instant startsAt, Instant backOnlineAt) {
        if (backOnlineAt != null && !backOnlineAt.isAfter(startsAt)) {
            throw because(RANGE_INVERTED, "backOnlineAt %s is not after startsAt %s.", backOnlineAt, startsAt);
        }
    }

    static void ifPast(String member, Instant time, Instant now) {
        if (!time.isAfter(now)) {
            throw because(TIME_PAST, "%s %s is not after %s.", member, time, now);
        }
    }
}
