package dev.steward.kit.maintenance;

/**
 * Decides between a page and a problem document by {@code Accept} alone (RFC 9110, section 12.5.1), never by the
 * request's
 * {@code Content-Type}. A page goes to whoever accepts HTML no less than JSON, or states no preference: people's
 * browsers.
 */
enum Representation {
    HTML,
    PROBLEM;

    static Representation of(String accept, boolean htmlAllowed) {
        if (!htmlAllowed) {
            return PROBLEM;
        }
        if (accept == null || accept.isBlank()) {
            return HTML;
        }
        AcceptRanges ranges = AcceptRanges.parse(accept);
        if (ranges == null || ranges.onlyAnything()) {
            return HTML;
        }
        double html = ranges.htmlQuality();
        return html > 0 && html >= ranges.jsonQuality() ? HTML : PROBLEM;
    }

    String mediaType() {
        return this == HTML ? "text/html;charset=UTF-8" : "application/problem+json";
    }
}
