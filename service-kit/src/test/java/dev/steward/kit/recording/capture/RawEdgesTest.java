package dev.steward.kit.recording.capture;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever an application does with a request: the bytes on the wire are the same as unrecorded, and there is one
 * record.
 */
@QuarkusTest
@TestProfile(EdgesProfile.class)
class RawEdgesTest extends Recorded {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    /** Status 0 is none; a size of -1 stands for a body that is not seen. */
    record Edge(String request, int status, boolean aborted, int requested, int answered) {
        static Edge get(String route, int status, int answered) {
            return new Edge(head("GET", route, ""), status, false, 0, answered);
        }

        static Edge broken(String route, int status, int answered) {
            return new Edge(head("GET", route, ""), status, true, 0, answered);
        }

        static Edge post(String route, String headers, String body, int status, int answered) {
            return new Edge(head("POST", route, headers + "Content-Length: " + body.length() + "\r\n") + body, status, false,
                    body.length(), answered);
        }

        private static String head(String method, String route, String headers) {
            return method + " PREFIX/raw/" + route + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\ntraceparent: PARENT\r\n"
                    + headers
                    + "\r\n";
        }

        Edge as(String method) {
            return new Edge(request.replaceFirst("GET", method), status, aborted, requested, 0);
        }

        Edge with(String header) {
            return new Edge(request.replaceFirst("Host: x\r\n", "Host: x\r\n" + header + "\r\n"), status, aborted, requested,
                    answered);
        }

        @Override
        public String toString() {
            return request.lines().findFirst().orElse("");
        }
    }

    static Stream<Edge> edges() {
        return Stream.of(
                Edge.get("write", 200, 13), Edge.get("write", 200, 0).as("HEAD"), Edge.get("end", 200, 5),
                Edge.get("nothing", 200, 0), Edge.get("send-string", 200, 4), Edge.get("send-nothing", 200, 0),
                Edge.get("declared", 200, 8), Edge.get("trailers", 200, 4), Edge.get("hints", 200, 6),
                Edge.get("unchunked", 500, -2), Edge.get("twice", 200, 4), Edge.get("not-modified", 304, 0),
                Edge.get("head-first", 200, 5), Edge.get("handlers", 200, 5), Edge.get("worker", 204, 0),
                Edge.get("threads", 200, 100_000), Edge.get("reroute", 200, 5),
                Edge.get("gzip", 200, 8).with("Accept-Encoding: gzip"),
                Edge.get("file", 200, EdgeRoutes.FILE.length()), Edge.get("file", 200, 0).as("HEAD"),
                Edge.get("part", 200, 10), Edge.get("no-file", 404, 12), Edge.get("async-file", 200, EdgeRoutes.FILE.length()),
                Edge.broken("reset", 0, 0), Edge.broken("close", 0, 0), Edge.broken("close-late", 200, 4),
                Edge.broken("close-worker", 0, 0), Edge.broken("drop", 0, 0), Edge.broken("fail-late", 200, 4),
                Edge.broken("silent", 0, 0),
                Edge.post("echo", "", "hello", 200, 5), Edge.post("body-twice", "", "hello", 200, 8),
                Edge.post("by-piece", "", "x".repeat(100_000), 200, 100_000),
                Edge.post("continue", "Expect: 100-continue\r\n", "hello", 200, 5),
                Edge.post("form", FORM, "a=b", 200, 1), Edge.post("form-late", FORM, "a=b", 200, 1),
                Edge.post("form", FORM, "a=%zz&b=%", 400, 8),
                Edge.post("early", "", "hello", 200, 15),
                Edge.get("tunnel", 101, 0).with("Upgrade: raw\r\nConnection: Upgrade"));
    }

    @ParameterizedTest
    @MethodSource("edges")
    void isAnsweredAsWithoutTheRecorderAndRecordedOnce(Edge edge) throws Exception {
        String recorded = Wire.exchange(base.getPort(),
                edge.request().replace("PREFIX", "/api").replace("PARENT", traceparent()));
        JsonNode record = recordedOnce();
        List<String> events = EdgeRoutes.events(traceId);
        newTrace();
        String plain = Wire.exchange(base.getPort(),
                edge.request().replace("PREFIX", "/other").replace("PARENT", traceparent()));
        assertEquals(stable(plain), stable(recorded));
        await().atMost(PATIENCE).untilAsserted(() -> assertEquals(EdgeRoutes.events(traceId), events));
        assertEquals(edge.status(), record.at("/response/status").asInt(), record.toString());
        assertEquals(edge.aborted(), record.at("/response/aborted").asBoolean(), record.toString());
        assertEquals(edge.requested(), record.at("/request/body/size").asInt(), record.toString());
        if (edge.answered() >= 0) {
            assertEquals(edge.answered(), record.at("/response/body/size").asInt(), record.toString());
        }
    }

    private static String stable(String answer) {
        return answer.replaceAll("[0-9a-f]{32}", "TRACE").replace("/other/", "/api/").replaceAll("content-length: \\d{3}\r",
                "LENGTH");
    }
}
