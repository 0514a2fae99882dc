package dev.steward.infra.faults;

import dev.steward.infra.InfraFailed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on the loopback address that makes the network in front of a server bad. Its port stays the same
 * throughout; what is set last holds for open and new connections alike, until {@link #heal()}.
 */
public final class FaultyProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Gate gate = new Gate();
    private volatile InetSocketAddress target;

    private FaultyProxy(int targetPort) throws IOException {
        this.target = at(targetPort);
        this.listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    }

    /**
     * @param targetPort
     *            the port on the loopback address that it leads to; nobody need listen there yet
     */
    public static FaultyProxy to(int targetPort) {
        try {
            var proxy = new FaultyProxy(targetPort);
            Thread.ofVirtual().name("faulty-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new InfraFailed("The proxy cannot listen: " + e.getMessage(), e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections lead through it. */
    public int connections() {
        return links.size();
    }

    /** Whatever passes, in either direction, waits this long. */
    public void slow(Duration each) {
        gate.become(Gate.State.OPEN, each);
    }

    /** Closes all connections, and every new one at once, with a reset. */
    public void cut() {
        gate.become(Gate.State.CUT, Duration.ZERO);
        links.forEach(Link::abort);
    }

    /**
     * Keeps all connections open, accepts new ones, and lets nothing pass; what it holds back passes after {@link
     * #heal()}.
     */
    public void stall() {
        gate.become(Gate.State.STALLED, Duration.ZERO);
    }

    /** Leads to another server from now on, as after a failover: all connections are reset. */
    public void leadTo(int otherPort) {
        target = at(otherPort);
        links.forEach(Link::abort);
    }

    /** Passes everything at once again; connections that were cut stay so. */
    public void heal() {
        gate.become(Gate.State.OPEN, Duration.ZERO);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new InfraFailed("The proxy cannot stop to listen: " + e.getMessage(), e);
        } finally {
            cut();
        }
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                open(listener.accept());
            } catch (IOException e) {
                // Closed by us, or the client gave up already.
            }
        }
    }

    private void open(Socket client) {
        var link = new Link(client, gate, links::remove);
        links.add(link);
        link.open(target);
    }
}
