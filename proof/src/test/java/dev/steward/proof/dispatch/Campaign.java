package dev.steward.proof.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.steward.proof.Replica;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** Callers and operators who play scripts, singly and in batches, at any worker, and insist on an answer. */
final class Campaign {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SPAN = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int LARGEST_BATCH = 8;

    private final List<Replica> workers;
    private final String uri;
    private final Map<String, String> ids = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    Campaign(List<Replica> workers, String uri) {
        this.workers = workers;
        this.uri = uri;
    }

    /** Returns once all has been said and answered. */
    void play(List<Script> scripts, Random random) {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (List<Script> batch : batches(scripts, random)) {
                long delay = random.nextLong(SPAN.toMillis());
                int worker = random.nextInt(workers.size());
                callers.execute(() -> attempt(() -> play(batch, delay, worker)));
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.peek());
        }
    }

    /** Whose time was over before somebody could accept them. */
    Set<String> refused() {
        return refused;
    }

    private interface Action {
        void run() throws IOException, InterruptedException;
    }

    private void attempt(Action action) {
        try {
            action.run();
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            failures.add(e);
        }
    }

    private static List<List<Script>> batches(List<Script> scripts, Random random) {
        var batches = new ArrayList<List<Script>>();
        for (int from = 0; from < scripts.size();) {
            int size = Math.min(random.nextBoolean() ? 1 : 1 + random.nextInt(LARGEST_BATCH), scripts.size() - from);
            batches.add(scripts.subList(from, from + size));
            from += size;
        }
        return batches;
    }

    private void play(List<Script> batch, long delayMillis, int worker) throws IOException, InterruptedException {
        Thread.sleep(delayMillis);
        enqueue(batch, worker);
        try (var operators = Executors.newVirtualThreadPerTaskExecutor()) {
            batch.forEach(script -> operators.execute(() -> attempt(() -> operate(script, worker))));
        }
    }

    private void enqueue(List<Script> batch, int worker) throws IOException, InterruptedException {
        ArrayNode body = JSON.createArrayNode();
        batch.forEach(script -> body.add(script.request(uri)));
        boolean single = batch.size() == 1;
        String path = single ? Requests.PATH : Requests.BATCH;
        HttpResponse<String> answer = insist(path, (single ? body.get(0) : body).toString(), worker);
        JsonNode read = JSON.readTree(answer.body());
        for (int i = 0; i < batch.size(); i++) {
            JsonNode result = single ? read : read.at("/results/" + i);
            note(batch.get(i), single ? answer.statusCode() : result.get("status").asInt(), result);
        }
    }

    private void note(Script script, int status, JsonNode result) {
        if (status == 422 && result.toString().contains("already-expired")) {
            refused.add(script.mark());
        } else if (status == 200 || status == 201) {
            ids.put(script.mark(), result.get("id").asText());
        } else {
            throw new AssertionError(script + ": " + result);
        }
    }

    private void operate(Script script, int worker) throws IOException, InterruptedException {
        if (!refused.contains(script.mark()) && script.cancelledAfter() != null) {
            Thread.sleep(script.cancelledAfter());
            insist("/v1/requests/%s/cancel".formatted(ids.get(script.mark())), "", worker);
        }
        if (!refused.contains(script.mark()) && script.retriedAfter() != null) {
            Thread.sleep(script.retriedAfter());
            insist("/v1/requests/%s/retry".formatted(ids.get(script.mark())), "", worker);
        }
    }

    /** At the next worker, where one is away. */
    private HttpResponse<String> insist(String path, String body, int worker) throws InterruptedException {
        for (int next = worker;; next++) {
            try {
                HttpResponse<String> answer = workers.get(next % workers.size()).post(path, body);
                if (answer.statusCode() != 503) {
                    return answer;
                }
            } catch (IOException e) {
                // Of a worker that was killed, or is frozen.
            }
            Thread.sleep(PAUSE);
        }
    }
}
