package dev.steward.kit.recording.shipping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.kit.recording.capture.Capture;
import dev.steward.kit.recording.capture.Captures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static Capture success;
    private static Capture failure;

    @BeforeAll
    static void exchange() throws Exception {
        success = Captures.answered(200);
        failure = Captures.answered(500);
    }

    @Test
    void keepsItsLastQuarterForFailures() {
        Intake intake = new Intake(8L * success.weight());
        assertEquals(6, offered(intake, success, 8));
        assertTrue(offered(intake, failure, 8) >= 1);
        assertFalse(intake.offer(success));
    }

    @Test
    void givesInTheOrderInWhichItTook() {
        Intake intake = new Intake(Long.MAX_VALUE);
        intake.offer(success);
        intake.offer(failure);
        assertSame(success, intake.poll());
        assertSame(failure, intake.poll());
        assertNull(intake.poll());
        assertTrue(intake.isEmpty());
    }

    /** By it the worker knows that it must no longer let others go first. */
    @Test
    void isFillingFromAnEighthOn() {
        Intake intake = new Intake(16L * success.weight());
        assertFalse(intake.isFilling());
        offered(intake, success, 2);
        assertFalse(intake.isFilling());
        offered(intake, success, 1);
        assertTrue(intake.isFilling());
        intake.poll();
        assertFalse(intake.isFilling());
    }

    private static int offered(Intake intake, Capture capture, int times) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            taken += intake.offer(capture) ? 1 : 0;
        }
        return taken;
    }
}
