package dev.steward.dispatcher.target;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;

/**
 * From a target to an address that may be connected to. The caller connects to that address and asks no resolver again.
 */
@Singleton
public class CheckedAddresses {
    private final Resolver resolver;
    private final TargetPolicy policy;
    private final TargetConfig config;

    public CheckedAddresses(Resolver resolver, TargetPolicy policy, TargetConfig config) {
        this.resolver = resolver;
        this.policy = policy;
        this.config = config;
    }

    /**
     * Fails with {@link ForbiddenTargetException} if any of the host's addresses is forbidden: a name that leads to both is
     * an attack or a mistake.
     *
     * @param attempt
     *            from 1; each attempt takes the next of the host's addresses
     */
    public Uni<InetAddress> of(Target target, int attempt) {
        return addresses(target)
                .invoke(this::check)
                .map(addresses -> addresses.get((attempt - 1) % addresses.size()));
    }

    private Uni<List<InetAddress>> addresses(Target target) {
        return target.literalAddress()
                .map(address -> Uni.createFrom().item(List.of(address)))
                .orElseGet(() -> resolver.resolve(target.host())
                        .ifNoItem().after(config.lookupTimeout())
                        .failWith(() -> new SlowLookupException(config.lookupTimeout())));
    }

    private void check(List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            policy.objectionTo(address).ifPresent(objection -> {
                throw new ForbiddenTargetException(objection);
            });
        }
    }
}
