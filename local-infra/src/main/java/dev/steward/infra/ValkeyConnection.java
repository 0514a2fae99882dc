package dev.steward.infra;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A plain connection for tests and checks (RESP 2), which owes nothing to the client that the services use. */
public final class ValkeyConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 2000;

    private final Socket socket;
    private final DataInputStream in;

    private ValkeyConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /**
     * @param url
     *            {@code redis://[[user]:password@]host[:port][/database]}
     */
    public static ValkeyConnection to(URI url) throws IOException {
        var socket = new Socket();
        try {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort() < 0 ? 6379 : url.getPort()), TIMEOUT_MILLIS);
            var connection = new ValkeyConnection(socket);
            connection.greet(url);
            return connection;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * @return a String, a Long, a List of these, or null
     * @throws IOException
     *             also if the answer is an error
     */
    public Object call(String... words) throws IOException {
        var request = new StringBuilder("*%d\r\n".formatted(words.length));
        for (String word : words) {
            request.append("$%d\r\n%s\r\n".formatted(word.getBytes(StandardCharsets.UTF_8).length, word));
        }
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
        return read();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void greet(URI url) throws IOException {
        if (url.getUserInfo() != null) {
            String[] login = url.getUserInfo().split(":", 2);
            String password = login[login.length - 1];
            call(login.length == 1 || login[0].isEmpty()
                    ? new String[]{"AUTH", password}
                    : new String[]{"AUTH", login[0], password});
        }
        if (url.getPath() != null && url.getPath().length() > 1) {
            call("SELECT", url.getPath().substring(1));
        }
    }

    private Object read() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case ':' -> Long.valueOf(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> array(Integer.parseInt(rest));
            case '-' -> throw new IOException(rest);
            default -> throw new IOException("Not RESP: " + line);
        };
    }

    private String bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        var bytes = new byte[length];
        in.readFully(bytes);
        in.skipNBytes(2);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private List<Object> array(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        var items = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            items.add(read());
        }
        return items;
    }

    private String line() throws IOException {
        var text = new StringBuilder();
        for (int b = in.read(); b != '\r'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("Closed by the server");
            }
            text.append((char) b);
        }
        in.skipNBytes(1);
        return text.toString();
    }
}
