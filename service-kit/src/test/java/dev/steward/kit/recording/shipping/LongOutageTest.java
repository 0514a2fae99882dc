package dev.steward.kit.recording.shipping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.kit.recording.RecordingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of records when observability-service is away for longer than memory lasts, or than the service runs.
 */
class LongOutageTest {
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
    void losesTheOldestSuccessesAndNoFailureWhenItLastsTooLong() {
        rig.server.stop();
        rig.add(5, true);
        IntStream.range(0, 200).forEach(round -> rig.add(10, false));
        rig.untilWaiting(1);
        assertTrue(rig.backlog.bytes() <= 2048 + 1024, "holds " + rig.backlog.bytes());
        assertTrue(rig.lost("queue-full", "success") > 0);
        assertEquals(0, rig.lost("queue-full", "failure"));
        rig.server.start();
        rig.untilSent();
        assertEquals(2005, rig.arrivedOnce() + rig.lost());
        assertEquals(rig.lost(), rig.toldLost());
    }

    @Test
    void keepsFailuresOnTheDiskWhenThereIsNoRoomInMemory() {
        rig.server.stop();
        IntStream.range(0, 200).forEach(round -> rig.add(10, true));
        assertTrue(rig.spool.bytes() > 0);
        assertTrue(rig.backlog.bytes() <= 2048 + 1024, "holds " + rig.backlog.bytes());
        rig.server.start();
        rig.untilSent();
        assertEquals(2000, rig.arrivedOnce());
        assertEquals(0, rig.lost());
        assertEquals(0, rig.spool.bytes());
    }

    @Test
    void leavesFailuresAndTheLastReportToTheNextProcessAndTellsWhichSuccessesAreLost() {
        rig.server.stop();
        rig.add(6, true);
        rig.add(4, false);
        rig.outbox.hurry();
        rig.outbox.abandon();
        rig.spool.close();
        assertEquals(4, rig.lost("shutdown", "success"));
        rig.server.start();
        rig.start();
        rig.untilSent();
        assertEquals(ShippingRig.numbers(6), rig.arrived());
        assertEquals(4, rig.toldLost());
    }

    @Test
    void countsWhatIsLeftAtShutdownWhereThereIsNoDisk() {
        rig.config = RecordingSettings.of("shipping.spool-limit", "0").shipping();
        rig.start();
        rig.server.stop();
        rig.add(6, true);
        rig.outbox.hurry();
        rig.outbox.abandon();
        assertEquals(6, rig.lost("shutdown", "failure"));
    }
}
