package dev.steward.kit.maintenance;

import java.util.Map;

/** A whole response, for whoever has a connection to write it to. */
public record MaintenanceAnswer(int status, Map<String, String> headers, String body) {}
