package dev.steward.kit.recording.shipping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.kit.json.WireJson;
import dev.steward.kit.recording.backlog.Batch;
import dev.steward.kit.recording.backlog.Extent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Which records of a batch were not taken. Seldom any, so that the batch is read again only for them. */
final class Rejections {
    private static final Rejected NONE = new Rejected(List.of(), null);

    /**
     * @param extents
     *            of each record
     * @param why
     *            the reason of the first, or null
     */
    record Rejected(List<Extent> extents, String why) {}

    /** None where the receipt cannot be read: the batch was taken. */
    Rejected of(Batch batch, String receipt) {
        try {
            JsonNode rejected = WireJson.MAPPER.readTree(receipt == null ? "" : receipt).path("rejected");
            return rejected.isEmpty() || batch.records() == 0 ? NONE : of(batch, rejected);
        } catch (IOException e) {
            return NONE;
        }
    }

    private Rejected of(Batch batch, JsonNode rejected) throws IOException {
        List<Extent> extents = new ArrayList<>();
        try (InputStream content = content(batch)) {
            JsonNode records = WireJson.MAPPER.readTree(content);
            for (JsonNode one : rejected) {
                JsonNode record = records.path(one.path("index").asInt(-1));
                if (!record.isMissingNode()) {
                    extents.add(Extent.of(record.path("api").asText(), Instant.parse(record.path("startedAt").asText())));
                }
            }
        }
        return new Rejected(extents, rejected.path(0).path("reason").asText(null));
    }

    private static InputStream content(Batch batch) throws IOException {
        return batch.compressed() ? new GZIPInputStream(batch.open()) : batch.open();
    }
}
