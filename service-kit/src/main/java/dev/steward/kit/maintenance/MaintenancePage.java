package dev.steward.kit.maintenance;

import dev.steward.kit.config.ConfigurationError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page for people: in their language and complete in itself. Where scripts run it gives way once the channel is
 * back,
 * without taking the place from whoever still reads; elsewhere it loads itself again.
 */
final class MaintenancePage {
    private static final long LONGEST_RELOAD = 300;
    private static final String FILE = "maintenance.html";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(lang|title|heading|message|back|reload|retry|note)}");

    private final String template;
    private final PageTexts texts;
    private final ZoneId zone;

    MaintenancePage(Optional<Path> templates, ZoneId zone) {
        this.template = templates.map(folder -> folder.resolve(FILE)).filter(Files::exists)
                .map(MaintenancePage::own).orElseGet(MaintenancePage::bundled);
        this.texts = new PageTexts(templates);
        this.zone = zone;
    }

    Locale language(String acceptLanguage) {
        return texts.choose(acceptLanguage);
    }

    String render(ChannelState state, Locale language, long retryAfter) {
        Map<String, String> values = Map.of(
                "lang", language.toLanguageTag(),
                "title", escape(texts.text(language, "title")),
                "heading", escape(texts.text(language, "heading")),
                "message", state.message() == null ? "" : "<p>" + escape(state.message()) + "</p>",
                "back", back(state, language),
                "reload", Long.toString(reloadAfter(retryAfter)),
                "retry", escape(texts.text(language, "retry")),
                "note", escape(texts.text(language, "note")));
        return PLACEHOLDER.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1))));
    }

    /** People are back before a long wait is over; the remainder keeps the jitter. */
    private static long reloadAfter(long retryAfter) {
        return Math.min(retryAfter, LONGEST_RELOAD + retryAfter % 30);
    }

    private String back(ChannelState state, Locale language) {
        Instant time = state.backOnlineAt();
        if (time == null || state.overrun()) {
            return escape(texts.text(language, "unknown"));
        }
        String sentence = escape(texts.text(language, state.estimated() ? "estimated" : "until"));
        return sentence.replace("{time}", "<time datetime=\"" + time + "\">" + escape(shown(time, language)) + "</time>");
    }

    private String shown(Instant time, Locale language) {
        Locale spelling = language.equals(Locale.ENGLISH) ? Locale.UK : language;
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT).withLocale(spelling).withZone(zone)
                .format(time) + " " + DateTimeFormatter.ofPattern("zzz", spelling).withZone(zone).format(time);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'",
                "&#39;");
    }

    private static String own(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ConfigurationError("The maintenance page %s cannot be read as UTF-8 (%s).".formatted(file, e));
        }
    }

    private static String bundled() {
        try (InputStream in = MaintenancePage.class.getResourceAsStream(FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
