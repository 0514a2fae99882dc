package dev.steward.maintenance.point;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Who enforces, and whether they follow.
 *
 * @param revision
 *            the newest one
 * @param current
 *            how many have it
 * @param total
 *            how many there are, silent ones left out
 * @param nextCursor
 *            always null: there are few
 */
public record PointPage(long revision, long current, long total, List<PointView> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) String nextCursor) {
    static PointPage of(long revision, List<PointView> items) {
        return new PointPage(revision,
                items.stream().filter(point -> point.state() == PointView.State.current).count(),
                items.stream().filter(point -> point.state() != PointView.State.silent).count(), items, null);
    }
}
