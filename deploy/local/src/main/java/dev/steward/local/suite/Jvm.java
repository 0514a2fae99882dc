package dev.steward.local.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The JVM flags of everything that the local run starts, chosen for seven JVMs that share a small machine. */
final class Jvm {
    private static final List<String> SMALL = List.of(
            // One collector thread and no remembered sets: beside six others, latency comes from the CPU and not from pauses.
            "-XX:+UseSerialGC",
            // C2 only for what stays hot: seven JVMs that start at once on two cores would spend a fifth of their time in it.
            "-XX:Tier4InvocationThreshold=30000",
            "-XX:Tier4MinInvocationThreshold=10000",
            "-XX:Tier4CompileThreshold=50000",
            "-XX:Tier4BackEdgeThreshold=200000",
            "-XX:MaxMetaspaceSize=160m",
            "-XX:ReservedCodeCacheSize=64m",
            "-Xss512k",
            // Off-heap buffers of Vert.x.
            "-XX:MaxDirectMemorySize=64m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8",
            "--enable-native-access=ALL-UNNAMED");

    private Jvm() {}

    /** In the application's directory, because a start-up cache holds the path of the jar as it was given. */
    static List<String> command(Application application, List<String> more) {
        var heap = List.of(java(), "-Xms16m", "-Xmx" + application.maxHeap());
        return Stream.of(heap, SMALL, more, List.of("-jar", Application.JAR)).flatMap(List::stream).toList();
    }

    /** The one that runs us. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
