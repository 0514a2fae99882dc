package dev.steward.proof.availability;

import dev.steward.proof.Replica;
import java.util.UUID;

/** A mitra: what its app says, and what others say about it. */
record Mitra(UUID id, String token) {
    private static final String STATUS = "/api/mitra/status";

    Answer online(Replica at) {
        return say(at, STATUS + "/online");
    }

    Answer offline(Replica at) {
        return say(at, STATUS + "/offline");
    }

    Answer ping(Replica at) {
        return say(at, STATUS + "/heartbeat");
    }

    Answer activate(Replica at, boolean active) {
        return change(at, "{\"active\": %b}".formatted(active));
    }

    Answer resize(Replica at, int maxConcurrent) {
        return change(at, "{\"maxConcurrent\": %d}".formatted(maxConcurrent));
    }

    private Answer say(Replica at, String path) {
        return Answer.to(() -> at.call("POST", path, "", token));
    }

    private Answer change(Replica at, String change) {
        return Answer.to(() -> at.call("PATCH", "/internal/v1/mitras/" + id, change));
    }
}
