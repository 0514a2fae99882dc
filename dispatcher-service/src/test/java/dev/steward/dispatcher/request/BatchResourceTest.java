package dev.steward.dispatcher.request;

import static dev.steward.dispatcher.Api.as;
import static dev.steward.dispatcher.Api.enqueued;
import static dev.steward.dispatcher.Api.request;
import static dev.steward.dispatcher.request.Callers.together;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.LoopOff;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("dispatcher")
@TestProfile(LoopOff.class)
class BatchResourceTest {
    private static final String URI = "http://127.0.0.1:1/hook";
    private static final String PATH = "/internal/v1/requests";

    @InjectStores
    Stores stores;

    @Test
    void takesABatchWithAResultForEach() {
        JsonObject keyed = request(URI).put("idempotencyKey", "order-1");
        String known = enqueued(keyed);
        var batch = new JsonArray().add(request(URI)).add(keyed).add(request("http://10.0.0.1"))
                .add(keyed.copy().put("body", "other")).add(request(URI).put("idempotencyKey", "new"))
                .add(request(URI).put("idempotencyKey", "new")).add(request("x"))
                .add(request("http://[fe80::1%25eth0]/"));

        var results = as("service").body(batch.encode()).post(PATH + ":batch").then().statusCode(200).extract().jsonPath();

        assertEquals(List.of(201, 200, 422, 422, 201, 200, 400, 422), results.getList("results.status"));
        assertEquals(known, results.getString("results[1].id"));
        assertEquals(results.getString("results[4].id"), results.getString("results[5].id"));
        assertEquals("urn:steward:problem:target-forbidden", results.getString("results[2].problem.type"));
        assertEquals("urn:steward:problem:idempotency-key-reused", results.getString("results[3].problem.type"));
        assertEquals("uri", results.getString("results[6].problem.errors[0].field"));
        assertEquals("3", Db.text(stores, "SELECT count(*) FROM dispatcher.task"));
    }

    @Test
    void takesAThousandAtOnceAndNoMore() {
        var batch = new JsonArray();
        for (int i = 0; i < 1000; i++) {
            batch.add(request("http://127.0.0.1:" + (1 + i % 50)).put("idempotencyKey", "key-" + i));
        }
        var results = as("service").body(batch.encode()).post(PATH + ":batch").then().statusCode(200).extract().jsonPath();
        assertEquals(1000, results.getList("results.id").stream().distinct().count());
        assertEquals("50", Db.text(stores, "SELECT count(*) FROM dispatcher.destination"));

        as("service").body(batch.add(request(URI)).encode()).post(PATH + ":batch").then().statusCode(400);
        as("service").body("[]").post(PATH + ":batch").then().statusCode(400);
        as("service").body("[null]").post(PATH + ":batch").then().statusCode(400);
        as("service").body("{}").post(PATH + ":batch").then().statusCode(400);
    }

    @Test
    void letsBatchesWithTheSameKeysInAnyOrderRace() {
        List<Response> answers = together(6, i -> {
            var keys = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
            Collections.shuffle(keys);
            var batch = new JsonArray();
            keys.forEach(key -> batch.add(request("http://127.0.0.1:" + (1 + key)).put("idempotencyKey", "key-" + key)));
            return as("service").body(batch.encode()).post(PATH + ":batch");
        });

        answers.forEach(answer -> assertEquals(200, answer.statusCode()));
        assertEquals(40, answers.stream().flatMap(answer -> answer.jsonPath().getList("results.status").stream())
                .filter(status -> status.equals(201)).count());
        assertEquals("40", Db.text(stores, "SELECT count(*) FROM dispatcher.task"));
    }
}
