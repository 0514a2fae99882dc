package dev.steward.dispatcher.target;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.List;

/** Looks up a name. */
@FunctionalInterface
public interface Resolver {
    /** At least one address; fails with {@link java.net.UnknownHostException}. */
    Uni<List<InetAddress>> resolve(String host);
}
