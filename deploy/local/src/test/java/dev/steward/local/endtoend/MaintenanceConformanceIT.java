package dev.steward.local.endtoend;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.local.endtoend.RawHttp.Answer;
import dev.steward.local.supervision.Supervised;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * One file of requests, sent to the gateway and straight to a service with the kit's gate: the answers must be as the
 * file
 * says, and the same. What is closed is asked for again with the gateway's agent dead.
 */
class MaintenanceConformanceIT {
    private static final String TRACEPARENT = "traceparent: 00-" + MaintenanceCheck.TRACE + "-b7ad6b7169203331-01";

    private final RunningSuite suite = RunningSuite.with(1);
    private final Supervised agent = suite.process("gateway-agent");
    private final Supervised nginx = suite.process("gateway");
    private final List<MaintenanceCase> cases = MaintenanceCase.all();
    private final Map<MaintenanceSetUp, JsonPath> statuses = new EnumMap<>(MaintenanceSetUp.class);
    private final Map<MaintenanceSetUp, byte[]> gates = new EnumMap<>(MaintenanceSetUp.class);
    private final Map<String, Answer> answers = new HashMap<>();
    private MaintenanceKeys keys;

    @AfterEach
    void everythingIsOnline() throws InterruptedException {
        nginx.release();
        agent.release();
        keys.revoke();
        MaintenanceSetUp.ONLINE.reach(suite);
    }

    @TestFactory
    Stream<DynamicNode> gatewayAndGateAnswerAlike() {
        keys = new MaintenanceKeys(suite);
        Stream<DynamicNode> asIs = Stream.of(MaintenanceSetUp.values()).map(state -> group(state.name(), of(state),
                dynamicTest("is set up", () -> setUp(state)), this::bothAnswerAlike));
        Stream<DynamicNode> alone = Stream.of(MaintenanceSetUp.values()).map(state -> group(state + " without the agent",
                of(state).filter(MaintenanceCase::closedByGateway),
                dynamicTest("is read from disk", () -> restore(state)), this::nginxAnswersAlone));
        return Stream.of(asIs, Stream.of(dynamicTest("the agent is gone", agent::hold)), alone)
                .flatMap(nodes -> nodes);
    }

    @FunctionalInterface
    private interface Trial {
        void of(MaintenanceCase one) throws IOException;
    }

    private Stream<MaintenanceCase> of(MaintenanceSetUp state) {
        return cases.stream().filter(one -> one.state() == state);
    }

    private static DynamicNode group(String name, Stream<MaintenanceCase> members, DynamicNode before, Trial trial) {
        List<DynamicNode> tests = members
                .map(one -> (DynamicNode) dynamicTest(one.name(), () -> trial.of(one))).toList();
        return dynamicContainer(name, tests.isEmpty() ? Stream.of() : Stream.concat(Stream.of(before), tests.stream()));
    }

    private void setUp(MaintenanceSetUp state) throws IOException {
        state.reach(suite);
        JsonPath status = suite.gateway().get("/status/maintenance").then().statusCode(200).extract().jsonPath();
        await().atMost(5, SECONDS).until(() -> new ObjectMapper().readTree(Files.readAllBytes(gateFile())).path("revision")
                .asLong() == status.getLong("revision"));
        gates.put(state, Files.readAllBytes(gateFile()));
        statuses.put(state, status);
    }

    /** nginx, with what the agent had left it in that state. */
    private void restore(MaintenanceSetUp state) throws IOException, InterruptedException {
        assumeTrue(gates.containsKey(state), "the state was not reached");
        nginx.hold();
        Files.write(gateFile(), gates.get(state));
        nginx.release();
    }

    private Path gateFile() {
        return suite.home().run().resolve("gateway/state/gate.json");
    }

    private void bothAnswerAlike(MaintenanceCase one) throws IOException {
        assumeTrue(statuses.containsKey(one.state()), "the state was not reached");
        MaintenanceCheck check = new MaintenanceCheck(one, statuses.get(one.state()));
        Answer kit = send(one, suite.ports().shop());
        Answer gateway = send(one, suite.ports().gatewayPort());
        answers.put(one.name(), gateway);
        check.meets("the kit", kit);
        check.meets("the gateway", gateway);
        check.alike(kit, gateway);
    }

    private void nginxAnswersAlone(MaintenanceCase one) throws IOException {
        assumeTrue(answers.containsKey(one.name()), "there was no answer with the agent");
        MaintenanceCheck check = new MaintenanceCheck(one, statuses.get(one.state()));
        Answer prepared = send(one, suite.ports().gatewayPort());
        if (one.expect().bypassed()) {
            check.isClosed("nginx alone", prepared);
        } else {
            check.meetsInEnglish("nginx alone", prepared);
            check.alikeInEnglish(answers.get(one.name()), prepared);
        }
    }

    private Answer send(MaintenanceCase one, int port) throws IOException {
        boolean traced = one.headers().stream().anyMatch(line -> line.startsWith("traceparent"));
        List<String> headers = keys.fill(one.headers());
        return RawHttp.send(port, one.method(), keys.fill(one.path()),
                traced ? headers : Stream.concat(Stream.of(TRACEPARENT), headers.stream()).toList(), one.body());
    }
}
