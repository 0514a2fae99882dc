package dev.steward.benchmarks.dispatch;

import dev.steward.benchmarks.process.Stores;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

/** A peer: its jobs come in by one transaction, and so all at once. */
final class PeerContestant implements Contestant {
    private static final int BATCH = 1000;

    private final Peer peer;
    private final Stores stores;
    private final String receiver;
    private final PeerProcess process;

    PeerContestant(Peer peer, Stores stores, String receiver, int concurrency) throws Exception {
        this.peer = peer;
        this.stores = stores;
        this.receiver = receiver;
        this.process = new PeerProcess(peer, stores, receiver, concurrency, Map.of());
    }

    @Override
    public String title() {
        return peer.title;
    }

    @Override
    public void enqueue(int messages) throws Exception {
        stores.execute("VACUUM (ANALYZE) " + peer.table, "CHECKPOINT");
        try (Connection connection = stores.connect();
                PreparedStatement fill = connection.prepareStatement(peer.fill)) {
            connection.setAutoCommit(false);
            for (int from = 0; from < messages; from += BATCH) {
                String[] payloads = IntStream.range(from, Math.min(messages, from + BATCH))
                        .mapToObj(number -> Message.payload(number, receiver)).toArray(String[]::new);
                fill.setArray(1, connection.createArrayOf("text", payloads));
                fill.execute();
            }
            connection.createStatement().execute("ANALYZE " + peer.table);
            connection.commit();
        }
    }

    @Override
    public long waiting() throws Exception {
        return stores.number(peer.waiting());
    }

    @Override
    public long attempts() throws Exception {
        return stores.number(peer.attempts());
    }

    @Override
    public Duration cpu() {
        return process.cpu();
    }

    @Override
    public void close() {
        process.close();
    }
}
