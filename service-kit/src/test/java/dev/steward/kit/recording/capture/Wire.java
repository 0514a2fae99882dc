package dev.steward.kit.recording.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that sends exactly what it is told and reads all that comes until the server is through. */
final class Wire {
    private static final int SILENCE_MILLIS = 10_000;

    private Wire() {}

    static String exchange(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(SILENCE_MILLIS);
            send(socket, request);
            return rest(socket);
        }
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Until the server closes; a reset ends it too. */
    static String rest(Socket socket) throws IOException {
        var all = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        try {
            for (int read = 0; read >= 0; read = socket.getInputStream().read(piece)) {
                all.write(piece, 0, read);
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (SocketException e) {
            all.writeBytes(" [reset]".getBytes(StandardCharsets.ISO_8859_1));
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    static String until(Socket socket, String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(text) < 0) {
            int read = socket.getInputStream().read();
            if (read < 0) {
                throw new IOException("closed after: " + seen);
            }
            seen.append((char) read);
        }
        return seen.toString();
    }
}
