package dev.steward.local.supervision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads a service's readiness: its checks stay UP while a store is away and tell so in their data. */
public record ReadyProbe(URI readiness) implements Probe {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static ReadyProbe on(int managementPort) {
        return new ReadyProbe(URI.create("http://127.0.0.1:%d/q/health/ready".formatted(managementPort)));
    }

    @Override
    public Health ask() {
        try {
            var connection = (HttpURLConnection) readiness.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            int status = connection.getResponseCode();
            try (InputStream body = status < HttpURLConnection.HTTP_BAD_REQUEST
                    ? connection.getInputStream()
                    : connection.getErrorStream()) {
                String troubles = body == null ? "" : troubles(JSON.readTree(body));
                if (status != HttpURLConnection.HTTP_OK) {
                    return new Health.Silent(troubles.isEmpty() ? "readiness answers " + status : troubles);
                }
                return troubles.isEmpty() ? Health.GOOD : new Health.Degraded(troubles);
            }
        } catch (IOException e) {
            return new Health.Silent(e.getMessage());
        }
    }

    private static String troubles(JsonNode health) {
        return StreamSupport.stream(health.path("checks").spliterator(), false)
                .filter(check -> check.path("data").path("state").asText().equals("degraded")
                        || check.path("status").asText().equals("DOWN"))
                .map(check -> check.path("data").hasNonNull("reason")
                        ? check.path("name").asText() + ": " + check.path("data").path("reason").asText()
                        : check.path("name").asText())
                .collect(Collectors.joining("; "));
    }
}
