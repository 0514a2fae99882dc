package dev.steward.kit.telemetry;

import static java.util.Map.entry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Micrometer's meters of the JVM for which OpenTelemetry has another name. Those that only one of them has stay. */
final class JvmConventions {
    static final String COLLECTION = "jvm.gc.duration";

    private static final Map<String, String> MEMORY = Map.of("area", "jvm.memory.type", "id", "jvm.memory.pool.name");
    private static final Map<String, String> BUFFERS = Map.of("id", "jvm.buffer.pool.name");

    private static final Map<String, Renamed> RENAMED = Map.ofEntries(
            entry("jvm.memory.used", new Renamed("jvm.memory.used", "bytes", MEMORY)),
            entry("jvm.memory.committed", new Renamed("jvm.memory.committed", "bytes", MEMORY)),
            entry("jvm.memory.max", new Renamed("jvm.memory.limit", "bytes", MEMORY)),
            entry("jvm.buffer.count", new Renamed("jvm.buffer.count", null, BUFFERS)),
            entry("jvm.buffer.memory.used", new Renamed("jvm.buffer.memory.used", "bytes", BUFFERS)),
            entry("jvm.buffer.total.capacity", new Renamed("jvm.buffer.memory.limit", "bytes", BUFFERS)),
            entry("jvm.gc.pause", new Renamed(COLLECTION, null,
                    Map.of("gc", "jvm.gc.name", "action", "jvm.gc.action", "cause", "jvm.gc.cause"))),
            entry("jvm.threads.states", new Renamed("jvm.thread.count", null, Map.of("state", "jvm.thread.state"))),
            entry("jvm.classes.loaded", new Renamed("jvm.class.count", null, Map.of())),
            entry("jvm.classes.loaded.count", new Renamed("jvm.class.loaded", null, Map.of())),
            entry("jvm.classes.unloaded", new Renamed("jvm.class.unloaded", null, Map.of())),
            entry("system.cpu.count", new Renamed("jvm.cpu.count", null, Map.of())),
            entry("process.cpu.usage", new Renamed("jvm.cpu.recent_utilization", "ratio", Map.of())));

    private record Renamed(String name, String unit, Map<String, String> tags) {}

    private JvmConventions() {}

    static Meter.Id of(Meter.Id id) {
        Renamed renamed = RENAMED.get(id.getName());
        if (renamed == null) {
            return id;
        }
        List<Tag> tags = new ArrayList<>();
        id.getTagsAsIterable().forEach(tag -> tags.add(renamed(tag, renamed.tags())));
        return id.withName(renamed.name()).withBaseUnit(renamed.unit()).replaceTags(tags);
    }

    private static Tag renamed(Tag tag, Map<String, String> names) {
        String name = names.get(tag.getKey());
        return name == null ? tag : Tag.of(name, value(name, tag.getValue()));
    }

    private static String value(String name, String value) {
        return switch (name) {
            case "jvm.memory.type" -> value.equals("nonheap") ? "non_heap" : value;
            case "jvm.thread.state" -> value.replace('-', '_');
            default -> value;
        };
    }
}
