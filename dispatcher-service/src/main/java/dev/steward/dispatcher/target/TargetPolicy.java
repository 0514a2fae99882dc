package dev.steward.dispatcher.target;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Decides which addresses may be sent to. Pure. */
@Singleton
public class TargetPolicy {
    private final List<AddressRange> allowed;

    public TargetPolicy(TargetConfig config) {
        this.allowed = config.allowed().orElse(List.of()).stream().map(TargetPolicy::range).toList();
    }

    /** Why this address is refused, as a sentence; empty where it may be sent to. */
    public Optional<String> objectionTo(InetAddress address) {
        if (allowed.stream().anyMatch(range -> range.contains(address.getAddress()))) {
            return Optional.empty();
        }
        return ReservedAddresses.kindOf(address)
                .map(kind -> "%s is forbidden: the address is %s.".formatted(address.getHostAddress(), kind));
    }

    private static AddressRange range(String text) {
        try {
            return AddressRange.of(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "steward.dispatcher.target.allowed must list addresses and ranges like 10.20.0.0/16: " + e.getMessage(), e);
        }
    }
}
