package dev.steward.observability.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A part of a listing, newest first. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ExchangePage(List<ExchangeSummary> items,
        @Schema(description = "Gives the next part; null behind the last.") String nextCursor) {

    /**
     * @param found
     *            up to one more than the page holds
     */
    static ExchangePage of(List<ExchangeSummary> found, int limit) {
        if (found.size() <= limit) {
            return new ExchangePage(found, null);
        }
        List<ExchangeSummary> items = found.subList(0, limit);
        return new ExchangePage(items, Cursor.behind(items.getLast()).text());
    }
}
