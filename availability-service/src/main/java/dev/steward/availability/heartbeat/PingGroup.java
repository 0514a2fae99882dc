package dev.steward.availability.heartbeat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The pings of one event loop on their way to Valkey: those that one turn of the loop has read go together, as one
 * of them costs as much as many. Nobody waits for company. Not for use by several threads.
 */
final class PingGroup {
    private static final int MEMBERS = 500;

    private final Executor endOfTurn;
    private final Function<List<UUID>, Future<Found>> send;
    private List<Member> waiting = new ArrayList<>();

    private record Member(UUID id, Promise<Ping> answer) {}

    /**
     * What Valkey found.
     *
     * @param letters
     *            as ping.lua has them, one for each mitra
     */
    record Found(Instant at, long epoch, String letters) {
        /** Null where the mirror does not know. */
        Ping of(int place) {
            return switch (letters.charAt(place)) {
                case 'a' -> new Ping.Alive(at, epoch);
                case 'o' -> new Ping.Offline(at, epoch);
                case 'd' -> new Ping.Deactivated();
                case 'l' -> new Ping.Leaving();
                default -> null;
            };
        }
    }

    /**
     * @param endOfTurn
     *            runs later, in this thread
     * @param send
     *            gives null where the mirror must not be believed
     */
    PingGroup(Executor endOfTurn, Function<List<UUID>, Future<Found>> send) {
        this.endOfTurn = endOfTurn;
        this.send = send;
    }

    /** Null when the mirror is missing or does not know the mitra. */
    Future<Ping> add(UUID id) {
        Member member = new Member(id, Promise.promise());
        waiting.add(member);
        if (waiting.size() == 1) {
            endOfTurn.execute(this::sendAll);
        } else if (waiting.size() == MEMBERS) {
            sendAll();
        }
        return member.answer().future();
    }

    private void sendAll() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Member> members = waiting;
        waiting = new ArrayList<>();
        send.apply(members.stream().map(Member::id).toList())
                .onSuccess(found -> answer(members, found))
                .onFailure(cause -> members.forEach(member -> member.answer().fail(cause)));
    }

    private static void answer(List<Member> members, Found found) {
        for (int place = 0; place < members.size(); place++) {
            members.get(place).answer().complete(found == null ? null : found.of(place));
        }
    }
}
