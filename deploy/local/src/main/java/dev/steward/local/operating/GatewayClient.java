package dev.steward.local.operating;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls an installation through its gateway. */
final class GatewayClient {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final URI gateway;
    private final String token;

    GatewayClient(URI gateway, String token) {
        this.gateway = gateway;
        this.token = token;
    }

    JsonNode get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    JsonNode delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    JsonNode send(String method, String path, JsonNode body) {
        return send(method, path, BodyPublishers.ofString(body.toString()));
    }

    private JsonNode send(String method, String path, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + path))
                .method(method, body)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .timeout(PATIENCE)
                .build();
        try {
            return result(http.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw CallFailed.failed("%s does not answer (%s).", gateway, e.getMessage() == null ? e : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CallFailed.failed("Interrupted while waiting for %s.", gateway);
        }
    }

    private JsonNode result(HttpResponse<String> response) {
        JsonNode answer = json(response.body());
        return switch (response.statusCode()) {
            case 200, 201, 204 -> answer;
            case 401 -> throw CallFailed.failed("%s does not accept the token.", gateway);
            case 403 -> throw CallFailed.failed("The token lacks the role that this needs.");
            case 400, 409, 422 -> throw CallFailed.invalid("%s", detail(answer, response));
            default -> throw CallFailed.failed("%s", detail(answer, response));
        };
    }

    private String detail(JsonNode problem, HttpResponse<String> response) {
        return problem.hasNonNull("detail")
                ? problem.path("title").asText() + ": " + problem.path("detail").asText()
                : "%s answered %d.".formatted(gateway, response.statusCode());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
