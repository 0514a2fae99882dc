package dev.steward.local;

import dev.steward.local.suite.Home;
import dev.steward.local.supervision.StartFailed;
import dev.steward.local.supervision.StateFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** One supervisor per home: the system takes the lock back from a process that dies, however it does. */
final class RunLock implements AutoCloseable {
    // As long as the run before may take to stop.
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Empty as soon as another supervisor is seen to run; one that is stopping is waited for.
     *
     * @throws StartFailed
     *             if it does not end soon
     */
    static Optional<RunLock> take(Home home, StateFile state) throws InterruptedException {
        Path file = home.run().resolve("supervisor.lock");
        try {
            Files.createDirectories(file.getParent());
            var lock = new RunLock(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (lock.channel.tryLock() == null) {
                if (state.read().isRunning()) {
                    lock.close();
                    return Optional.empty();
                }
                if (System.nanoTime() > deadline) {
                    lock.close();
                    throw new StartFailed("another 'steward up' is at work in " + home.directory());
                }
                Thread.sleep(POLL);
            }
            return Optional.of(lock);
        } catch (IOException e) {
            throw new StartFailed("%s cannot be written: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Ctrl-C and TERM end the JVM, and nothing else ends this. */
    void holdUntilTheEnd() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
