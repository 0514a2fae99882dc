package dev.steward.kit.neighbour;

import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;

/** A neighbour answered, but not with success. */
public final class NeighbourException extends RuntimeException {
    private final int status;

    NeighbourException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** The HTTP status code of the answer. */
    public int status() {
        return status;
    }

    static void unlessSuccessful(HttpResponse<Buffer> answer) {
        int status = answer.statusCode();
        if (status < 200 || status > 299) {
            throw new NeighbourException(status, "The neighbour answered " + status);
        }
    }
}
