package dev.steward.kit.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.kit.config.ConfigurationError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaintenancePageTest {
    @TempDir
    Path folder;

    private final MaintenancePage unit = new MaintenancePage(Optional.empty(), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            -                                   | en
            ''                                  | en
            de                                  | de
            de-AT                               | de
            DE-at, en;q=0.9                     | de
            ja, fr;q=0.5                        | fr
            en;q=0.1, es;q=0.2                  | es
            id-ID                               | id
            in                                  | id
            ru-RU,ru;q=0.9,en-US;q=0.8          | ru
            ja                                  | en
            *                                   | en
            ;;;q=                               | en
            de;q=oops                           | en
            """)
    void speaksTheClientsLanguage(String acceptLanguage, String language) {
        assertEquals(language, unit.language(acceptLanguage).toLanguageTag());
    }

    @Test
    void anEndlessHeaderIsNotRead() {
        assertEquals(Locale.ENGLISH, unit.language("de,".repeat(10_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "id", "ru"})
    void everyLanguageIsComplete(String language) {
        for (Instant back : new Instant[]{null, Windows.at(30)}) {
            for (boolean estimated : new boolean[]{true, false}) {
                String page = render(unit, language, back, estimated, "Umzug");
                assertFalse(page.contains("{") && page.contains("}") && page.matches("(?s).*\\{[a-z]+}.*"), page);
                assertFalse(page.contains("null"), page);
                assertTrue(page.contains("<html lang=\"" + language + "\">"));
                assertEquals(back != null, page.contains("<time datetime=\"2030-06-01T12:30:00Z\">"));
                assertTrue(page.contains("<p>Umzug</p>"));
            }
        }
    }

    @Test
    void whatAMessageSaysIsNeverTakenForPartOfThePage() {
        String page = render(unit, "en", null, false, "{back} $1 \\ <b>");
        assertTrue(page.contains("<p>{back} $1 \\ &lt;b&gt;</p>"), page);
    }

    @Test
    void aFolderBringsAPageAndLanguagesOfItsOwn() throws Exception {
        Files.writeString(folder.resolve("maintenance.html"), "<html lang={lang}>ACME {heading} {message} {back}");
        Files.writeString(folder.resolve("nl.properties"), """
                title=Onderhoud
                heading=Onderhoud
                until=Terug om {time}
                estimated=Terug om {time}
                unknown=Zo snel mogelijk
                retry=Opnieuw
                note=of wacht
                """);
        Files.writeString(folder.resolve("de.properties"), "heading=Moment!\n");
        MaintenancePage own = with(folder);
        assertEquals("<html lang=nl>ACME Onderhoud  Zo snel mogelijk", render(own, "nl", null, false, null));
        assertTrue(render(own, "de", null, false, null).contains("ACME Moment!"));
        assertTrue(render(own, "en", null, false, null).contains("We are down for maintenance"));
    }

    @Test
    void aLanguageThatLacksATextKeepsTheServiceFromStarting() throws Exception {
        Files.writeString(folder.resolve("nl.properties"), "title=Onderhoud\n");
        assertTrue(
                assertThrows(ConfigurationError.class, () -> with(folder)).getMessage().contains("lacks the text 'heading'"));
        assertThrows(ConfigurationError.class, () -> with(folder.resolve("absent")));
    }

    private static MaintenancePage with(Path folder) {
        return new MaintenancePage(Optional.of(folder), ZoneOffset.UTC);
    }

    private static String render(MaintenancePage page, String language, Instant back, boolean estimated, String message) {
        ChannelState state = new ChannelState("storefront", ChannelState.State.OFFLINE, null, Windows.at(-5), back, estimated,
                false, message);
        return page.render(state, page.language(language), 30);
    }
}
