package dev.steward.kit.maintenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** The page for people: complete in itself, and where scripts run it gives way once the channel is back. */
final class MaintenancePage {
    private static final long LONGEST_WAIT = 300;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
            .withLocale(Locale.UK).withZone(ZoneOffset.UTC);

    private final String template = read("maintenance.html");

    String render(ChannelState state, long retryAfter) {
        return template
                .replace("{seconds}", Long.toString(Math.min(retryAfter, LONGEST_WAIT)))
                .replace("{back}", back(state))
                .replace("{message}", state.message() == null ? "" : "<p>" + escape(state.message()) + "</p>");
    }

    private static String back(ChannelState state) {
        Instant time = state.backOnlineAt();
        if (time == null || state.overrun()) {
            return "We will be back as soon as we can.";
        }
        String shown = "<time datetime=\"" + time + "\">" + TIME.format(time) + " UTC</time>";
        return (state.estimated() ? "We expect to be back on " : "We will be back on ") + shown + ".";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'",
                "&#39;");
    }

    private static String read(String resource) {
        try (InputStream in = MaintenancePage.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
