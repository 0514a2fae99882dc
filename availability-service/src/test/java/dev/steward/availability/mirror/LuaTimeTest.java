package dev.steward.availability.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.infra.Infra;
import dev.steward.infra.ValkeyConnection;
import dev.steward.kit.valkey.LuaScript;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The scripts' calendar against java.time. */
class LuaTimeTest {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);
    private static final String ISO_OF_ARGUMENT = LuaScript.load(Mirror.class, "mirror.lua").source()
            + "\nreturn iso(tonumber(ARGV[1]))";

    private static ValkeyConnection valkey;

    @BeforeContainer
    static void connect() throws IOException {
        valkey = ValkeyConnection.to(Infra.valkey());
    }

    @AfterContainer
    static void disconnect() throws IOException {
        valkey.close();
    }

    @net.jqwik.api.Example
    void writesTheDaysOnWhichCalendarsGoWrong() throws IOException {
        for (String day : new String[]{"1970-01-01T00:00:00.000Z", "1972-02-29T23:59:59.999Z", "1999-12-31T23:59:59.999Z",
                "2000-02-29T12:00:00.001Z", "2000-03-01T00:00:00.000Z", "2023-02-28T23:59:59.999Z", "2023-03-01T00:00:00.000Z",
                "2024-02-29T00:00:00.000Z", "2024-12-31T23:59:59.999Z", "2025-01-01T00:00:00.000Z", "2026-05-25T10:07:55.123Z",
                "2099-12-31T23:59:59.999Z", "2100-02-28T23:59:59.999Z", "2100-03-01T00:00:00.000Z",
                "2400-02-29T00:00:00.000Z"}) {
            assertEquals(day, iso(Instant.parse(day).toEpochMilli()));
        }
    }

    @Property(tries = 500)
    void writesWhatJavaWrites(@ForAll @LongRange(max = 7_258_118_400_000L) long millis) throws IOException {
        assertEquals(ISO.format(Instant.ofEpochMilli(millis)), iso(millis));
    }

    private static Object iso(long millis) throws IOException {
        return valkey.call("EVAL", ISO_OF_ARGUMENT, "7", "a", "b", "c", "d", "e", "f", "g", Long.toString(millis));
    }
}
