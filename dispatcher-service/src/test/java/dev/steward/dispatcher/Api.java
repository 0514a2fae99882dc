package dev.steward.dispatcher;

import static io.restassured.RestAssured.given;

import dev.steward.infra.test.TestTokens;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;

/** The service's API as the tests call it. */
public final class Api {
    private Api() {}

    public static RequestSpecification as(String... roles) {
        // A colon in a path stays a colon.
        return given().urlEncodingEnabled(false).auth().oauth2(TestTokens.token("tester", roles))
                .contentType("application/json");
    }

    /** A request that is valid as it is. */
    public static JsonObject request(String uri) {
        return new JsonObject().put("method", "POST").put("uri", uri).put("body", "a.b.c").put("successCode", 200);
    }

    public static ValidatableResponse enqueue(JsonObject request) {
        return as("service").body(request.encode()).post("/internal/v1/requests").then();
    }

    /** The id of a request that is accepted. */
    public static String enqueued(JsonObject request) {
        return enqueue(request).statusCode(201).extract().path("id");
    }

    public static JsonPath view(String id) {
        return as("operator").get("/v1/requests/" + id).then().statusCode(200).extract().jsonPath();
    }

    public static String stateOf(String id) {
        return view(id).getString("state");
    }
}
