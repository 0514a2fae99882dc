package dev.steward.proof.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.steward.infra.programs.Project;
import dev.steward.proof.Cluster;
import dev.steward.proof.dispatch.Latencies;
import dev.steward.proof.dispatch.Load;
import dev.steward.proof.dispatch.Receiver;
import dev.steward.proof.dispatch.Receiver.Reply;
import dev.steward.proof.dispatch.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** One soak: three workers, a flow at a steady rate, and each minute a line about it. */
final class Run {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Soak soak;
    private final int minutes;
    private final int perSecond;
    private final Cluster cluster;
    private final Receiver receiver;
    private final Load load;
    private final List<Minute> told = new ArrayList<>();
    private Instant since;

    private Run(Soak soak, int minutes, int perSecond, Cluster cluster, Receiver receiver) {
        this.soak = soak;
        this.minutes = minutes;
        this.perSecond = perSecond;
        this.cluster = cluster;
        this.receiver = receiver;
        this.load = new Load(cluster.replicas(), soak.title(), mark -> Requests.to(receiver.url(), mark));
    }

    /** @return whether everything arrived */
    static boolean of(Soak soak, Cluster cluster, int minutes, int perSecond) throws IOException {
        try (var receiver = Receiver.answering((mark, turn) -> answer(soak, mark, turn))) {
            return new Run(soak, minutes, perSecond, cluster, receiver).isComplete();
        }
    }

    private static Reply answer(Soak soak, String mark, int turn) {
        boolean fails = soak == Soak.CHURN && turn == 1 && mark.endsWith("0");
        return Reply.of(fails ? 503 : 200);
    }

    private boolean isComplete() throws IOException {
        System.out.printf("### soak %s%n%n%s %d requests/s for %d minutes.%n%n%s%n", soak.title(), soak.question, perSecond,
                minutes, Minute.HEAD);
        soak.disturb(cluster).during(this::flow);
        load.stop();
        boolean complete = everythingIsDelivered();
        tell(minutes + 1);
        System.out.printf("%n%s. Kept in %s%n", complete ? "Everything was delivered" : "NOT everything was delivered", save());
        return complete;
    }

    private void flow() {
        since = Instant.now();
        load.start(perSecond);
        for (int minute = 1; minute <= minutes; minute++) {
            LockSupport.parkNanos(Duration.between(Instant.now(), since.plus(MINUTE)).toNanos());
            tell(minute);
        }
    }

    private void tell(int minute) {
        Instant from = since;
        since = Instant.now();
        Latencies latencies = Latencies.between(load, receiver, from);
        Minute line = new Minute(minute, load.asked(), delivered(),
                receiver.arrivals().stream().filter(arrival -> arrival.turn() == 2 && arrival.number() == 1).count(),
                latencies.millis(0.5), latencies.millis(0.95), latencies.millis(1),
                cluster.database().number("SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'task'"),
                cluster.database().number("SELECT pg_total_relation_size('task')") / (double) (1 << 20));
        told.add(line);
        System.out.println(line.line());
    }

    private boolean everythingIsDelivered() {
        Instant end = Instant.now().plus(PATIENCE);
        while (delivered() < load.asked() && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
        return delivered() == load.asked();
    }

    private long delivered() {
        return cluster.database().number("""
                SELECT count(*)
                  FROM settlement
                  JOIN request ON request.id = request_id
                 WHERE state = 'DELIVERED' AND body LIKE ? || '-%'
                """, soak.title());
    }

    private Path save() throws IOException {
        record Result(String soak, String question, String at, int requestsPerSecond, List<Minute> minutes) {}

        var json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        String at = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Path folder = Files.createDirectories(Project.root().resolve("benchmarks/results"));
        Path file = folder.resolve("soak-" + soak.title() + ".json");
        Files.writeString(file,
                json.writeValueAsString(new Result(soak.title(), soak.question, at, perSecond, told)) + "\n");
        return Project.root().relativize(file);
    }
}
