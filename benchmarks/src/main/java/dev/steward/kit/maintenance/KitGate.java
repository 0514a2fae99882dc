package dev.steward.kit.maintenance;

import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

    private final PointClock clock = new PointClock(Clock.systemUTC());
    private final GatedPaths paths = new GatedPaths(
            Map.of("storefront", List.of("/"), "api", List.of("/api"), "partner", List.of("/partner")), List.of("/q/"));
    private final Map<String, Timeline> without = timelines(List.of());
    private final Map<String, Timeline> ahead = timelines(IntStream.range(1, 11).mapToObj(KitGate::window).toList());

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
