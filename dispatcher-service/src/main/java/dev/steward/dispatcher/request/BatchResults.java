package dev.steward.dispatcher.request;

import dev.steward.kit.problem.Problem;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of a batch.
 *
 * @param results
 *            in the order of the requests
 */
record BatchResults(List<Item> results) {
    static BatchResults of(List<Result> results) {
        return new BatchResults(results.stream().map(BatchResults::item).toList());
    }

    /**
     * @param status
     *            what the request would have been answered alone: 201 accepted, 200 a repetition, 4xx refused
     * @param problem
     *            why it was refused
     */
    record Item(@Schema(examples = "201") int status, UUID id, Problem problem) {}

    private static Item item(Result result) {
        return switch (result) {
            case Result.Stored stored -> new Item(201, stored.id(), null);
            case Result.Repeated repeated -> new Item(200, repeated.id(), null);
            case Result.Refused refused -> new Item(refused.why().code().status(), null, refused.why().amongOthers());
        };
    }
}
