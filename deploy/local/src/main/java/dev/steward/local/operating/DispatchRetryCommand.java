package dev.steward.local.operating;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "retry", mixinStandardHelpOptions = true, description = "Puts a request that ended back, with as many attempts again; one that waits is sent now.")
final class DispatchRetryCommand implements Callable<Integer> {
    @Mixin
    private Remote remote;

    @Parameters(paramLabel = "ID", description = "The request.")
    private UUID id;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode request = new Dispatcher(remote.client()).retry(id);
        spec.commandLine().getOut().printf("Request %s is pending: attempt %d of %d %s.%n", id,
                request.path("attemptCount").asInt() + 1, request.path("attemptLimit").asInt(),
                request.path("inFlight").asBoolean() ? "is under way" : "is due now");
        return 0;
    }
}
