package dev.steward.kit.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Which paths a request's path may mean. The gateway decodes all of it, then merges slashes and resolves dots; the
 * router
 * of a service leaves an encoded slash alone, resolves dots in its own order, and drops parameters ({@code ;v=1}).
 * Whoever
 * finds a path that they read differently must not get into a closed channel, so every reading counts.
 */
final class PathReadings {
    private PathReadings() {}

    /**
     * @param sent
     *            as the client sent it
     * @param routed
     *            as the router normalised it
     * @return the gateway's reading, and this service's where it is another
     */
    static List<String> of(String sent, String routed) {
        if (sent.equals(routed) && sent.indexOf('%') < 0 && sent.indexOf(';') < 0) {
            return List.of(routed);
        }
        String gateways = resolved(decoded(sent));
        String ours = routed.indexOf(';') < 0 ? routed : resolved(routed.replaceAll(";[^/]*", ""));
        return gateways.equals(ours) ? List.of(ours) : List.of(gateways, ours);
    }

    private static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        var bytes = new ByteArrayOutputStream(path.length());
        for (int i = 0; i < path.length(); i++) {
            int octet = path.charAt(i) == '%' && i + 2 < path.length() ? octet(path, i + 1) : -1;
            if (octet < 0) {
                bytes.writeBytes(path.substring(i, i + 1).getBytes(UTF_8));
            } else {
                bytes.write(octet);
                i += 2;
            }
        }
        return bytes.toString(UTF_8);
    }

    private static int octet(String text, int at) {
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static String resolved(String path) {
        List<String> segments = new ArrayList<>();
        String last = "";
        for (String segment : path.split("/", -1)) {
            last = segment;
            switch (segment) {
                case "", "." -> {
                }
                case ".." -> {
                    if (!segments.isEmpty()) {
                        segments.removeLast();
                    }
                }
                default -> segments.add(segment);
            }
        }
        boolean folder = last.isEmpty() || last.equals(".") || last.equals("..");
        return "/" + String.join("/", segments) + (folder && !segments.isEmpty() ? "/" : "");
    }
}
