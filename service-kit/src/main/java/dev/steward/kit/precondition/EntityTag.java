package dev.steward.kit.precondition;

import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import java.util.Arrays;

/** Versions as strong entity tags (RFC 9110, sections 8.8.3 and 13.1.1): {@code "7"}. */
public final class EntityTag {
    private EntityTag() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Whether a change meant for the versions in {@code If-Match} may be made now.
     *
     * @throws ProblemException
     *             428 without the header, 412 when the present version is none of those
     */
    public static void require(String ifMatch, long version) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(KitError.PRECONDITION_REQUIRED, KitError.PRECONDITION_REQUIRED.detail());
        }
        boolean meant = Arrays.stream(ifMatch.split(",")).map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(of(version)));
        if (!meant) {
            throw new ProblemException(KitError.PRECONDITION_FAILED,
                    "The present version is " + version + "; read it again and repeat the change.").with("version", version);
        }
    }
}
