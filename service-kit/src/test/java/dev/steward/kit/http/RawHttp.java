package dev.steward.kit.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sends exactly the given bytes and reads one answer: no client library that would tidy up what it is told to send. */
public final class RawHttp {
    private static final int PATIENCE_MILLIS = 5000;

    private RawHttp() {}

    /**
     * @param headers
     *            by name, whatever its case; a repeated one's values joined by a comma
     * @param closed
     *            the server said {@code Connection: close}, and did
     */
    public record Answer(int status, Map<String, String> headers, String body, boolean closed) {
        public String header(String name) {
            return headers.get(name);
        }
    }

    /**
     * Each character is one byte.
     *
     * @throws EOFException
     *             when the server closes without an answer
     */
    public static Answer send(int port, String request) throws IOException {
        return send(port, new String[]{request}).getFirst();
    }

    /** One after the other on one connection. */
    public static List<Answer> send(int port, String... requests) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var answers = new ArrayList<Answer>();
            for (String request : requests) {
                Thread.ofVirtual().start(() -> write(socket, request));
                answers.add(read(socket, request.startsWith("HEAD ")));
            }
            return answers;
        }
    }

    private static void write(Socket socket, String request) {
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException answeredAndClosed) {
            // The server may answer, and close, before it has read everything.
        }
    }

    private static Answer read(Socket socket, boolean head) throws IOException {
        InputStream in = socket.getInputStream();
        String[] statusLine = line(in).split(" ", 3);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] header = line.split(":", 2);
            headers.merge(header[0], header[1].strip(), (one, other) -> one + ", " + other);
        }
        String body = head ? "" : body(in, headers);
        return new Answer(Integer.parseInt(statusLine[1]), headers, body, closes(socket, headers));
    }

    private static boolean closes(Socket socket, Map<String, String> headers) throws IOException {
        if (!"close".equalsIgnoreCase(headers.get("Connection"))) {
            return false;
        }
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    private static String body(InputStream in, Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
            return chunked(in);
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String chunked(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toString(StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("closed after \"" + line + "\"");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }
}
