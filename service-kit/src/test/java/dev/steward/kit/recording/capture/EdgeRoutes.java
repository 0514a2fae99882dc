package dev.steward.kit.recording.capture;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Everything an application may do with Vert.x's own request and response: once recorded, once not. */
@Singleton
public class EdgeRoutes {
    static final String FILE = "0123456789".repeat(500);
    private static final Map<String, List<String>> EVENTS = new ConcurrentHashMap<>();

    private final Path file = written();

    /** What the handlers of the application heard, in order. */
    static List<String> events(String traceId) {
        return EVENTS.computeIfAbsent(traceId, id -> new CopyOnWriteArrayList<>());
    }

    void register(@Observes Router router) {
        for (String prefix : List.of("/api/bounded/", "/api/blind/")) {
            router.route(prefix + "echo").order(-1)
                    .handler(context -> context.request().bodyHandler(context.response()::end).resume());
        }
        for (String prefix : List.of("/api/raw/", "/other/raw/")) {
            new Routes(router, prefix).register();
        }
    }

    private static Path written() {
        try {
            Path file = Files.createTempFile("edges", ".txt");
            file.toFile().deleteOnExit();
            return Files.writeString(file, FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Routes {
        private final Router router;
        private final String prefix;

        Routes(Router router, String prefix) {
            this.router = router;
            this.prefix = prefix;
        }

        private void on(String name, Consumer<RoutingContext> action) {
            router.route(prefix + name).order(-1).handler(action::accept);
        }

        private void answer(String name, Consumer<HttpServerResponse> action) {
            on(name, context -> action.accept(context.response()));
        }

        void register() {
            answers();
            files();
            breaks();
            requests();
            switches();
        }

        private void answers() {
            answer("write", response -> {
                response.setChunked(true).write("one ");
                response.write(Buffer.buffer("two "));
                response.write("thr\u00e9e", "ISO-8859-1").onComplete(written -> response.end());
            });
            answer("end", response -> response.end("ended"));
            answer("nothing", HttpServerResponse::end);
            answer("send-string", response -> response.send("sent"));
            answer("send-nothing", HttpServerResponse::send);
            answer("declared", response -> {
                response.putHeader("Content-Length", "8").write("four").onComplete(first -> response.end("more"));
            });
            answer("trailers", response -> {
                response.setChunked(true).putHeader("Trailer", "X-Sum").write("body");
                response.putTrailer("X-Sum", "4").end();
            });
            answer("hints", response -> response
                    .writeEarlyHints(MultiMap.caseInsensitiveMultiMap().add("link", "</style.css>; rel=preload"))
                    .onComplete(hinted -> response.end("hinted")));
            answer("unchunked", response -> response.write("never sent"));
            answer("twice", response -> {
                response.end("once");
                response.end("twice");
            });
            answer("not-modified", response -> response.setStatusCode(304).putHeader("ETag", "\"1\"").end());
            answer("head-first", response -> {
                response.setChunked(true).writeHead();
                response.end("later");
            });
            on("handlers", context -> {
                hear(context, context.response());
                context.response().end("heard");
            });
            on("worker", context -> context.vertx().executeBlocking(() -> {
                context.response().setStatusCode(204).putHeader("X-Late", "1").end();
                return null;
            }));
            on("threads", this::fromManyThreads);
            on("reroute", context -> context.reroute(prefix + "end"));
            on("gzip", context -> context.response().putHeader("Content-Type", "text/plain")
                    .putHeader("Content-Encoding", "identity").end("identity"));
        }

        private void files() {
            answer("file", response -> response.sendFile(file.toString()));
            answer("part", response -> response.sendFile(file.toString(), 5, 10, sent -> {
            }));
            answer("no-file", response -> response.sendFile(file + ".none")
                    .onFailure(missing -> response.setStatusCode(404).end("no such file")));
            answer("async-file", response -> Vertx.currentContext().owner().fileSystem()
                    .open(file.toString(), new OpenOptions().setWrite(false)).onSuccess(response::send));
        }

        private void breaks() {
            answer("reset", HttpServerResponse::reset);
            answer("close", EdgeRoutes::close);
            answer("close-late", response -> response.setChunked(true).write("half").onComplete(half -> close(response)));
            on("close-worker", context -> context.vertx().executeBlocking(() -> {
                close(context.response());
                return null;
            }));
            on("drop", context -> context.request().connection().close());
            on("fail-late", context -> {
                context.response().setChunked(true).write("half");
                context.fail(new IllegalStateException("after the head"));
            });
            on("silent", context -> hear(context, context.response()));
        }

        private void requests() {
            on("echo", context -> context.request().bodyHandler(context.response()::end).resume());
            on("body-twice", context -> {
                HttpServerRequest request = context.request();
                request.body().onSuccess(body -> events(context).add("first " + body.length()));
                request.handler(chunk -> {
                }).body().onSuccess(body -> context.response().end("second " + body.length()));
                request.resume();
            });
            on("form", context -> {
                HttpServerRequest request = context.request();
                request.setExpectMultipart(true);
                request.exceptionHandler(bad -> context.response().setStatusCode(400).end("bad form"));
                request.endHandler(end -> context.response().end(request.getFormAttribute("a")));
            });
            on("form-late", context -> {
                HttpServerRequest request = context.request();
                request.setExpectMultipart(true);
                context.vertx().setTimer(20,
                        late -> request.endHandler(end -> context.response().end(request.getFormAttribute("a"))));
            });
            on("by-piece", context -> {
                HttpServerRequest request = context.request().pause();
                Buffer all = Buffer.buffer();
                request.handler(chunk -> {
                    all.appendBuffer(chunk);
                    context.vertx().runOnContext(next -> request.fetch(1));
                });
                request.endHandler(end -> context.response().end(all));
                request.fetch(1);
            });
            on("continue", context -> {
                context.response().writeContinue();
                context.request().bodyHandler(context.response()::end).resume();
            });
            answer("early", response -> response.end("without reading"));
        }

        private void switches() {
            on("websocket", context -> context.request().toWebSocket().onSuccess(socket -> {
                socket.writeTextMessage("hello");
                socket.close();
            }));
            on("tunnel", context -> context.request().toNetSocket().onSuccess(socket -> {
                socket.write("raw bytes");
                socket.close();
            }));
        }

        private void fromManyThreads(RoutingContext context) {
            HttpServerResponse response = context.response().setChunked(true);
            CountDownLatch written = new CountDownLatch(4);
            for (int i = 0; i < 4; i++) {
                Thread.startVirtualThread(() -> {
                    for (int j = 0; j < 250; j++) {
                        response.write("x".repeat(100));
                    }
                    written.countDown();
                });
            }
            Thread.startVirtualThread(() -> {
                try {
                    written.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                response.end();
            });
        }
    }

    @SuppressWarnings("deprecation")
    private static void close(HttpServerResponse response) {
        response.close();
    }

    private static List<String> events(RoutingContext context) {
        String parent = context.request().getHeader("traceparent");
        return events(parent == null ? "none" : parent.substring(3, 35));
    }

    private static void hear(RoutingContext context, HttpServerResponse response) {
        List<String> events = events(context);
        context.addEndHandler(result -> events.add("context end " + result.succeeded()));
        context.addHeadersEndHandler(head -> events.add("context headers end"));
        context.addBodyEndHandler(body -> events.add("context body end"));
        context.request().exceptionHandler(cause -> events.add("request exception"));
    }
}
