package dev.steward.heartbeat.event;

/** The types that mean something here; all others are stored and counted by their name. */
final class EventType {
    static final String ORDER_PLACED = "order.placed";
    static final String SEARCH_PERFORMED = "search.performed";
    static final String ARTICLE_CREATED = "article.created";
    static final String ARTICLE_VALIDATED = "article.validated";
    static final String USER_SEEN = "user.seen";

    private EventType() {}
}
