package dev.steward.proof.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Somebody's HTTP server, which keeps a log of what arrived. A request's body is its mark, by which it is known here.
 */
public final class Receiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MANY = 500;

    static {
        // Otherwise each answer waits for an acknowledgement that the other side delays.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", Integer.toString(MANY));
    }

    /**
     * @param number
     *            the attempt's
     * @param turn
     *            how often this mark has arrived, from 1
     * @param from
     *            the port of the worker's end of the connection
     */
    public record Arrival(String mark, int number, int turn, int from, Instant at, Reply reply) {}

    /**
     * @param status
     *            or {@link #SILENCE}, or {@link #HANG_UP}
     * @param after
     *            how long it is made to wait
     */
    public record Reply(int status, Duration after) {
        public static final int SILENCE = 0;
        public static final int HANG_UP = -1;

        public static Reply of(int status) {
            return new Reply(status, Duration.ZERO);
        }
    }

    /** What a mark gets that arrives for the n-th time. */
    public interface Behaviour {
        Reply reply(String mark, int turn);
    }

    private final HttpServer server;
    private final Behaviour behaviour;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> waiting = new ArrayList<>();
    private final Queue<Arrival> log = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();
    private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    private Receiver(Behaviour behaviour, int backlog) {
        this.behaviour = behaviour;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), backlog);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::receive);
    }

    public static Receiver answering(Behaviour behaviour) {
        var receiver = new Receiver(behaviour, MANY);
        receiver.server.start();
        return receiver;
    }

    public static Receiver answering(int status) {
        return answering((mark, turn) -> Reply.of(status));
    }

    /** One on whose port connections neither open nor fail until {@link #accept()}. */
    public static Receiver notAccepting(int status) {
        var receiver = new Receiver((mark, turn) -> Reply.of(status), 1);
        receiver.fillBacklog();
        return receiver;
    }

    public void accept() {
        server.start();
        waiting.forEach(Receiver::close);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/";
    }

    /** From now on what arrives is logged, and answered only after {@link #release()}. */
    public void hold() {
        gate = new CompletableFuture<>();
    }

    public void release() {
        gate.complete(null);
    }

    public int count() {
        return log.size();
    }

    /** In their order. */
    public List<Arrival> arrivals() {
        return List.copyOf(log);
    }

    public Map<String, List<Arrival>> byMark() {
        return log.stream().collect(Collectors.groupingBy(Arrival::mark));
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.shutdownNow();
        waiting.forEach(Receiver::close);
    }

    private void receive(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        String mark = body.path("request").asText();
        int turn = turns.computeIfAbsent(mark, first -> new AtomicInteger()).incrementAndGet();
        Reply reply = behaviour.reply(mark, turn);
        log.add(new Arrival(mark, body.at("/__task/attempt/number").asInt(), turn, exchange.getRemoteAddress().getPort(),
                Instant.now(), reply));
        gate.join();
        LockSupport.parkNanos(reply.after().toNanos());
        if (reply.status() == Reply.SILENCE) {
            return;
        }
        if (reply.status() != Reply.HANG_UP) {
            exchange.sendResponseHeaders(reply.status(), -1);
        }
        exchange.close();
    }

    /** Linux queues one connection more than it is told, and then lets whoever comes wait. */
    private void fillBacklog() {
        while (true) {
            var socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(server.getAddress(), 200);
            } catch (SocketTimeoutException full) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
