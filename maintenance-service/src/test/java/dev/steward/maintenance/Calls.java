package dev.steward.maintenance;

import static io.restassured.RestAssured.given;

import dev.steward.infra.test.TestTokens;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How tests talk to the service. */
public final class Calls {
    private Calls() {}

    /** A caller with these roles; none of them: somebody who has signed in. */
    public static RequestSpecification as(String... roles) {
        return given().auth().oauth2(TestTokens.token("bob", roles)).contentType(ContentType.JSON);
    }

    public static RequestSpecification admin() {
        return given().auth().oauth2(TestTokens.token("alice", "admin")).contentType(ContentType.JSON);
    }

    /** A new window, with its ETag. */
    public static ValidatableResponse schedule(String window) {
        return admin().body(window).post("/v1/windows").then().statusCode(201);
    }

    /** The id of a window that lies an hour ahead, on {@code api} and {@code partner}. */
    public static String scheduled() {
        return schedule("{'channels':['api','partner'],'startsAt':'%s','backOnlineAt':'%s'}".formatted(in(60), in(90))
                .replace('\'', '"')).extract().path("id");
    }

    /** The id of a window that has begun, on {@code api} and {@code partner}. */
    public static String active() {
        return schedule("{\"channels\":[\"api\",\"partner\"]}").extract().path("id");
    }

    /** What memory holds is that of the test before, until something changes. */
    public static void forgetOtherTests() {
        admin().body("{}").put("/v1/offline").then().statusCode(200);
        admin().delete("/v1/offline").then().statusCode(200);
    }

    /** In so many minutes. */
    public static Instant in(int minutes) {
        return Instant.now().plus(minutes, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS);
    }

    public static String problem(String code) {
        return "urn:steward:problem:" + code;
    }

    public static URI uri(String path) {
        return URI.create("http://localhost:" + RestAssured.port + path);
    }

    /** What so many callers get that call at the same moment. */
    public static <T> List<T> atOnce(int callers, Callable<T> call) throws Exception {
        var ready = new CyclicBarrier(callers);
        Callable<T> together = () -> {
            ready.await();
            return call.call();
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Future<T>> answers = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                answers.add(threads.submit(together));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> answer : answers) {
                results.add(answer.get());
            }
            return results;
        }
    }
}
