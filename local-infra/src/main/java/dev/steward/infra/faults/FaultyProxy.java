package dev.steward.infra.faults;

import dev.steward.infra.InfraFailed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A TCP proxy on the loopback address that makes the network in front of a server bad. Its port stays the same
 * throughout; what
 * is set holds for open and new connections, until {@link #heal()}.
 */
public final class FaultyProxy implements AutoCloseable {
    private final int target;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Mode mode = Mode.HEALTHY;
    private volatile Duration latency = Duration.ZERO;

    private enum Mode {
        HEALTHY,
        CUT,
        STALLED
    }

    private FaultyProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    }

    /**
     * @param target
     *            the port on the loopback address that it leads to
     */
    public static FaultyProxy to(int target) {
        try {
            var proxy = new FaultyProxy(target);
            Thread.ofVirtual().name("faulty-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new InfraFailed("The proxy cannot listen: " + e.getMessage(), e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Everything that passes, in either direction, waits this long; zero is as good as new. */
    public void slow(Duration each) {
        latency = each;
    }

    /** Closes all connections, with a reset, and every new one at once. */
    public void cut() {
        become(Mode.CUT);
        closeAll();
    }

    /**
     * Keeps all connections open, accepts new ones, and lets nothing pass; what is held back passes after {@link #heal()}.
     */
    public void stall() {
        become(Mode.STALLED);
    }

    /** No delay, nothing held back, nothing refused; connections that were cut stay so. */
    public void heal() {
        latency = Duration.ZERO;
        become(Mode.HEALTHY);
    }

    @Override
    public void close() {
        become(Mode.CUT);
        closeQuietly(listener);
        closeAll();
    }

    private void become(Mode next) {
        lock.lock();
        try {
            mode = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // Closed, or the client is gone already.
            }
        }
    }

    private void serve(Socket client) {
        var server = new Socket();
        open.add(server);
        try {
            passOrWait();
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 2000);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> copy(server, client));
            copy(client, server);
        } catch (IOException e) {
            abort(client);
            abort(server);
        }
    }

    private void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var buffer = new byte[16 * 1024];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                Thread.sleep(latency);
                passOrWait();
                out.write(buffer, 0, length);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            abort(from);
            abort(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            forgetEnded(from, to);
        }
    }

    /** Returns when something may pass. */
    private void passOrWait() throws IOException {
        lock.lock();
        try {
            while (mode == Mode.STALLED) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        if (mode == Mode.CUT) {
            throw new IOException("cut");
        }
    }

    private void forgetEnded(Socket from, Socket to) {
        if (to.isInputShutdown() || from.isClosed() || to.isClosed() || from.isOutputShutdown()) {
            closeQuietly(from);
            closeQuietly(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private void closeAll() {
        open.forEach(this::abort);
    }

    private void abort(Socket socket) {
        try {
            // Zero linger makes close() a reset, as a died host's connection ends.
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Closed already.
        }
        closeQuietly(socket);
        open.remove(socket);
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Nothing is left to do with it.
        }
    }
}
