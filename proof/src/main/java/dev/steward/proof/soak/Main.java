package dev.steward.proof.soak;

import dev.steward.proof.dispatch.Dispatchers;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** {@code steward soak [name]}: {@code -Dminutes} and {@code -Drate} change how long, and how much. */
final class Main {
    private static final int WORKERS = 3;
    private static final int PER_SECOND = 200;

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        List<Soak> chosen = Arrays.stream(Soak.values())
                .filter(soak -> arguments.length == 0 || soak.title().equals(arguments[0])).toList();
        if (chosen.isEmpty()) {
            System.err.printf("steward: there is no soak '%s'; there are %s%n", arguments[0],
                    Arrays.stream(Soak.values()).map(Soak::title).collect(Collectors.joining(", ")));
            System.exit(2);
        }
        boolean complete = true;
        for (Soak soak : chosen) {
            try (var cluster = Dispatchers.start(WORKERS)) {
                complete &= Run.of(soak, cluster, Integer.getInteger("minutes", soak.minutes),
                        Integer.getInteger("rate", PER_SECOND));
            }
        }
        System.exit(complete ? 0 : 1);
    }
}
