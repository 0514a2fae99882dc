package dev.steward.availability;

import static io.restassured.RestAssured.given;

import dev.steward.infra.test.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What mitras, customers and other services say to this one. */
public final class Calls {
    private static final String SERVICE = TestTokens.token("a-service", "service");
    private static final Map<UUID, String> TOKENS = new ConcurrentHashMap<>();

    private Calls() {}

    public static RequestSpecification asService() {
        return given().auth().oauth2(SERVICE).contentType(ContentType.JSON);
    }

    /** A person with this role. */
    public static RequestSpecification as(String role) {
        return given().auth().oauth2(TestTokens.token("a-person", role)).contentType(ContentType.JSON);
    }

    public static RequestSpecification asMitra(UUID id) {
        return given().auth().oauth2(TOKENS.computeIfAbsent(id, mitra -> TestTokens.token(mitra.toString(), "mitra")));
    }

    public static UUID createMitra(int maxConcurrent) {
        return UUID.fromString(asService().body(Map.of("displayName", "Sari", "maxConcurrent", maxConcurrent))
                .post("/internal/v1/mitras").then().statusCode(201).extract().path("id"));
    }

    public static UUID createOnlineMitra() {
        UUID id = createMitra(3);
        online(id).then().statusCode(200);
        return id;
    }

    public static Response online(UUID id) {
        return asMitra(id).post("/api/mitra/status/online");
    }

    public static Response offline(UUID id) {
        return asMitra(id).post("/api/mitra/status/offline");
    }

    public static Response ping(UUID id) {
        return asMitra(id).post("/api/mitra/status/heartbeat");
    }

    public static Response change(UUID id, Map<String, Object> change) {
        return asService().body(change).patch("/internal/v1/mitras/{id}", id);
    }

    public static Response beacon() {
        return given().get("/api/client/availability");
    }

    public static Response candidates(int limit) {
        return asService().queryParam("limit", limit).get("/internal/v1/mitras/available");
    }

    public static Response reachable(UUID id) {
        return asService().get("/internal/v1/mitras/{id}/reachable", id);
    }
}
