package dev.steward.dispatcher.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DestinationLabelsTest {
    private final DestinationLabels labels = new DestinationLabels(2);

    @Test
    void namesTheFirstAndPutsTheOthersTogether() {
        assertEquals("http://one.test:80", of("http://one.test/a?token=b"));
        assertEquals("https://two.test:443", of("https://two.test"));
        assertEquals("others", of("http://three.test"));
        assertEquals("http://one.test:80", of("http://one.test/c"));
        assertEquals("others", of("http://four.test"));
    }

    private String of(String uri) {
        return labels.of(Tasks.to(uri, Duration.ofSeconds(1)));
    }
}
