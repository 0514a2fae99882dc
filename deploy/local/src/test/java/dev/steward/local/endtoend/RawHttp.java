package dev.steward.local.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** HTTP/1.1 as it is written: no path is tidied up, and no header is added but the three that a request needs. */
final class RawHttp {
    private static final int PATIENCE_MILLIS = 15_000;
    private static final String END_OF_HEAD = "\r\n\r\n";

    /**
     * @param headers
     *            names in small letters; several of one name are joined by a comma
     */
    record Answer(int status, SortedMap<String, String> headers, String body) {
        String header(String name) {
            return headers.get(name);
        }
    }

    private RawHttp() {}

    /**
     * @param headers
     *            whole lines
     * @param body
     *            null: none
     */
    static Answer send(int port, String method, String target, List<String> headers, String body) throws IOException {
        byte[] content = body == null ? new byte[0] : body.getBytes(UTF_8);
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        if (body != null) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        head.append("\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var request = new ByteArrayOutputStream();
            request.writeBytes(head.toString().getBytes(UTF_8));
            request.writeBytes(content);
            socket.getOutputStream().write(request.toByteArray());
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    private static Answer parse(byte[] bytes) throws IOException {
        int end = new String(bytes, ISO_8859_1).indexOf(END_OF_HEAD);
        if (end < 0) {
            throw new IOException("no answer, but " + bytes.length + " bytes");
        }
        String[] lines = new String(bytes, 0, end, ISO_8859_1).split("\r\n");
        SortedMap<String, String> headers = new TreeMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0 && line != lines[0]) {
                headers.merge(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip(),
                        (one, other) -> one + ", " + other);
            }
        }
        byte[] body = Arrays.copyOfRange(bytes, end + END_OF_HEAD.length(), bytes.length);
        boolean chunked = "chunked".equals(headers.get("transfer-encoding"));
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers,
                new String(chunked ? joined(body) : body, UTF_8));
    }

    private static byte[] joined(byte[] chunks) {
        var whole = new ByteArrayOutputStream();
        int at = 0;
        while (at < chunks.length) {
            int line = at;
            while (chunks[line] != '\r') {
                line++;
            }
            int size = Integer.parseInt(new String(chunks, at, line - at, ISO_8859_1).split(";")[0].strip(), 16);
            whole.write(chunks, line + 2, size);
            at = line + 2 + size + 2;
        }
        return whole.toByteArray();
    }
}
