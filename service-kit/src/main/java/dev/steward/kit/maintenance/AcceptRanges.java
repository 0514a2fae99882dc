package dev.steward.kit.maintenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The media ranges of an {@code Accept} header with their weights (RFC 9110, sections 12.4.2 and 12.5.1). */
final class AcceptRanges {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9a-z-]+";
    private static final Pattern RANGE = Pattern.compile("\\s*(" + TOKEN + ")/(" + TOKEN + ")\\s*((?:;[^;]*)*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WEIGHT = Pattern.compile("(?:0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)");
    private static final int LONGEST = 2_000;

    private record Range(String type, String subtype, double quality) {
        /** 2 for the type itself, 1 for its family, 0 for anything, -1 for something else. */
        int fits(String wantedType, String wantedSubtype) {
            if (type.equals("*")) {
                return 0;
            }
            if (!type.equals(wantedType)) {
                return -1;
            }
            return subtype.equals(wantedSubtype) ? 2 : subtype.equals("*") ? 1 : -1;
        }
    }

    private final List<Range> ranges;

    private AcceptRanges(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** Null when the header is malformed. */
    static AcceptRanges parse(String accept) {
        if (accept.length() > LONGEST) {
            return null;
        }
        List<Range> ranges = new ArrayList<>();
        for (String element : accept.split(",")) {
            if (element.isBlank()) {
                continue;
            }
            Matcher match = RANGE.matcher(element);
            Double quality = match.matches() ? quality(match.group(3)) : null;
            if (quality == null) {
                return null;
            }
            ranges.add(new Range(match.group(1).toLowerCase(Locale.ROOT), match.group(2).toLowerCase(Locale.ROOT), quality));
        }
        return ranges.isEmpty() ? null : new AcceptRanges(ranges);
    }

    private static Double quality(String parameters) {
        for (String parameter : parameters.split(";")) {
            String[] pair = parameter.strip().split("\\s*=\\s*", 2);
            if (pair.length == 2 && pair[0].equalsIgnoreCase("q")) {
                return WEIGHT.matcher(pair[1]).matches() ? Double.valueOf(pair[1]) : null;
            }
        }
        return 1.0;
    }

    boolean onlyAnything() {
        return ranges.stream().allMatch(range -> range.type().equals("*") && range.quality() > 0);
    }

    /** 0 when only a catch-all would cover HTML: programs send it too, and they never get a page. */
    double htmlQuality() {
        return quality("text", "html", false);
    }

    /** The best weight that any JSON type gets. */
    double jsonQuality() {
        double named = ranges.stream()
                .filter(range -> range.subtype().endsWith("+json"))
                .mapToDouble(Range::quality).max().orElse(0);
        return Math.max(named, quality("application", "json", true));
    }

    /** The most specific range that covers the type decides. */
    private double quality(String type, String subtype, boolean catchAll) {
        Range best = null;
        int specificity = -1;
        for (Range range : ranges) {
            int fits = range.fits(type, subtype);
            if (fits > specificity && (fits > 0 || catchAll)) {
                best = range;
                specificity = fits;
            }
        }
        return best == null ? 0 : best.quality();
    }
}
