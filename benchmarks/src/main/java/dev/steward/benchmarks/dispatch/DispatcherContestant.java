package dev.steward.benchmarks.dispatch;

import dev.steward.benchmarks.process.Stores;
import java.time.Duration;

/** Ourselves: the destination is paused while the requests come in by the batch. */
final class DispatcherContestant implements Contestant {
    private static final String PAUSE = "UPDATE dispatcher.destination SET paused = %s";

    private final Stores stores;
    private final Dispatcher dispatcher;
    private final String receiver;

    DispatcherContestant(Stores stores, String receiver, int concurrency) throws Exception {
        this.stores = stores;
        this.receiver = receiver;
        this.dispatcher = new Dispatcher(stores, 0, Dispatcher.concurrency(concurrency));
        // So that there is a destination.
        dispatcher.enqueueOne(Message.request(0, receiver, ""));
    }

    @Override
    public String title() {
        return "dispatcher-service";
    }

    @Override
    public void enqueue(int messages) throws Exception {
        stores.execute("VACUUM (ANALYZE) dispatcher.task, dispatcher.request", PAUSE.formatted(true));
        dispatcher.enqueueAll(0, messages, receiver, "");
        stores.execute("ANALYZE dispatcher.task, dispatcher.request", "CHECKPOINT", PAUSE.formatted(false));
    }

    @Override
    public long waiting() throws Exception {
        return stores.number("SELECT count(*) FROM dispatcher.task");
    }

    @Override
    public long attempts() throws Exception {
        return stores.number("SELECT count(*) FROM dispatcher.attempt");
    }

    @Override
    public Duration cpu() {
        return dispatcher.cpu();
    }

    @Override
    public void close() {
        dispatcher.close();
    }
}
