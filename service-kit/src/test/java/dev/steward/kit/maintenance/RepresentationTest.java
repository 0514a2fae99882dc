package dev.steward.kit.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepresentationTest {
    @ParameterizedTest(name = "Accept: {0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            text/html | HTML
            text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8 | HTML
            TEXT/HTML | HTML
            text/* | HTML
            */* | HTML
            application/json | PROBLEM
            application/problem+json | PROBLEM
            application/vnd.acme+json | PROBLEM
            application/json, text/plain, */* | PROBLEM
            text/html;q=0 | PROBLEM
            text/html;q=0, */* | PROBLEM
            text/html;q=0.5, application/json | PROBLEM
            text/html;q=0.5, application/json;q=0.5 | HTML
            text/html;q=0.5, */*;q=0.8 | PROBLEM
            text/html;q=0.9, application/json;q=0.1 | HTML
            text/html;level=1;q=0.3, application/json;q=0.2 | HTML
            text/html; q = 0.4 , application/json;q=0.5 | PROBLEM
            image/png | PROBLEM
            */*;q=0 | PROBLEM
            nonsense | HTML
            text/html;q=2 | HTML
            text/html;q=abc | HTML
            / | HTML
            ,, | HTML
            """)
    void followsAccept(String accept, Representation expected) {
        assertEquals(expected, Representation.of(accept, true));
    }

    @Test
    void isAPageWithoutAHeader() {
        assertEquals(Representation.HTML, Representation.of(null, true));
        assertEquals(Representation.HTML, Representation.of("  ", true));
    }

    @Test
    void isAProblemWhereTheChannelHasNoPage() {
        assertEquals(Representation.PROBLEM, Representation.of("text/html", false));
    }

    @Test
    void treatsAnEndlessHeaderAsMalformed() {
        assertEquals(Representation.HTML, Representation.of("application/json,".repeat(10_000), true));
    }
}
