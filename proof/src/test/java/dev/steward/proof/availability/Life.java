package dev.steward.proof.availability;

import dev.steward.proof.Replica;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** The random life of one mitra, which insists on an answer to whatever it says, and knows what that must be. */
final class Life {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG_AGO = Duration.ofHours(-1);
    private static final int LONGEST_PAUSE_MILLIS = 200;

    // A second, and some patience with a busy machine.
    private static final Duration MISSED_FOR = Duration.ofMillis(1_500);

    private final Stage stage;
    private final Mitra mitra;
    private final Random random;
    private final List<Runnable> acts = List.of(this::goOnline, this::goOnline, this::goOnline, this::ping, this::ping,
            this::goOffline, this::activate, this::activate, this::resize, this::chat, this::vanish);
    private final List<Moment> moments = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private boolean active = true;
    private boolean online;
    private int maxConcurrent = 3;
    private Instant cameOnline = Instant.MIN;

    /** It went online, or made the stores believe that its last ping was long ago. */
    private record Moment(Instant begun, Instant done, boolean online) {
        static Moment now(Instant begun, boolean online) {
            return new Moment(begun, Instant.now(), online);
        }
    }

    Life(Stage stage, Mitra mitra, Random random) {
        this.stage = stage;
        this.mitra = mitra;
        this.random = random;
    }

    void goOnUntil(Instant end) {
        while (Instant.now().isBefore(end)) {
            acts.get(random.nextInt(acts.size())).run();
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)).toNanos());
        }
    }

    void vanish() {
        moments.add(Moment.now(Instant.now(), false));
        try {
            Crowd.of(stage).lastPing(List.of(mitra.id()), LONG_AGO);
        } catch (UncheckedIOException e) {
            // Of a Valkey that is dead or frozen: another time.
        }
    }

    /** Sentences about what was answered wrongly, or is wrong in the end. */
    List<String> complaints(Instant begin) {
        String facts = stage.database().list("SELECT is_active, is_online, max_concurrent FROM mitra WHERE id = ?",
                row -> facts(row.getBoolean(1), row.getBoolean(2), row.getInt(3)), mitra.id()).getFirst();
        List<Instant> departures = Departure.since(stage, begin).stream()
                .filter(departure -> departure.mitra().equals(mitra.id())).map(Departure::at).toList();
        boolean gone = departures.stream().anyMatch(at -> at.isAfter(cameOnline));
        String expected = facts(active, online && !gone, maxConcurrent);
        if (!facts.equals(expected)) {
            complaints.add("is %s and not %s".formatted(facts, expected));
        }
        departures.stream().filter(this::wasJustOnline)
                .forEach(at -> complaints
                        .add("went online less than %s before it was taken offline at %s".formatted(Stage.FRESH, at)));
        return complaints.stream().map(sentence -> mitra.id() + ": " + sentence).toList();
    }

    private static String facts(boolean active, boolean online, int maxConcurrent) {
        return "active %b, online %b, for %d".formatted(active, online, maxConcurrent);
    }

    /** The last thing that is known to have been done before is that it went online. */
    private boolean wasJustOnline(Instant departure) {
        List<Moment> before = moments.stream().filter(moment -> moment.begun().isBefore(departure)).toList();
        return !before.isEmpty() && before.getLast().online() && before.getLast().done().isBefore(departure)
                && Duration.between(before.getLast().begun(), departure).compareTo(Stage.FRESH) < 0;
    }

    private void goOnline() {
        Instant begun = Instant.now();
        if (isGranted("online", mitra::online)) {
            moments.add(Moment.now(begun, true));
            cameOnline = moments.getLast().done();
            online = true;
        }
    }

    private void goOffline() {
        if (isGranted("offline", mitra::offline)) {
            online = false;
        }
    }

    /** A mirror that has just missed a change may answer as it was before, but not for long. */
    private void ping() {
        Instant begun = Instant.now();
        Answer answer = insist(mitra::ping);
        while (answer.status() != (active ? 200 : 403)) {
            if (Instant.now().isAfter(begun.plus(MISSED_FOR))) {
                complaints.add("active is %b, and a ping at %s gets %s".formatted(active, begun, answer));
                return;
            }
            answer = insist(mitra::ping);
        }
    }

    private void activate() {
        boolean activates = random.nextInt(3) > 0;
        expect(200, "activate", insist(replica -> mitra.activate(replica, activates)));
        active = activates;
        online &= active;
    }

    private void resize() {
        maxConcurrent = 1 + random.nextInt(3);
        expect(200, "resize", insist(replica -> mitra.resize(replica, maxConcurrent)));
    }

    private void chat() {
        Crowd.of(stage).chat(mitra.id(), random.nextInt(3) > 0);
    }

    /** What only an active mitra is granted. */
    private boolean isGranted(String what, Function<Replica, Answer> saying) {
        expect(active ? 200 : 403, what, insist(saying));
        return active;
    }

    private void expect(int status, String what, Answer answer) {
        if (answer.status() != status) {
            complaints.add("%s at %s got %s instead of %d".formatted(what, Instant.now(), answer, status));
        }
    }

    /** At another replica, where one is away. */
    private Answer insist(Function<Replica, Answer> saying) {
        Instant begun = Instant.now();
        for (int turn = random.nextInt(stage.replicas().size());; turn++) {
            try {
                Answer answer = saying.apply(stage.replicas().get(turn % stage.replicas().size()));
                if (answer.status() != 503) {
                    return answer;
                }
            } catch (UncheckedIOException e) {
                // Of a replica that was killed.
            }
            if (Instant.now().isAfter(begun.plus(PATIENCE))) {
                throw new AssertionError("nobody answered within " + PATIENCE);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
