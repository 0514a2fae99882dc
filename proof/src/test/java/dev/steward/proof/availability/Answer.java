package dev.steward.proof.availability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.proof.Replica;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;

/** What a replica answered. */
record Answer(int status, JsonNode body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How it is asked. */
    interface Call {
        HttpResponse<String> send() throws IOException, InterruptedException;
    }

    /**
     * @throws UncheckedIOException
     *             where there was none
     */
    static Answer to(Call call) {
        try {
            HttpResponse<String> answer = call.send();
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** To a customer, who has no token. */
    static Answer beacon(Replica at) {
        return to(() -> at.call("GET", "/api/client/availability", ""));
    }

    /** The ids of some available mitras. */
    static List<String> offered(Replica at, int limit) {
        return to(() -> at.call("GET", "/internal/v1/mitras/available?limit=" + limit, "")).body.get("items")
                .findValuesAsText("id");
    }

    String text(String member) {
        return body.path(member).asText();
    }
}
