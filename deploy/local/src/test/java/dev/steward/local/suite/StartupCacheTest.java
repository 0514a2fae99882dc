package dev.steward.local.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.local.supervision.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupCacheTest {
    @TempDir
    Path project;

    private StartupCache cache;
    private Path jar;

    @BeforeEach
    void built() throws IOException {
        Path directory = Files.createDirectories(project.resolve("heartbeat-service/target/quarkus-app"));
        jar = Files.writeString(directory.resolve("quarkus-run.jar"), "first build");
        var application = Application.built("heartbeat", Layer.SERVICES, "128m", project.resolve("heartbeat-service"),
                Map.of());
        cache = new StartupCache(new Home(project, project), application);
        cache.clear();
    }

    @Test
    void isUsedOnceATrainingRunWroteIt() throws IOException {
        assertEquals(List.of(), cache.use());
        write("classes");

        assertTrue(cache.keep());

        assertTrue(cache.isGood());
        assertEquals(1, cache.use().size());
    }

    @Test
    void isNotUsedForAnotherBuild() throws IOException {
        write("classes");
        cache.keep();

        Files.writeString(jar, "second build, longer");

        assertFalse(cache.isGood());
        assertEquals(List.of(), cache.use());
    }

    @Test
    void isNotKeptWhenTheRunWasCutShort() throws IOException {
        write("");

        assertFalse(cache.keep());

        assertFalse(cache.isGood());
    }

    private void write(String content) throws IOException {
        String flag = cache.train().getFirst();
        Files.writeString(Path.of(flag.substring(flag.indexOf('=') + 1)), content);
    }
}
