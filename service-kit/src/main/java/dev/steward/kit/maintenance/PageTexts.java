package dev.steward.kit.maintenance;

import dev.steward.kit.config.ConfigurationError;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** What the page says, in every language that it knows, and which of them a client gets (RFC 9110, section 12.5.4). */
final class PageTexts {
    private static final List<String> OURS = List.of("en", "de", "fr", "es", "id", "ru");
    private static final List<String> KEYS = List.of("title", "heading", "until", "estimated", "unknown", "retry", "note");
    private static final String SUFFIX = ".properties";
    private static final int LONGEST = 500;

    private final Map<Locale, Properties> texts = new LinkedHashMap<>();

    PageTexts(Optional<Path> templates) {
        OURS.forEach(language -> texts.put(Locale.forLanguageTag(language), bundled(language)));
        templates.ifPresent(this::addFrom);
    }

    /** The best of the languages that the client names; English where it names none of them, or nothing understandable. */
    Locale choose(String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank() || acceptLanguage.length() > LONGEST) {
            return Locale.ENGLISH;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage.strip()), texts.keySet());
            return best == null ? Locale.ENGLISH : best;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }

    String text(Locale language, String key) {
        return texts.get(language).getProperty(key);
    }

    private static Properties bundled(String language) {
        try (InputStream in = PageTexts.class.getResourceAsStream(language + SUFFIX)) {
            return read(new InputStreamReader(in, StandardCharsets.UTF_8), new Properties());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void addFrom(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : new ArrayList<>(files.filter(path -> path.toString().endsWith(SUFFIX)).sorted().toList())) {
                add(file);
            }
        } catch (IOException e) {
            throw new ConfigurationError("STEWARD_MAINTENANCE_TEMPLATES names %s, which cannot be read (%s)."
                    .formatted(folder, e));
        }
    }

    private void add(Path file) throws IOException {
        Locale language = Locale.forLanguageTag(file.getFileName().toString().replace(SUFFIX, ""));
        Properties base = texts.getOrDefault(language, new Properties());
        try (Reader in = Files.newBufferedReader(file)) {
            Properties read = read(in, new Properties(base));
            KEYS.forEach(key -> ConfigurationError.unless(read.getProperty(key) != null, "%s lacks the text '%s'.", file, key));
            texts.put(language, read);
        }
    }

    private static Properties read(Reader in, Properties into) throws IOException {
        into.load(in);
        return into;
    }
}
