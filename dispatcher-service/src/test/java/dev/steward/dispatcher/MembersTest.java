package dev.steward.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.problem.ProblemException;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {
    private static final Set<String> KNOWN = Set.of("text", "number", "flag", "time", "inner");

    @Test
    void readsWhatIsThere() throws JsonProcessingException {
        Members members = of("""
                {"text": "a", "number": 7, "flag": false, "time": "2030-01-01T01:00:00+01:00", "inner": {"text": null}}""");

        assertEquals("a", members.text("text"));
        assertEquals(7, members.number("number", 1, 10));
        assertEquals(false, members.flag("flag"));
        assertEquals(Instant.parse("2030-01-01T00:00:00Z"), members.time("time"));
        assertNull(members.object("inner", KNOWN).text("text"));
    }

    @Test
    void tellsAbsentFromNullOnlyWhereItIsAsked() throws JsonProcessingException {
        Members members = of("{\"number\": null}");

        assertNull(members.number("number", 1, 2));
        assertNull(members.flag("flag"));
        assertTrue(members.has("number"));
        assertFalse(members.has("flag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "\"text\"", "null", "{\"txt\": 1}", "{\"text\": 1}", "{\"number\": 11}", "{\"number\": 0}",
            "{\"number\": 1e99}", "{\"number\": \"1\"}", "{\"flag\": 1}", "{\"time\": \"2030-01-01\"}",
            "{\"time\": \"1969-12-31T23:59:59Z\"}", "{\"time\": \"+10000-01-01T00:00:00Z\"}", "{\"inner\": 1}",
            "{\"inner\": {\"txt\": 1}}"})
    void refusesEverythingElse(String json) {
        assertThrows(ProblemException.class, () -> {
            Members members = of(json);
            members.text("text");
            members.number("number", 1, 10);
            members.flag("flag");
            members.time("time");
            if (members.has("inner")) {
                members.object("inner", KNOWN);
            }
        });
    }

    private static Members of(String json) throws JsonProcessingException {
        return Members.of(new ObjectMapper().readTree(json), "", KNOWN);
    }
}
