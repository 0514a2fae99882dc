package dev.steward.kit.maintenance;

import java.util.Comparator;
import java.util.List;

/** Which channel a path belongs to: the longest prefix decides, and an exempt path belongs to none. */
final class GatedPaths {
    private record Prefix(String path, String channel) {
        boolean covers(String candidate) {
            return candidate.startsWith(path)
                    && (path.endsWith("/") || candidate.length() == path.length() || candidate.charAt(path.length()) == '/');
        }
    }

    private final List<Prefix> longestFirst;
    private final List<Prefix> exempt;

    GatedPaths(MaintenanceConfig config) {
        this.longestFirst = config.gate().entrySet().stream()
                .flatMap(channel -> channel.getValue().stream().map(path -> new Prefix(path, channel.getKey())))
                .sorted(Comparator.comparingInt((Prefix prefix) -> prefix.path().length()).reversed())
                .toList();
        this.exempt = config.exempt().stream().map(path -> new Prefix(path, null)).toList();
    }

    boolean none() {
        return longestFirst.isEmpty();
    }

    /** Null when the path is not gated. */
    String channelOf(String path) {
        if (exempt.stream().anyMatch(prefix -> prefix.covers(path))) {
            return null;
        }
        return longestFirst.stream().filter(prefix -> prefix.covers(path)).map(Prefix::channel).findFirst().orElse(null);
    }
}
