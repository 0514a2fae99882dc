package dev.steward.kit.recording.capture;

import dev.steward.kit.recording.RecordingConfig;

/** How one API is recorded. */
record RecordedApi(String name, Sampling sampling, long slowNanos, int bodyLimit) {
    static RecordedApi of(String name, RecordingConfig.Api config) {
        return new RecordedApi(name, Sampling.at(config.samplingRate()), config.slow().toNanos(),
                Math.toIntExact(config.bodyLimit().asLongValue()));
    }
}
