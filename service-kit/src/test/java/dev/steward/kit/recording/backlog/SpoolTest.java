package dev.steward.kit.recording.backlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steward.kit.recording.RecordingConfig;
import dev.steward.kit.recording.RecordingSettings;
import dev.steward.kit.recording.backlog.Batch.Kind;
import dev.steward.kit.recording.tally.Gap;
import dev.steward.kit.recording.tally.Gaps;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00.123456Z");
    private static final int LIMIT = 10_000;

    @TempDir
    Path root;

    private final Gaps gaps = new Gaps();
    private final Losses losses = new Losses(new SimpleMeterRegistry(), gaps);

    @Test
    void givesBackWhatItKeptInOrderAndForgetsItOnlyWhenToldTo() throws IOException {
        Spool spool = opened();
        Batch first = failures(1, 100);
        assertTrue(spool.keep(first));
        assertTrue(spool.keep(failures(2, 200)));
        assertTrue(spool.putBack(spool.next()));
        Batch next = spool.next();
        assertArrayEquals(first.open().readAllBytes(), next.open().readAllBytes());
        assertEquals(first.extents(), next.extents());
        assertEquals(2, files().size());
        spool.forget(next);
        assertEquals(1, files().size());
        assertFalse(spool.putBack(next), "it is gone");
        spool.forget(spool.next());
        assertNull(spool.next());
        assertEquals(0, spool.bytes());
        spool.close();
        try (Stream<Path> left = Files.walk(root)) {
            assertTrue(left.noneMatch(Files::isRegularFile));
        }
    }

    @Test
    void losesTheOldestBeyondItsLimitAndTellsWhichTheyWere() {
        Spool spool = opened();
        for (int i = 1; i <= 12; i++) {
            assertTrue(spool.keep(failures(i, 1000)));
            assertTrue(spool.bytes() <= LIMIT);
        }
        List<Gap> lost = gaps.drain();
        assertEquals(List.of("spool-full"), lost.stream().map(Gap::reason).distinct().toList());
        assertEquals(1 + 2 + 3, lost.stream().mapToLong(Gap::exchanges).sum());
        assertEquals(NOON, lost.getFirst().from());
        assertFalse(spool.keep(failures(1, LIMIT + 1)), "larger than all of it");
    }

    @Test
    void takesOverWhatADeadProcessLeftAndNothingOfALivingOne() throws IOException {
        Spool living = opened();
        living.keep(failures(1, 10));
        Spool dead = opened();
        dead.keep(failures(7, 10));
        dead.keep(Batch.report(new byte[]{'{', '}'}));
        dead.close();
        Spool heir = opened();
        Batch failures = heir.next();
        assertEquals(7, failures.records());
        heir.forget(failures);
        Batch report = heir.next();
        assertEquals(Kind.REPORT, report.kind());
        heir.forget(report);
        assertNull(heir.next());
        heir.close();
        assertEquals(1, files().size());
        living.close();
    }

    @Test
    void passesOverAFileThatIsBroken() throws IOException {
        Spool dead = opened();
        dead.keep(failures(3, 500));
        dead.keep(failures(4, 500));
        dead.keep(failures(5, 500));
        dead.close();
        List<Path> files = files();
        Files.write(files.get(0), new byte[]{1, 2, 3});
        Files.write(files.get(1), Arrays.copyOf(Files.readAllBytes(files.get(1)), 200));
        Spool heir = opened();
        assertEquals(5, heir.next().records());
        assertEquals(4, gaps.drain().stream().mapToLong(Gap::exchanges).sum());
    }

    @Test
    void readsAnyBytesAsABatchOrAsNone() throws IOException {
        Path path = root.resolve("one.batch");
        byte[] whole = Files.readAllBytes(SpoolFile.write(path, failures(3, 100)).path());
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            for (int change = random.nextInt(3); change > 0 && broken.length > 0; change--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            Files.write(path, broken);
            try {
                assertTrue(SpoolFile.find(path).read().size() <= broken.length);
            } catch (IOException e) {
                // The only thing that may come of it.
            }
        }
    }

    @Test
    void isForItsOwnersEyesOnly() throws IOException {
        Spool spool = opened();
        spool.keep(failures(1, 10));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst().getParent())));
    }

    @Test
    void keepsNothingWhereItMayNotWriteOrShallNot() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");
        assertFalse(spool(file, LIMIT).keep(failures(1, 10)));
        assertFalse(spool(root, 0).keep(failures(1, 10)));
    }

    @Test
    void survivesAFullDisk() throws Exception {
        Path disk = Files.createDirectory(root.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()) == 0,
                "No file system of 64 kB could be mounted, so that a full disk was not tried");
        Spool spool = spool(disk, 1_000_000);
        try {
            int kept = 0;
            while (kept < 100 && spool.keep(failures(1, 5000))) {
                kept++;
            }
            assertTrue(kept > 3 && kept < 16, kept + " were kept");
            spool.forget(spool.next());
            assertTrue(spool.keep(failures(1, 1000)), "there is room again");
            for (int i = 0; i < kept; i++) {
                Batch batch = spool.next();
                assertEquals(1, batch.records());
                spool.forget(batch);
            }
            assertTrue(spool.isEmpty());
        } finally {
            spool.close();
            run("umount", disk.toString());
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private Spool opened() {
        Spool spool = spool(root, LIMIT);
        spool.open();
        return spool;
    }

    private Spool spool(Path folder, int limit) {
        RecordingConfig.Shipping config = RecordingSettings.of("shipping.spool", folder.toString(), "shipping.spool-limit",
                String.valueOf(limit)).shipping();
        return new Spool(config, "../shop", losses);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".batch")).sorted().toList();
        }
    }

    private static Batch failures(int records, int size) {
        return new Batch(Kind.FAILURES, List.of(new byte[size]), true,
                List.of(new Extent("internal", NOON, NOON.plusMillis(records), records)));
    }
}
