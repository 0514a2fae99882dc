package dev.steward.kit.recording.shipping;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of records while observability-service is down, slow or unwilling. */
class ShippingTest {
    private ShippingRig rig;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        rig = new ShippingRig(directory);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void bringsEveryRecordOnceInBatchesWithTheServiceToken() {
        rig.add(25, false);
        rig.untilSent();
        assertEquals(ShippingRig.numbers(25), rig.arrived());
        assertTrue(rig.server.batchSizes().stream().allMatch(size -> size <= 10), rig.server.batchSizes().toString());
        assertEquals("Bearer service-token", rig.server.authorizations().getFirst());
        assertEquals(25, rig.shipped());
    }

    /** In a batch that leaves in several pieces, by way of the spool, as there is no room for it. */
    @Test
    void bringsLargeRecordsWhole() {
        byte[] random = new byte[50_000];
        new Random(1).nextBytes(random);
        String filling = HexFormat.of().formatHex(random);
        rig.add(10, true, ",\"filling\":\"" + filling + "\"");
        rig.untilSent();
        assertEquals(ShippingRig.numbers(10), rig.arrived());
        assertTrue(rig.server.records().stream().allMatch(record -> record.path("filling").asText().equals(filling)));
    }

    @Test
    void keepsRecordsWhileNobodyAnswersAndBringsThemInOrderAfterwards() {
        rig.server.stop();
        rig.add(12, false);
        rig.untilWaiting(10);
        rig.server.start();
        rig.untilSent();
        assertEquals(ShippingRig.numbers(12), rig.arrived());
        assertEquals(0, rig.lost());
    }

    @Test
    void repeatsWhatWasAnsweredWith503UntilItIsTaken() {
        rig.server.answers(503, "{}");
        rig.add(3, true);
        await().until(() -> {
            rig.outbox.advance();
            return rig.server.attempts() >= 3;
        });
        rig.server.answers(202, "{\"accepted\": 3, \"rejected\": []}");
        rig.untilSent();
        assertEquals(ShippingRig.numbers(3), rig.arrived());
        assertEquals(0, rig.lost());
    }

    @Test
    void givesUpWaitingForASlowServerAndSendsTheSameAgain() {
        rig.server.answersAfter(Duration.ofMillis(900));
        rig.add(1, false);
        await().until(() -> {
            rig.outbox.advance();
            return rig.server.attempts() >= 2;
        });
        rig.server.answersAfter(Duration.ZERO);
        rig.untilSent();
        // Taken twice here: the ids in the records let the real one ignore the second.
        await().untilAsserted(
                () -> assertTrue(rig.arrived().stream().allMatch(number -> number == 0) && !rig.arrived().isEmpty()));
        assertEquals(1, rig.shipped());
    }

    @Test
    void dropsABatchThatWillNeverBeTakenAndGoesOn() {
        rig.server.answers(400, "{}");
        rig.add(4, false);
        rig.untilSent();
        assertEquals(4, rig.lost("refused", "success"));
        rig.server.answers(202);
        rig.add(2, false);
        rig.untilSent();
        assertEquals(2, rig.server.records().size());
    }

    @Test
    void countsWhatWasRejectedOneByOne() {
        rig.server.answers(202, "{\"accepted\": 2, \"rejected\": [{\"index\": 1, \"reason\": \"api: unknown\"}]}");
        rig.add(3, true);
        rig.untilSent();
        assertEquals(1, rig.lost("rejected", "failure"));
        assertEquals(2, rig.shipped());
        JsonNode gap = rig.server.reports().getLast().path("gaps").path(0);
        assertEquals("rejected", gap.path("reason").asText());
        assertEquals(ShippingRig.NOON.plusSeconds(1).toString(), gap.path("from").asText());
    }
}
