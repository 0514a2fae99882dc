package dev.steward.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection to a server on this machine, that asks and waits; it costs less than what it measures. */
public final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int filled;

    public Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        out = socket.getOutputStream();
        in = socket.getInputStream();
    }

    /** Sends a whole request and reads the whole answer, of which the status is told. */
    public int exchange(byte[] request) throws IOException {
        out.write(request);
        return answer();
    }

    public OutputStream out() {
        return out;
    }

    /** Reads an answer of a known length, however long. */
    public int answer() throws IOException {
        filled = 0;
        int head = head();
        String text = new String(buffer, 0, head, StandardCharsets.ISO_8859_1);
        long missing = length(text) - (filled - head);
        while (missing > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, missing));
            if (read < 0) {
                throw new IOException("The server closed the connection within an answer.");
            }
            missing -= read;
        }
        return Integer.parseInt(text, 9, 12, 10);
    }

    /** Where the body begins. */
    private int head() throws IOException {
        while (filled < buffer.length) {
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                throw new IOException("The server closed the connection.");
            }
            filled += read;
            for (int i = 3; i < filled; i++) {
                if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
                    return i + 1;
                }
            }
        }
        throw new IOException("The answer has no end of its head.");
    }

    private static long length(String head) {
        int name = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        int from = name + LENGTH.length();
        return name < 0 ? 0 : Long.parseLong(head.substring(from, head.indexOf('\r', from)).strip());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
