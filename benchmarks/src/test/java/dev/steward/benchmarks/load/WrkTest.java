package dev.steward.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class WrkTest {
    private static final String OUTPUT = """
            Running 5s test @ http://127.0.0.1:8080/
              1 threads and 32 connections
              Latency Distribution
                 50%  812.00us
                 75%    1.20ms
                 90%    2.00ms
                 99%    1.05s
              123456 requests in 5.00s, 20.00MB read
              Socket errors: connect 1, read 2, write 3, timeout 4
              Non-2xx or 3xx responses: 5
            Requests/sec:  24691.20
            Transfer/sec:      4.00MB
            """;

    @Test
    void readsRateLatenciesAndEveryKindOfError() {
        assertEquals(new Sample(24691.20, 0.812, 1050, 123456, 15, 0), Wrk.parse(OUTPUT));
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThrows(IllegalArgumentException.class, () -> Wrk.parse("unable to connect"));
    }
}
