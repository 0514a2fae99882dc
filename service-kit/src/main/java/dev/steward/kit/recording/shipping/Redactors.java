package dev.steward.kit.recording.shipping;

import dev.steward.kit.recording.RecordingConfig;
import dev.steward.kit.recording.capture.Capture;
import dev.steward.kit.recording.redaction.RedactionRules;
import dev.steward.kit.recording.redaction.Redactor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The redactor of each API and tenant, and how much of a body it may see. */
final class Redactors {
    record Rules(Redactor redactor, int bodyLimit) {}

    private record ApiRules(Rules ofUnknown, Map<String, Rules> byTenant) {}

    private final RecordingConfig config;
    private final String tenantHeader;
    private final Map<String, ApiRules> byApi = new HashMap<>();

    /**
     * @throws IllegalArgumentException
     *             with a sentence that names the setting that cannot be used
     */
    Redactors(RecordingConfig config) {
        this.config = config;
        this.tenantHeader = config.tenantHeader().orElse(null);
        config.apis().keySet().forEach(name -> byApi.put(name, rules(name)));
        config.defaultApi().ifPresent(name -> byApi.computeIfAbsent(name, this::rules));
    }

    Rules of(Capture capture) {
        ApiRules rules = byApi.get(capture.api());
        return rules.byTenant.isEmpty() ? rules.ofUnknown : rules.byTenant.getOrDefault(tenant(capture), rules.ofUnknown);
    }

    /** Empty where nobody says. */
    private String tenant(Capture capture) {
        if (capture.caller() != null && capture.caller().tenant() != null) {
            return capture.caller().tenant();
        }
        String named = tenantHeader == null ? null : Messages.value(capture.heads().request(), tenantHeader);
        return named == null ? "" : named;
    }

    private ApiRules rules(String name) {
        RecordingConfig.Api api = config.apis().get(name);
        int bodyLimit = Math.toIntExact(api.bodyLimit().asLongValue());
        RedactionRules own = with(RedactionRules.defaults(), api.redaction(), "apis." + name);
        RedactionRules strictest = own;
        Map<String, Rules> byTenant = new HashMap<>();
        for (Map.Entry<String, RecordingConfig.Tenant> tenant : config.tenants().entrySet()) {
            RecordingConfig.Redaction more = tenant.getValue().redaction();
            RedactionRules theirs = with(own, more, "tenants." + tenant.getKey());
            byTenant.put(tenant.getKey(), new Rules(new Redactor(theirs), bodyLimit));
            strictest = strictest.withNames(names(more)).withPatterns(patterns(more));
        }
        return new ApiRules(new Rules(new Redactor(strictest), bodyLimit), byTenant);
    }

    private static RedactionRules with(RedactionRules rules, RecordingConfig.Redaction more, String setting) {
        try {
            return rules.withNames(names(more)).withAllowed(more.allowed().orElse(Set.of())).withPatterns(patterns(more));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("steward.kit.recording.%s.redaction: %s".formatted(setting, e.getMessage()), e);
        }
    }

    private static Set<String> names(RecordingConfig.Redaction more) {
        return more.names().orElse(Set.of());
    }

    private static List<String> patterns(RecordingConfig.Redaction more) {
        return more.patterns().orElse(List.of());
    }
}
