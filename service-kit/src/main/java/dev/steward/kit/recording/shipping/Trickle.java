package dev.steward.kit.recording.shipping;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import java.util.List;

/**
 * A body that leaves in pieces with a rest after each. In one go a megabyte takes an event loop, and a core, for
 * milliseconds, and the requests of those wait.
 */
final class Trickle {
    private static final long REST_MILLIS = 1;

    private Trickle() {}

    static Multi<Buffer> of(List<byte[]> pieces) {
        return Multi.createFrom().iterable(pieces).onItem().call(Trickle::rest).map(Buffer::buffer);
    }

    /** On the event loop that sends, and asks for one piece after the other. */
    private static Uni<Void> rest() {
        return Uni.createFrom().emitter(
                rest -> Vertx.currentContext().owner().setTimer(REST_MILLIS, timer -> rest.complete(null)));
    }
}
