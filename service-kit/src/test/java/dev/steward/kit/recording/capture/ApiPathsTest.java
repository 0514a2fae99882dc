package dev.steward.kit.recording.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.kit.recording.RecordingSettings;
import org.junit.jupiter.api.Test;

class ApiPathsTest {
    private final ApiPaths paths = new ApiPaths(RecordingSettings.of(
            "apis.internal.paths", "/api,/rpc/",
            "apis.partner.paths", "/partner,/api/partner",
            "apis.partner.sampling-rate", "0.5"));

    @Test
    void findsTheLongestPrefixOnWholeSegments() {
        assertEquals("internal", paths.of("/api").name());
        assertEquals("internal", paths.of("/api/orders").name());
        assertEquals("internal", paths.of("/rpc/x").name());
        assertEquals("partner", paths.of("/api/partner/articles").name());
        assertNull(paths.of("/apis"));
        assertNull(paths.of("/"));
    }

    @Test
    void readsAPathWithoutItsMatrixParametersAsRestDoes() {
        assertEquals("internal", paths.of("/api;v=1").name());
        assertEquals("partner", paths.of("/api;v=1/partner;x=/articles").name());
        assertNull(paths.of("/apis;/api"));
    }

    @Test
    void givesEachApiItsOwnSettings() {
        assertEquals(0.5, paths.of("/partner").sampling().rate());
        assertEquals(1.0, paths.of("/api").sampling().rate());
    }

    @Test
    void leavesTheRestToTheDefaultWhereThereIsOne() {
        ApiPaths all = new ApiPaths(RecordingSettings.of("default-api", "public", "apis.public.body-limit", "1K"));
        assertEquals("public", all.of("/anything").name());
        assertEquals(1024, all.of("/anything").bodyLimit());
    }

    @Test
    void recordsNothingWithoutSettings() {
        assertTrue(new ApiPaths(RecordingSettings.of()).none());
    }
}
