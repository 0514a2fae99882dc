package dev.steward.benchmarks.dispatch;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * The receiver, a process of its own: answers 200 at once and remembers when each message came for the first and for
 * the second time. {@code /control/} is for the benchmark; everything else is a delivery.
 */
public final class ReceiverMain {
    private static final String TAKEN = "{\"taken\":true}";
    private static final int DIGITS = 10;

    // All of it belongs to the one event loop.
    private long[] first = {};
    private long[] second = {};
    private int count;
    private boolean silent;

    private ReceiverMain() {}

    public static void main(String[] arguments) {
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.JULLogDelegateFactory");
        var receiver = new ReceiverMain();
        Vertx.vertx().createHttpServer().requestHandler(receiver::receive)
                .listen(Integer.parseInt(arguments[0]), "127.0.0.1");
    }

    private void receive(HttpServerRequest request) {
        if (request.path().startsWith("/control/")) {
            request.response().end(control(request));
        } else {
            request.bodyHandler(body -> {
                note(body);
                if (!silent) {
                    request.response().end(TAKEN);
                }
            });
        }
    }

    private String control(HttpServerRequest request) {
        switch (request.path()) {
            case "/control/expect" -> expect(Integer.parseInt(request.getParam("messages")));
            case "/control/silent" -> silent = Boolean.parseBoolean(request.getParam("on"));
            case "/control/arrivals" -> {
                return arrivals();
            }
            default -> {
                return Integer.toString(count);
            }
        }
        return "";
    }

    private void expect(int messages) {
        first = new long[messages];
        second = new long[messages];
        count = 0;
    }

    private void note(Buffer body) {
        long now = System.nanoTime();
        int number = number(body);
        if (number < 0 || number >= first.length) {
            return;
        }
        if (first[number] == 0) {
            first[number] = now;
            count++;
        } else if (second[number] == 0) {
            second[number] = now;
        }
    }

    /** After the only sign of its kind. */
    private static int number(Buffer body) {
        int sign = 0;
        while (sign + DIGITS < body.length() && body.getByte(sign) != '#') {
            sign++;
        }
        if (sign + DIGITS >= body.length()) {
            return -1;
        }
        int number = 0;
        for (int i = 1; i <= DIGITS; i++) {
            number = number * 10 + body.getByte(sign + i) - '0';
        }
        return number;
    }

    private String arrivals() {
        var lines = new StringBuilder(first.length * 40);
        for (int i = 0; i < first.length; i++) {
            lines.append(first[i]).append(' ').append(second[i]).append('\n');
        }
        return lines.toString();
    }
}
