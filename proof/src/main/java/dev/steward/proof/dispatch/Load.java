package dev.steward.proof.dispatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.proof.Replica;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Callers that enqueue at a steady rate, at one worker after the other. What gets no 2xx is asked for again elsewhere,
 * with its idempotency key, until it gets one.
 */
public final class Load implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /**
     * @param askedAt
     *            the first time
     * @param tries
     *            how often it was asked for
     */
    public record Accepted(String mark, String id, Instant askedAt, int tries) {}

    private final List<Replica> workers;
    private final Function<String, Object> requests;
    private final String name;
    private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean goesOn = true;
    private volatile Thread flow = Thread.ofVirtual().unstarted(() -> {
    });

    /**
     * @param name
     *            begins every mark
     * @param requests
     *            what to enqueue for a mark
     */
    public Load(List<Replica> workers, String name, Function<String, Object> requests) {
        this.workers = workers;
        this.name = name;
        this.requests = requests;
    }

    /** At fixed moments, whatever became of the one before. */
    public Load start(int perSecond) {
        long step = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long began = System.nanoTime();
        flow = Thread.ofVirtual().start(() -> {
            for (long next = began; goesOn; next += step) {
                ask();
                LockSupport.parkNanos(next + step - System.nanoTime());
            }
        });
        return this;
    }

    /** One more, on a thread of its own; returns its mark. */
    public String ask() {
        int number = asked.getAndIncrement();
        String mark = "%s-%06d".formatted(name, number);
        callers.execute(() -> insist(mark, number));
        return mark;
    }

    public int asked() {
        return asked.get();
    }

    /** By their marks: what got its 2xx. */
    public Map<String, Accepted> accepted() {
        return accepted;
    }

    /** Nothing more is asked for; returns once everything has its 2xx. */
    public Load stop() {
        goesOn = false;
        try {
            flow.join();
            callers.shutdown();
            if (!callers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("not accepted within " + PATIENCE + ": " + (asked.get() - accepted.size()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.peek());
        }
        return this;
    }

    @Override
    public void close() {
        goesOn = false;
        LockSupport.unpark(flow);
        callers.shutdownNow();
    }

    private void insist(String mark, int number) {
        Instant askedAt = Instant.now();
        String body = requests.apply(mark).toString();
        try {
            for (int tries = 1;; tries++) {
                String id = idOf(workers.get((number + tries) % workers.size()), body);
                if (id != null) {
                    accepted.put(mark, new Accepted(mark, id, askedAt, tries));
                    return;
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | AssertionError e) {
            failures.add(e);
        }
    }

    /** Null where nothing was accepted for certain. */
    private static String idOf(Replica worker, String body) throws InterruptedException {
        try {
            HttpResponse<String> answer = worker.post(Requests.PATH, body);
            return switch (answer.statusCode()) {
                case 200, 201 -> JSON.readTree(answer.body()).get("id").asText();
                case 503 -> null;
                default -> throw new AssertionError(answer.statusCode() + " " + answer.body());
            };
        } catch (IOException e) {
            return null;
        }
    }
}
