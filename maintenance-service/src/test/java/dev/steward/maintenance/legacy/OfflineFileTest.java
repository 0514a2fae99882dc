package dev.steward.maintenance.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfflineFileTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # content                            | time
            1893510000                           | 2030-01-01T15:00:00Z
            0                                    | 1970-01-01T00:00:00Z
            01893510000                          | 2030-01-01T15:00:00Z
            99999999999                          | 5138-11-16T09:46:39Z
            2030-01-01T15:00:00Z                 | 2030-01-01T15:00:00Z
            2030-01-01T16:00:00+01:00            | 2030-01-01T15:00:00Z
            2030-01-01T15:00:00.123456Z          | 2030-01-01T15:00:00.123Z
            2030-01-01T16:00:00                  | 2030-01-01T15:00:00Z
            2030-07-01T17:00                     | 2030-07-01T15:00:00Z
            2030-01-01 16:00:00                  | 2030-01-01T15:00:00Z
            2030-01-01   16:00                   | 2030-01-01T15:00:00Z
            2030-01-01 10:00:00-05:00            | 2030-01-01T15:00:00Z
            2030-03-31T02:30:00                  | 2030-03-31T01:30:00Z
            '  1893510000  '                     | 2030-01-01T15:00:00Z
            """)
    void readsUnixTimeAndIsoTimeInItsZone(String content, String time) {
        assertEquals(time, OfflineFile.backOnlineAt(content, BERLIN).orElseThrow().toString());
        assertEquals(time, OfflineFile.backOnlineAt("\uFEFF" + content + "\r\n", BERLIN).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\r\n\t ", "\uFEFF", "\uFEFF\n"})
    void nothingInItIsNoTime(String content) {
        assertEquals(true, OfflineFile.backOnlineAt(content, BERLIN).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "true", "half past three", "2030-01-01", "15:00", "01.01.2030 15:00",
            "2030-13-01T00:00:00Z",
            "2030-02-30T00:00:00", "2030-01-01T25:00:00", "1893510000000", "-1", "1e9", "18935100.5", "0x70DBD880",
            "1893510000 1",
            "1893510000\n1893510001", "{\"until\":1893510000}", "2030-01-01T15:00:00Z\u0000", "١٨٩٣٥١٠٠٠٠",
            "+999999999-12-31T23:59:59Z", "-0044-03-15T12:00:00Z", "1969-12-31T23:59:59Z", "99999999999999999999999999"})
    void whatIsNeitherIsRefused(String content) {
        assertThrows(DateTimeException.class, () -> OfflineFile.backOnlineAt(content, BERLIN));
    }

    @Test
    void aHugeFileIsRefused() {
        assertThrows(DateTimeException.class, () -> OfflineFile.backOnlineAt("9".repeat(1_000_000), BERLIN));
        assertThrows(DateTimeException.class,
                () -> OfflineFile.backOnlineAt("2030-01-01" + " ".repeat(1_000_000) + "x", BERLIN));
    }
}
