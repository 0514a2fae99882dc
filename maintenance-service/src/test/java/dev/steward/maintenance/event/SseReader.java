package dev.steward.maintenance.event;

import dev.steward.infra.test.TestTokens;
import dev.steward.maintenance.Calls;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Reads the stream until it is closed. */
final class SseReader implements AutoCloseable {
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpResponse<Stream<String>> response;

    /** One that is no comment. */
    record Event(String name, String id, String data) {}

    private SseReader(HttpRequest request) throws IOException, InterruptedException {
        response = client.send(request, BodyHandlers.ofLines());
        Thread.ofVirtual().start(this::read);
    }

    /**
     * @param lastEventId
     *            null: from now on
     */
    static SseReader open(String lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(Calls.uri("/v1/stream"))
                .header("Authorization", "Bearer " + TestTokens.token("bob", "operator"))
                .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return new SseReader(request.build());
    }

    HttpResponse<Stream<String>> response() {
        return response;
    }

    List<Event> statuses() {
        return events.stream().filter(event -> event.name().equals("status")).toList();
    }

    List<Event> changes() {
        return events.stream().filter(event -> event.name().equals("revision")).toList();
    }

    List<Long> revisions() {
        return changes().stream().map(event -> Long.valueOf(event.id())).toList();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private void read() {
        String[] parts = new String[3];
        response.body().forEach(line -> {
            if (line.startsWith("event:")) {
                parts[0] = line.substring(6).strip();
            } else if (line.startsWith("id:")) {
                parts[1] = line.substring(3).strip();
            } else if (line.startsWith("data:")) {
                parts[2] = line.substring(5).strip();
            } else if (line.isEmpty() && parts[0] != null) {
                events.add(new Event(parts[0], parts[1], parts[2]));
                parts[0] = parts[1] = parts[2] = null;
            }
        });
    }
}
