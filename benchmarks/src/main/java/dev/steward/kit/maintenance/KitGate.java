package dev.steward.kit.maintenance;

import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the gate does for each request of an open channel; in the kit's package, since nobody else need see it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KitGate {
    public static final Map<String, String> NAMES = Map.of(
            "clock", "a look at the clock alone (floor)",
            "openWithoutWindows", "open, no window",
            "openWithTenWindowsAhead", "open, ten windows ahead");

    private final Settings settings = new Settings();
    private final PointClock clock = new PointClock(Clock.systemUTC());
    private final GatedPaths paths = new GatedPaths(settings);
    private final Map<String, Timeline> without = timelines(List.of());
    private final Map<String, Timeline> ahead = timelines(IntStream.range(1, 11).mapToObj(KitGate::window).toList());

    record Settings() implements MaintenanceConfig {
        @Override
        public Map<String, List<String>> gate() {
            return Map.of("storefront", List.of("/"), "api", List.of("/api"), "partner", List.of("/partner"));
        }

        @Override
        public List<String> exempt() {
            return List.of("/q/");
        }

        @Override
        public Optional<List<String>> closedOnUnknown() {
            return Optional.empty();
        }

        @Override
        public Set<String> htmlChannels() {
            return Set.of("storefront");
        }

        @Override
        public Duration pollEvery() {
            return Duration.ofSeconds(2);
        }

        @Override
        public String point() {
            return "benchmark";
        }

        @Override
        public Duration acknowledgeEvery() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Optional<Path> templates() {
            return Optional.empty();
        }

        @Override
        public ZoneId zone() {
            return ZoneOffset.UTC;
        }
    }

    @Benchmark
    public Instant clock() {
        return clock.now();
    }

    @Benchmark
    public ChannelState openWithoutWindows() {
        return without.get(paths.channelOf("/api/orders/42")).at(clock.now());
    }

    @Benchmark
    public ChannelState openWithTenWindowsAhead() {
        return ahead.get(paths.channelOf("/api/orders/42")).at(clock.now());
    }

    /** As the follower keeps them. */
    private static Map<String, Timeline> timelines(List<MaintenanceWindow> windows) {
        return new ConcurrentHashMap<>(Map.of("api", Timeline.of(new Snapshot(1, windows), "api")));
    }

    private static MaintenanceWindow window(int day) {
        Instant start = Instant.now().plus(Duration.ofDays(day));
        return new MaintenanceWindow(UUID.randomUUID(), List.of(new Coverage("api", start, null, null)),
                start.plusSeconds(3600), EndPolicy.AUTOMATIC, "We are moving.", 1);
    }
}
