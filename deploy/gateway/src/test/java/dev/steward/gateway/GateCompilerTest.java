package dev.steward.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.gateway.GateDocument.Span;
import dev.steward.kit.json.WireJson;
import dev.steward.kit.maintenance.ChannelState;
import dev.steward.kit.maintenance.EffectiveState;
import dev.steward.kit.maintenance.EndPolicy;
import dev.steward.kit.maintenance.MaintenanceModeResponder;
import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import dev.steward.kit.maintenance.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GateCompilerTest {
    private static final Instant NOON = Instant.parse("2030-06-01T12:00:00Z");

    private final ObjectMapper json = WireJson.MAPPER;
    private final GateCompiler unit = new GateCompiler(new MaintenanceModeResponder(Optional.empty(), ZoneOffset.UTC));

    @Property(tries = 300)
    void comparingTimesComesToTheSameAnswerAsTheDerivedState(@ForAll("windows") List<MaintenanceWindow> windows) {
        Snapshot snapshot = new Snapshot(3, windows);
        GateDocument document = unit.compile(snapshot, Duration.ZERO);
        for (int minute = -70; minute <= 70; minute++) {
            Instant now = at(minute);
            ChannelState state = EffectiveState.of(snapshot, "api", now);
            List<Span> covering = spans(document).stream().filter(span -> covers(span, now)).toList();
            assertEquals(state.offline() ? 1 : 0, covering.size());
            covering.forEach(span -> assertEquals(seconds(state.backOnlineAt()), span.backOnline()));
        }
    }

    @Test
    void preparesBothAnswersForAnAgentThatMayDie() throws Exception {
        Span span = spans(unit.compile(new Snapshot(3, List.of(window(at(30), EndPolicy.MANUAL, at(-1)))), Duration.ZERO))
                .getFirst();
        assertTrue(span.page().contains("2030-06-01T12:30:00Z"));
        assertEquals(at(30).toString(), json.readTree(span.problem()).get("backOnlineAt").asText());
        assertEquals(3, json.readTree(span.problem()).get("revision").asInt());
    }

    @Test
    void survivesItsOwnJson() throws Exception {
        GateDocument document = unit.compile(new Snapshot(3, List.of(window(at(30), EndPolicy.MANUAL, at(-1)))), Duration.ZERO);
        assertEquals(document, json.readValue(json.writeValueAsString(document), GateDocument.class));
    }

    private static List<Span> spans(GateDocument document) {
        return document.channels().containsKey("api") ? document.channels().get("api").spans() : List.of();
    }

    private static boolean covers(Span span, Instant now) {
        double seconds = seconds(now);
        return span.from() <= seconds && (span.until() == null || seconds < span.until());
    }

    private static Double seconds(Instant time) {
        return time == null ? null : time.toEpochMilli() / 1000.0;
    }

    @Provide
    Arbitrary<List<MaintenanceWindow>> windows() {
        Arbitrary<Instant> times = Arbitraries.integers().between(-60, 60).map(GateCompilerTest::at);
        return Combinators.combine(times, times.injectNull(0.3), Arbitraries.of(EndPolicy.values()))
                .as((start, back, policy) -> window(back, back == null ? EndPolicy.MANUAL : policy, start))
                .list().ofMaxSize(5);
    }

    private static MaintenanceWindow window(Instant backOnlineAt, EndPolicy policy, Instant start) {
        return new MaintenanceWindow(UUID.randomUUID(), List.of(new Coverage("api", start, null, null)), backOnlineAt, policy,
                null, 1);
    }

    private static Instant at(int minutes) {
        return NOON.plusSeconds(60L * minutes);
    }
}
