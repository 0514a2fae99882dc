package dev.steward.kit.recording.capture;

import java.util.HashMap;
import java.util.Map;

/** A service that also compresses, and that gives up on connections where nothing happens. */
public class EdgesProfile extends RecordingProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
        settings.put("quarkus.http.enable-compression", "true");
        settings.put("quarkus.http.enable-decompression", "true");
        settings.put("quarkus.http.idle-timeout", "3s");
        settings.put("steward.kit.recording.apis.bounded.paths", "/api/bounded");
        settings.put("steward.kit.recording.apis.bounded.body-limit", "100");
        settings.put("steward.kit.recording.apis.blind.paths", "/api/blind");
        settings.put("steward.kit.recording.apis.blind.body-limit", "0");
        return settings;
    }
}
