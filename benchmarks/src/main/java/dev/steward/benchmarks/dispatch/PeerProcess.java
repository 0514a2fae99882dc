package dev.steward.benchmarks.dispatch;

import dev.steward.benchmarks.dispatch.dbscheduler.DbSchedulerMain;
import dev.steward.benchmarks.process.NodePrograms;
import dev.steward.benchmarks.process.Programs;
import dev.steward.benchmarks.process.Stores;
import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.process.ChildProcessBuilder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A peer at work: one process, which delivers and notes an attempt for each delivery. */
final class PeerProcess implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    // Beyond what two cores can use, and no bound for anybody.
    private static final int CONNECTIONS = 20;

    private final ChildProcess process;

    /**
     * @param more
     *            further variables of its environment; see {@code settings.mjs}
     */
    PeerProcess(Peer peer, Stores stores, String receiver, int concurrency, Map<String, String> more) throws SQLException {
        if (stores.number("SELECT count(*) FROM pg_tables WHERE schemaname = 'peers' AND tablename = '%s_attempt'"
                .formatted(peer.program())) == 0) {
            stores.execute("CREATE SCHEMA IF NOT EXISTS peers");
            stores.execute(peer.schema().toArray(String[]::new));
        }
        Map<String, String> environment = new HashMap<>(more);
        environment.put("DATABASE", stores.url());
        environment.put("RECEIVER", receiver);
        environment.put("CONCURRENCY", Integer.toString(concurrency));
        environment.put("CONNECTIONS", Integer.toString(CONNECTIONS));
        Path log = stores.home().log(peer.program() + "-" + System.nanoTime());
        this.process = builder(peer, log)
                .environment(environment)
                .readyWhen(() -> Programs.says(log, "ready"), STARTS_WITHIN)
                .start();
    }

    private static ChildProcessBuilder builder(Peer peer, Path log) {
        return switch (peer) {
            case DB_SCHEDULER -> Programs.java(peer.program(), DbSchedulerMain.class, List.of(), log);
            case GRAPHILE_WORKER, PG_BOSS -> ChildProcess.named(peer.program())
                    .command(List.of("node", peer.program().replace('_', '-') + ".mjs"))
                    .directory(NodePrograms.installed())
                    .log(log);
        };
    }

    Duration cpu() {
        return Programs.cpu(process.pid());
    }

    @Override
    public void close() {
        process.stop();
    }
}
