package dev.steward.infra.faults;

import dev.steward.infra.process.ChildProcess;
import java.time.Duration;

/**
 * What can go wrong with a store, done to one that belongs to this test alone. The process and the network in front
 * of it fail independently.
 */
public final class Faults implements AutoCloseable {
    private final ChildProcess process;
    private final FaultyProxy network;
    private final Runnable emptying;

    /**
     * @param emptying
     *            removes the store's content
     */
    public Faults(ChildProcess process, FaultyProxy network, Runnable emptying) {
        this.process = process;
        this.network = network;
        this.emptying = emptying;
    }

    /** Ends its process: connections close, new ones are reset. */
    public void stop() {
        process.stop();
    }

    /** Starts a stopped one on the same port and waits until it answers; the data are as it left them on disk. */
    public void start() {
        process.start();
    }

    public void restart() {
        process.restart();
    }

    /** Kills it with no chance to tidy up. */
    public void kill() {
        process.kill();
    }

    /** Freezes it: connections stay open and are even accepted, and nothing answers. */
    public void pause() {
        process.pause();
    }

    public void resume() {
        process.resume();
    }

    /** Removes its content, behind the back of whoever uses it. */
    public void empty() {
        emptying.run();
    }

    /** @see FaultyProxy#slow */
    public void slow(Duration each) {
        network.slow(each);
    }

    /** @see FaultyProxy#cut */
    public void cut() {
        network.cut();
    }

    /** @see FaultyProxy#stall */
    public void stall() {
        network.stall();
    }

    /** Everything works again: the network, and the process, which is resumed or started as needed. */
    public void heal() {
        network.heal();
        process.resume();
        process.start();
    }

    public ChildProcess process() {
        return process;
    }

    public FaultyProxy network() {
        return network;
    }

    /** Closes the network only; the process belongs to whoever made it. */
    @Override
    public void close() {
        network.close();
    }
}
