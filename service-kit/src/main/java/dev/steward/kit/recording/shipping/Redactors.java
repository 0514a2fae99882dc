package dev.steward.kit.recording.shipping;

import dev.steward.kit.recording.RecordingConfig;
import dev.steward.kit.recording.redaction.RedactionRules;
import dev.steward.kit.recording.redaction.Redactor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Each API's redactor and how much of a body it may see. */
final class Redactors {
    record Rules(Redactor redactor, int bodyLimit) {}

    private final Map<String, Rules> byApi = new HashMap<>();

    /**
     * @throws IllegalArgumentException
     *             with a sentence that names the setting that cannot be used
     */
    Redactors(RecordingConfig config) {
        config.apis().forEach((name, api) -> byApi.put(name, rules(name, api)));
        config.defaultApi().ifPresent(name -> byApi.computeIfAbsent(name, absent -> rules(name, config.apis().get(name))));
    }

    Rules of(String api) {
        return byApi.get(api);
    }

    private static Rules rules(String name, RecordingConfig.Api api) {
        RecordingConfig.Redaction more = api.redaction();
        try {
            RedactionRules rules = RedactionRules.defaults()
                    .withNames(more.names().orElse(Set.of()))
                    .withAllowed(more.allowed().orElse(Set.of()))
                    .withPatterns(more.patterns().orElse(List.of()));
            return new Rules(new Redactor(rules), Math.toIntExact(api.bodyLimit().asLongValue()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("steward.kit.recording.apis.%s.redaction: %s".formatted(name, e.getMessage()),
                    e);
        }
    }
}
