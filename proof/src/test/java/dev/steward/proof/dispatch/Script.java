package dev.steward.proof.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.proof.dispatch.Receiver.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One request of the model: what is asked for, how its receiver behaves, and what an operator does to it.
 *
 * @param expiresAfter
 *            null: never
 * @param replies
 *            the n-th time that it arrives; later ones as the last
 * @param cancelledAfter
 *            null: not
 * @param retriedAfter
 *            null: not
 */
record Script(String mark, int limit, Duration expiresAfter, int success, List<Integer> stops, List<Reply> replies,
        Duration cancelledAfter, Duration retriedAfter) {

    private static final int STOP_ALWAYS = 418;
    private static final List<Integer> SUCCESSES = List.of(200, 202, 204);
    private static final List<Integer> STATUSES = List.of(200, 202, 204, 404, 410, 418, 429, 500, 503, Reply.SILENCE,
            Reply.HANG_UP);

    static Script random(String mark, Random random) {
        int operator = random.nextInt(10);
        int success = pick(SUCCESSES, random);
        return new Script(mark, 1 + random.nextInt(3),
                random.nextInt(5) == 0 ? millis(random, 1500, 6000) : null,
                success,
                random.nextBoolean() ? List.of(404) : List.of(404, 410),
                Stream.generate(
                        () -> new Reply(random.nextInt(3) == 0 ? success : pick(STATUSES, random), millis(random, 0, 300)))
                        .limit(1 + random.nextInt(4)).toList(),
                operator == 0 ? millis(random, 0, 3000) : null,
                operator == 1 ? millis(random, 500, 4000) : null);
    }

    Reply reply(int turn) {
        return replies.get(Math.min(turn, replies.size()) - 1);
    }

    ObjectNode request(String uri) {
        ObjectNode request = Requests.to(uri, mark).put("successCode", success).put("attemptLimit", limit);
        stops.forEach(request.withArray("stopCodes")::add);
        return expiresAfter == null ? request : request.put("expireAt", Instant.now().plus(expiresAfter).toString());
    }

    boolean succeedsAt(Integer status) {
        return status != null && status == success;
    }

    boolean stopsAt(Integer status) {
        return status != null && status != success && (stops.contains(status) || status == STOP_ALWAYS);
    }

    private static Duration millis(Random random, int least, int most) {
        return Duration.ofMillis(random.nextInt(least, most));
    }

    private static <T> T pick(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
