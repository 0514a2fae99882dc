package dev.steward.maintenance.channel;

import dev.steward.kit.config.ConfigurationError;
import dev.steward.kit.maintenance.ChannelPolicy;
import dev.steward.kit.problem.ProblemException;
import dev.steward.maintenance.MaintenanceServiceError;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The channels that exist. */
@Singleton
public class Channels {
    // A part of cookie names, of roles and of addresses.
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    private final Map<String, ChannelPolicy> policies = new TreeMap<>();

    Channels(ChannelConfig config) {
        config.channels().forEach((name, channel) -> {
            ConfigurationError.unless(NAME.matcher(name).matches(), "steward.maintenance.channel.%s: the name of a channel is "
                    + "made of lower-case letters, digits and hyphens.", name);
            ConfigurationError.unless(channel.retryJitter() >= 0 && channel.retryJitter() <= 1,
                    "steward.maintenance.channel.%s.retry-jitter is a share from 0 to 1.", name);
            policies.put(name, new ChannelPolicy(name, channel.html(), channel.grace(),
                    channel.sessionCookies().orElse(List.of()), channel.exempt().orElse(List.of()), channel.announceAhead(),
                    channel.retryFloor(), channel.retryUnknown(), channel.retryJitter()));
        });
        ConfigurationError.unless(!policies.isEmpty(), "No channel is configured below steward.maintenance.channel.");
    }

    public List<String> names() {
        return List.copyOf(policies.keySet());
    }

    List<ChannelPolicy> policies() {
        return List.copyOf(policies.values());
    }

    /**
     * The channels that a request is about.
     *
     * @param asked
     *            null or none: all
     */
    public SortedSet<String> known(Collection<String> asked) {
        if (asked == null || asked.isEmpty()) {
            return new TreeSet<>(policies.keySet());
        }
        asked.forEach(this::require);
        return new TreeSet<>(asked);
    }

    public String require(String channel) {
        if (!policies.containsKey(channel)) {
            throw new ProblemException(MaintenanceServiceError.UNKNOWN_CHANNEL,
                    "There is no channel '" + channel + "'; there are " + String.join(", ", policies.keySet()) + ".");
        }
        return channel;
    }
}
