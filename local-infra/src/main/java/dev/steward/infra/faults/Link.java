package dev.steward.infra.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One proxied connection: what either side sends reaches the other through the gate, its end included. */
final class Link {
    private static final int CONNECT_MILLIS = 2000;

    private final Socket client;
    private final Socket server = new Socket();
    private final Gate gate;
    private final Consumer<Link> onEnd;
    private final AtomicInteger directions = new AtomicInteger(2);

    Link(Socket client, Gate gate, Consumer<Link> onEnd) {
        this.client = client;
        this.gate = gate;
        this.onEnd = onEnd;
    }

    void open(InetSocketAddress target) {
        Thread.ofVirtual().name("faulty-proxy-link").start(() -> {
            try {
                gate.pass();
                server.connect(target, CONNECT_MILLIS);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                Thread.ofVirtual().name("faulty-proxy-answers").start(() -> pump(server, client));
                pump(client, server);
            } catch (IOException | InterruptedException e) {
                abort();
            }
        });
    }

    /** Ends both sides with a reset, as the connections of a host that died end. */
    void abort() {
        onEnd.accept(this);
        reset(client);
        reset(server);
    }

    private void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var buffer = new byte[16 * 1024];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                gate.pass();
                out.write(buffer, 0, length);
            }
            gate.pass();
            to.shutdownOutput();
            endDirection();
        } catch (IOException | InterruptedException e) {
            abort();
        }
    }

    private void endDirection() {
        if (directions.decrementAndGet() == 0) {
            closeQuietly(client);
            closeQuietly(server);
            onEnd.accept(this);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Closed already.
        }
        closeQuietly(socket);
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // Nothing is left to do with it.
        }
    }
}
