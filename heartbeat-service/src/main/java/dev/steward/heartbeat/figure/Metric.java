package dev.steward.heartbeat.figure;

/** The figures of {@code admin.heartbeat/1}, in the order in which they are answered. */
public enum Metric {
    ORDERS("orders"),
    PLATFORM_ORDERS("platformOrders"),
    MANUAL_ORDERS("manualOrders"),
    SEARCHES("searches"),
    ACTIVE_USERS("activeUsers"),
    QUEUE_RUNNING("queueRunning"),
    GENERAL_RUNNING("generalRunning"),
    UNVALIDATED_ARTICLES("unvalidatedArticles"),
    OFFLINE("offline"),
    MITRAS_ONLINE("mitrasOnline"),
    MITRAS_AVAILABLE("mitrasAvailable"),
    DISPATCHER_PENDING("dispatcherPending"),
    DISPATCHER_FAILED("dispatcherFailed"),
    SHOPS_REPORTING("shopsReporting"),
    SHOPS_SILENT("shopsSilent");

    private final String wireName;

    Metric(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
