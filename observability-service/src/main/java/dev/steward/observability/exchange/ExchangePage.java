package dev.steward.observability.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A part of a listing, newest first. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ExchangePage(List<ExchangeSummary> items,
        @Schema(description = "What this part of time lacks, newest first: what was lost on the way, whatever else is asked for.") List<Gap> gaps,
        @Schema(description = "Gives the next part; null behind the last.") String nextCursor) {

    /**
     * @param found
     *            up to one more than the page holds
     */
    static ExchangePage of(List<ExchangeSummary> found, int limit) {
        if (found.size() <= limit) {
            return new ExchangePage(found, List.of(), null);
        }
        List<ExchangeSummary> items = found.subList(0, limit);
        return new ExchangePage(items, List.of(), Cursor.behind(items.getLast()).text());
    }

    ExchangePage with(List<Gap> missing) {
        return new ExchangePage(items, missing, nextCursor);
    }

    /** When the last of its exchanges began; null on the last page, which goes on to the beginning of time. */
    Instant end() {
        return nextCursor == null ? null : items.getLast().startedAt();
    }
}
