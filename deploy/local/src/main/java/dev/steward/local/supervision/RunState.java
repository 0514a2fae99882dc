package dev.steward.local.supervision;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Locale;

/**
 * What the supervisor writes down about its run, for the commands in other terminals and for whoever cleans up after
 * it.
 *
 * @param processes
 *            in the order in which they are to be stopped
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunState(Phase phase, ProcessIdentity supervisor, String startedAt, Settings settings, List<Entry> processes) {
    /** DOWN: never started, or stopped in order. */
    public enum Phase {
        STARTING,
        RUNNING,
        STOPPING,
        DOWN
    }

    /** What {@code up} was called with. */
    public record Settings(int replicas, int gatewayPort, int portOffset) {}

    /**
     * @param process
     *            null while it does not run
     */
    public record Entry(String name, int replica, int port, String state, ProcessIdentity process, int restarts, String note) {
        static Entry of(Supervised supervised) {
            var member = supervised.member();
            var now = supervised.condition();
            return new Entry(member.name(), member.replica(), member.port(), now.state().text(), now.process(), now.restarts(),
                    now.note());
        }

        @JsonIgnore
        boolean isReady() {
            return Condition.State.READY.text().equals(state);
        }
    }

    public static RunState down() {
        return new RunState(Phase.DOWN, null, null, null, List.of());
    }

    @JsonIgnore
    public boolean isRunning() {
        return (phase == Phase.STARTING || phase == Phase.RUNNING) && supervisor.isAlive();
    }

    /** The word of the contract: ready, starting, degraded or down. */
    @JsonIgnore
    public String summary() {
        if (!isRunning()) {
            return "down";
        }
        if (phase == Phase.STARTING) {
            return phase.name().toLowerCase(Locale.ROOT);
        }
        return processes.stream().allMatch(Entry::isReady) ? "ready" : "degraded";
    }
}
