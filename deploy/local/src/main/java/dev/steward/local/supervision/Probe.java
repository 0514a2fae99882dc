package dev.steward.local.supervision;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a process how it is; answers within a moment, whatever happens. */
@FunctionalInterface
public interface Probe {
    int PATIENCE_MILLIS = 1000;

    Health ask();

    /** Whether something accepts connections there. */
    static Probe connect(int port) {
        return () -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
                return Health.GOOD;
            } catch (IOException e) {
                return new Health.Silent(e.getMessage());
            }
        };
    }

    /** Whether a Valkey answers there. */
    static Probe ping(int port) {
        return () -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readNBytes("+PONG".length()), StandardCharsets.US_ASCII);
                return answer.equals("+PONG") ? Health.GOOD : new Health.Silent("answers " + answer);
            } catch (IOException e) {
                return new Health.Silent(e.getMessage());
            }
        };
    }
}
