package dev.steward.kit.maintenance;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which channel a path belongs to: the longest prefix decides, and an exempt path belongs to none. */
final class GatedPaths {
    private record Prefix(String path, String channel) {}

    private final List<Prefix> longestFirst;
    private final List<String> exempt;

    GatedPaths(Map<String, List<String>> gate, List<String> exempt) {
        this.longestFirst = gate.entrySet().stream()
                .flatMap(channel -> channel.getValue().stream().map(path -> new Prefix(path, channel.getKey())))
                .sorted(Comparator.comparingInt((Prefix prefix) -> prefix.path().length()).reversed())
                .toList();
        this.exempt = List.copyOf(exempt);
    }

    boolean none() {
        return longestFirst.isEmpty();
    }

    /** Null when the path is not gated. */
    String channelOf(String path) {
        for (String prefix : exempt) {
            if (Prefixes.covers(prefix, path)) {
                return null;
            }
        }
        for (Prefix prefix : longestFirst) {
            if (Prefixes.covers(prefix.path(), path)) {
                return prefix.channel();
            }
        }
        return null;
    }
}
