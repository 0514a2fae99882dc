package dev.steward.local.operating;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "handle", mixinStandardHelpOptions = true, description = "Makes one attempt now and tells what came of it.", exitCodeListHeading = "Exit codes:%n", exitCodeList = {
        "0:delivered",
        "1:failed: it will be retried, or no attempt is left; or nobody knows within the time",
        "2:wrong usage",
        "3:invalid: stopped, expired or cancelled"})
final class DispatchHandleCommand implements Callable<Integer> {
    private static final long BETWEEN_LOOKS_NANOS = 100_000_000;
    private static final Duration FOR_THE_QUEUE = Duration.ofSeconds(15);

    @Mixin
    private Remote remote;

    @Parameters(paramLabel = "ID", description = "The request.")
    private UUID id;

    @Option(names = "--timeout", paramLabel = "T", description = "How long to wait for the attempt's end, as 30s (default: its HTTP timeout and 15s).")
    private Duration timeout;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var dispatcher = new Dispatcher(remote.client());
        JsonNode before = dispatcher.request(id);
        if (!isPending(before)) {
            return told(new AttemptResult(before), " (before this call)");
        }
        dispatcher.attempt(id);
        return told(new AttemptResult(afterAttempt(dispatcher, before)), "");
    }

    private JsonNode afterAttempt(Dispatcher dispatcher, JsonNode before) {
        Duration patience = timeout != null
                ? timeout
                : FOR_THE_QUEUE.plusSeconds(before.path("httpTimeoutSeconds").asLong());
        long deadline = System.nanoTime() + patience.toNanos();
        JsonNode now = dispatcher.request(id);
        while (isPending(now) && now.path("attemptCount").asInt() == before.path("attemptCount").asInt()) {
            if (System.nanoTime() > deadline) {
                throw CallFailed.failed("No attempt of request %s ended within %d s: %s.", id, patience.toSeconds(),
                        now.path("inFlight").asBoolean()
                                ? "one is under way"
                                : "none could begin, as its destination is paused or busy, or no dispatcher sends");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            now = dispatcher.request(id);
        }
        return now;
    }

    private int told(AttemptResult result, String when) {
        spec.commandLine().getOut().printf("Request %s: %s%s%n", id, result.sentence(), when);
        return result.exitCode();
    }

    private static boolean isPending(JsonNode request) {
        return request.path("state").asText().equals("PENDING");
    }
}
