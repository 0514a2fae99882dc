package dev.steward.availability.stream;

import dev.steward.infra.test.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Reads the stream as a browser would, and remembers each event as its name and data. */
final class Listener implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final HttpResponse<Stream<String>> response;
    private volatile boolean ended;

    Listener(String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "v1/mitras/stream"))
                .header("Authorization", "Bearer " + TestTokens.token("a-person", "operator")).build();
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::read);
    }

    HttpResponse<?> response() {
        return response;
    }

    List<String> events(String name) {
        return events.stream().filter(event -> event.startsWith(name + " ")).map(event -> event.substring(name.length() + 1))
                .toList();
    }

    boolean hasEnded() {
        return ended;
    }

    private void read() {
        String[] name = {""};
        try {
            response.body().forEach(line -> {
                if (line.startsWith("event:")) {
                    name[0] = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    events.add(name[0] + " " + line.substring("data:".length()).strip());
                }
            });
        } catch (UncheckedIOException closed) {
            // As at the end.
        }
        ended = true;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
