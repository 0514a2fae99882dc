package dev.steward.maintenance.event;

import static dev.steward.maintenance.Calls.as;
import static dev.steward.maintenance.Calls.forgetOtherTests;
import static dev.steward.maintenance.Calls.schedule;
import static dev.steward.maintenance.Calls.uri;
import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.TestTokens;
import dev.steward.infra.test.WithStores;
import dev.steward.maintenance.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("maintenance")
class ChangeStreamTest {
    private static final List<String> CHANNELS = List.of("api", "partner", "storefront", "api");
    private static final int FLIPS = 1_010;
    private static final int MOST_CALLS = 1_000;
    private static final int READERS = 10;
    private static final String TOKEN = TestTokens.token("alice", "admin");
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @InjectStores
    Stores stores;
    @Inject
    ChangeFeed feed;

    @BeforeEach
    void settle() {
        Database.started(stores);
        forgetOtherTests();
    }

    @Test
    void beginsWithTheStatusAndTellsOfEachChange() throws Exception {
        try (SseReader reader = SseReader.open(null)) {
            assertEquals(200, reader.response().statusCode());
            assertEquals("no", reader.response().headers().firstValue("X-Accel-Buffering").orElseThrow());
            assertEquals("no-store", reader.response().headers().firstValue("Cache-Control").orElseThrow());
            await().atMost(10, SECONDS).until(() -> reader.statuses().size() == 1);
            assertEquals(List.of("ONLINE", "ONLINE", "ONLINE"), states(reader, 0));
            assertNull(reader.statuses().getFirst().id());

            String id = schedule("{\"channels\":[\"api\"]}").extract().path("id");
            await().atMost(10, SECONDS).until(() -> reader.statuses().size() == 2);
            assertEquals(List.of("OFFLINE", "ONLINE", "ONLINE"), states(reader, 1));
            JsonPath change = JsonPath.from(reader.changes().getFirst().data());
            assertEquals(List.of(Database.revision(stores)), reader.revisions());
            assertEquals(Database.revision(stores), change.getLong("revision"));
            assertEquals("alice", change.getString("actor"));
            assertEquals("CREATE", change.getString("changes[0].action"));
            assertEquals(id, change.getString("changes[0].windowId"));
        }
    }

    @Test
    void tellsTheStatusAtAnEdgeThatNobodyTouches() throws Exception {
        Instant start = Instant.now().plusSeconds(1);
        schedule("{\"channels\":[\"api\"],\"startsAt\":\"%s\",\"backOnlineAt\":\"%s\"}".formatted(start, start.plusSeconds(1)));
        try (SseReader reader = SseReader.open(null)) {
            await().atMost(15, SECONDS).until(() -> reader.statuses().size() == 3);
            assertEquals("SCHEDULED", states(reader, 0).getFirst());
            assertEquals("OFFLINE", states(reader, 1).getFirst());
            assertEquals("ONLINE", states(reader, 2).getFirst());
            assertEquals(List.of(), reader.revisions());
        }
    }

    @Test
    void everyReaderSeesEveryRevisionInOrderAndWhoComesBackGoesOn() throws Exception {
        long first = Database.revision(stores);
        List<SseReader> readers = new ArrayList<>();
        try {
            for (int i = 0; i < READERS; i++) {
                readers.add(SseReader.open(i % 2 == 0 ? null : Long.toString(first)));
            }
            flip(first + FLIPS);
            List<Long> all = LongStream.rangeClosed(first + 1, Database.revision(stores)).boxed().toList();
            assertTrue(all.size() >= FLIPS, "only " + all.size());
            readers.add(SseReader.open(Long.toString(first)));
            for (SseReader reader : readers) {
                // Well below the time after which a forgotten reader would look again by itself.
                await().atMost(15, SECONDS).until(() -> reader.revisions().size() >= all.size());
                assertEquals(all, reader.revisions());
            }
            long known = all.get(all.size() / 2);
            readers.add(SseReader.open(Long.toString(known)));
            List<Long> rest = all.subList(all.size() / 2 + 1, all.size());
            await().atMost(15, SECONDS).until(() -> readers.getLast().revisions().size() >= rest.size());
            assertEquals(rest, readers.getLast().revisions());
        } finally {
            readers.forEach(SseReader::close);
        }
    }

    @Test
    void aChangeBetweenALookAndAWaitIsNotMissed() {
        long looked = feed.told();
        schedule("{}");
        await().atMost(10, SECONDS).until(() -> feed.head() == Database.revision(stores));
        feed.next(looked, Duration.ofMinutes(1)).await().atMost(Duration.ofSeconds(10));
    }

    @Test
    void asksForARoleAndAnIdThatIsANumber() {
        given().get("/v1/stream").then().statusCode(401);
        as("customer").get("/v1/stream").then().statusCode(403);
        as("operator").header("Last-Event-ID", "yesterday").get("/v1/stream").then().statusCode(400);
    }

    private static void flip(long until) throws Exception {
        try (ExecutorService operators = Executors.newFixedThreadPool(CHANNELS.size())) {
            List<Callable<Long>> work = new ArrayList<>();
            for (int i = 0; i < CHANNELS.size(); i++) {
                String operator = "operator " + i;
                String channel = CHANNELS.get(i);
                work.add(() -> flip(operator, channel, until));
            }
            for (Future<Long> done : operators.invokeAll(work)) {
                assertTrue(done.get() >= until);
            }
        }
    }

    private static long flip(String operator, String channel, long until) throws Exception {
        long revision = 0;
        for (int call = 0; call < MOST_CALLS && revision < until; call++) {
            revision = call % 2 == 0
                    ? change("PUT", "", "{\"channels\":[\"%s\"],\"message\":\"%s %d\"}".formatted(channel, operator, call))
                    : change("DELETE", "?channel=" + channel, "");
        }
        return revision;
    }

    /** 0 when the machine was too busy for the database's deadline, which is not the question here. */
    private static long change(String method, String query, String body) throws Exception {
        HttpResponse<String> answer = CLIENT.send(HttpRequest.newBuilder(uri("/v1/offline" + query))
                .header("Authorization", "Bearer " + TOKEN).header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        if (answer.statusCode() == 503) {
            return 0;
        }
        assertEquals(200, answer.statusCode(), answer.body());
        return new JsonObject(answer.body()).getLong("revision");
    }

    private static List<String> states(SseReader reader, int status) {
        return JsonPath.from(reader.statuses().get(status).data()).getList("channels.state");
    }
}
