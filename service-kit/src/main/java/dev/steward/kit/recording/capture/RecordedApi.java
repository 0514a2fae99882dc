package dev.steward.kit.recording.capture;

import dev.steward.kit.recording.RecordingConfig;

/**
 * How one API is recorded.
 *
 * @param tenantClaim
 *            the claim of the caller's token that names the tenant, or null
 */
record RecordedApi(String name, Sampling sampling, long slowNanos, int bodyLimit, String tenantClaim) {
    static RecordedApi of(String name, RecordingConfig config) {
        RecordingConfig.Api api = config.apis().get(name);
        return new RecordedApi(name, Sampling.at(api.samplingRate()), api.slow().toNanos(),
                Math.toIntExact(api.bodyLimit().asLongValue()), config.tenantClaim().orElse(null));
    }
}
