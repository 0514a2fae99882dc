package dev.steward.kit.recording.capture;

import dev.steward.kit.recording.RecordingConfig;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Which API a path belongs to: the longest prefix on whole segments decides, else the default. */
final class ApiPaths {
    private record Prefix(String path, RecordedApi api) {
        boolean covers(String candidate) {
            return candidate.startsWith(path)
                    && (path.endsWith("/") || candidate.length() == path.length() || candidate.charAt(path.length()) == '/');
        }
    }

    private final Prefix[] longestFirst;
    private final RecordedApi otherwise;

    ApiPaths(RecordingConfig config) {
        this.longestFirst = config.apis().keySet().stream()
                .flatMap(name -> prefixes(name, config))
                .sorted(Comparator.comparingInt((Prefix prefix) -> prefix.path().length()).reversed())
                .toArray(Prefix[]::new);
        this.otherwise = config.defaultApi().map(name -> RecordedApi.of(name, config)).orElse(null);
    }

    private static Stream<Prefix> prefixes(String name, RecordingConfig config) {
        RecordedApi api = RecordedApi.of(name, config);
        return config.apis().get(name).paths().orElse(List.of()).stream().map(path -> new Prefix(path, api));
    }

    boolean none() {
        return longestFirst.length == 0 && otherwise == null;
    }

    /** Null when the path is not recorded. */
    RecordedApi of(String path) {
        return path.indexOf(';') < 0 ? longest(path) : longest(withoutMatrix(path));
    }

    /** REST routes by the segments without their parameters: {@code /api;v=1/orders} is served as {@code /api/orders}. */
    private static String withoutMatrix(String path) {
        StringBuilder segments = new StringBuilder(path.length());
        boolean parameters = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            parameters = c == ';' || parameters && c != '/';
            if (!parameters) {
                segments.append(c);
            }
        }
        return segments.toString();
    }

    private RecordedApi longest(String path) {
        for (Prefix prefix : longestFirst) {
            if (prefix.covers(path)) {
                return prefix.api();
            }
        }
        return otherwise;
    }
}
