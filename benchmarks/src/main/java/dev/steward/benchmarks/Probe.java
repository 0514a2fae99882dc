package dev.steward.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Asks one address at a steady rate, and remembers since when it gives which answer. */
final class Probe implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final long everyNanos;
    private volatile boolean stopped;
    private int status;
    private long askedAt;
    private long changedAt;

    Probe(String url, int perSecond) {
        this.request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
        this.everyNanos = 1_000_000_000L / perSecond;
    }

    @Override
    public void run() {
        long next = System.nanoTime();
        while (!stopped) {
            ask();
            next = Math.max(next + everyNanos, System.nanoTime());
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void ask() {
        long began = System.nanoTime();
        try {
            answered(http.send(request, BodyHandlers.discarding()).statusCode(), began);
        } catch (IOException e) {
            answered(-1, began);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private synchronized void answered(int now, long began) {
        if (now != status) {
            status = now;
            changedAt = System.nanoTime();
        }
        askedAt = began;
        notifyAll();
    }

    /** Waits for that answer to a request made after this moment, and tells when it came first. */
    synchronized long since(int expected, long moment) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (status != expected || askedAt < moment) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(request.uri() + " does not answer " + expected + " but " + status);
            }
            wait(100);
        }
        return changedAt;
    }

    void stop() {
        stopped = true;
    }
}
