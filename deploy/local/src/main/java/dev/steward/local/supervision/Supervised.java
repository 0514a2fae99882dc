package dev.steward.local.supervision;

import dev.steward.infra.InfraFailed;
import dev.steward.infra.process.LogTail;
import dev.steward.local.supervision.Condition.State;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Keeps one process running: starts it, watches how it is, starts it again after a pause when it dies. */
public final class Supervised {
    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    // A service that starts before its stores is degraded for a moment; one that stays so is up all the same.
    private static final Duration DEGRADED_PATIENCE = Duration.ofSeconds(15);
    private static final Duration UNTIL_READY = Duration.ofMillis(200);
    private static final Duration ONCE_READY = Duration.ofSeconds(2);

    private final Member member;
    private final Backoff backoff;
    private final Events events;
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Condition condition = Condition.NEVER_STARTED;
    private volatile boolean held;
    // Apart from held: it may be released before anybody noticed that the process ended.
    private volatile boolean endedByHold;
    private long launchedAt;
    private long degradedSince;

    Supervised(Member member, Backoff backoff, Events events) {
        this.member = member;
        this.backoff = backoff;
        this.events = events;
    }

    Member member() {
        return member;
    }

    Condition condition() {
        return condition;
    }

    /** Completes when it is ready for the first time, fails with {@link StartFailed} if it does not get there. */
    CompletableFuture<Void> start() {
        Thread.ofPlatform().daemon().name("supervise-" + member.title()).start(this::keepRunning);
        return firstReady;
    }

    /** Ends it for good, also while it starts and so holds the lock; returns when it is gone. */
    void stop() {
        stopping.countDown();
        member.child().stop();
        stopChild();
    }

    /** Ends it, and does not start it again before {@link #release()}: an outage. */
    public void hold() {
        held = true;
        endedByHold = true;
        stopChild();
    }

    /** Starts it again after {@link #hold()}; returns when it serves, or after the time that a start may take. */
    public synchronized void release() throws InterruptedException {
        held = false;
        notifyAll();
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!condition.state().isServing() && System.nanoTime() < deadline) {
            wait(UNTIL_READY.toMillis());
        }
    }

    /** Freezes it: it keeps its connections and answers nothing, until {@link #resume()}. */
    public void pause() {
        member.child().pause();
    }

    public void resume() {
        member.child().resume();
    }

    private synchronized void stopChild() {
        member.child().stop();
        become(condition.stopped());
        notifyAll();
    }

    private void keepRunning() {
        try {
            Duration pause = Duration.ZERO;
            while (launch()) {
                String end = watch();
                if (isStopping() || failedToStart(end + " before it was ready")) {
                    return;
                }
                if (!endedByHold) {
                    pause = backoff.after(since(launchedAt), pause);
                    become(condition.ended(end));
                    events.message("%s %s; it is started again in %d s".formatted(member.title(), end, pause.toSeconds()));
                    stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean launch() throws InterruptedException {
        while (held && !isStopping()) {
            wait();
        }
        if (isStopping()) {
            return false;
        }
        endedByHold = false;
        launchedAt = System.nanoTime();
        degradedSince = 0;
        try {
            member.launch().run();
        } catch (InfraFailed | UncheckedIOException e) {
            if (isStopping() || firstReady.completeExceptionally(new StartFailed(e.getMessage(), e))) {
                return false;
            }
            events.message(e.getMessage());
        }
        become(condition.launched(ProcessIdentity.of(member.child().pid())));
        return true;
    }

    /** From its start to its end; says how it ended. */
    private String watch() throws InterruptedException {
        var exit = member.child().onExit();
        while (!exit.isDone()) {
            judge(member.probe().ask());
            Duration pause = condition.state() == State.STARTING ? UNTIL_READY : ONCE_READY;
            try {
                exit.get(pause.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // It lives.
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        Session.endWithout(member.child().pid());
        return "ended with exit code " + exit.join();
    }

    private void judge(Health health) {
        boolean starting = condition.state() == State.STARTING;
        switch (health) {
            case Health.Good() -> reach(State.READY, null);
            case Health.Degraded(String reason) -> {
                degradedSince = degradedSince == 0 ? System.nanoTime() : degradedSince;
                if (!starting || since(degradedSince).compareTo(DEGRADED_PATIENCE) > 0) {
                    reach(State.DEGRADED, reason);
                }
            }
            case Health.Silent(String reason) -> {
                if (!starting) {
                    reach(State.UNRESPONSIVE, reason);
                } else if (!firstReady.isDone() && since(launchedAt).compareTo(START_PATIENCE) > 0) {
                    failedToStart("was not ready after " + START_PATIENCE.toSeconds() + " s (" + reason + ")");
                }
            }
        }
    }

    // Under the lock, or an answer from before a hold would show a process that was ended as ready.
    private synchronized void reach(State state, String note) {
        Condition before = condition;
        if (isStopping() || held || before.state() == state && Objects.equals(before.note(), note)) {
            return;
        }
        become(before.reached(state, note));
        if (before.state() != state) {
            String seconds = before.state() == State.STARTING ? " (%.1f s)".formatted(since(launchedAt).toMillis() / 1e3) : "";
            events.message(member.title() + " is " + state.text() + seconds + (note == null ? "" : ": " + note));
        }
        if (state != State.UNRESPONSIVE) {
            firstReady.complete(null);
        }
    }

    /** Whether it never became ready. */
    private boolean failedToStart(String how) {
        firstReady.completeExceptionally(
                new StartFailed("%s %s.%s".formatted(member.title(), how, LogTail.of(member.child().log()))));
        return firstReady.isCompletedExceptionally();
    }

    private void become(Condition next) {
        condition = next;
        events.changed();
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }
}
