package dev.steward.availability.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.availability.heartbeat.HeartbeatConfig;
import dev.steward.availability.mirror.Mirror;
import dev.steward.availability.reading.Candidates.Candidate;
import dev.steward.kit.valkey.LuaScript;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Reads the mirror. Every answer is null where the mirror is missing or does not know. */
@Singleton
class MirrorReader {
    private static final LuaScript COUNT = Mirror.script(MirrorReader.class, "count.lua");
    private static final LuaScript CANDIDATES = Mirror.script(MirrorReader.class, "candidates.lua");
    private static final LuaScript REACHABLE = Mirror.script(MirrorReader.class, "reachable.lua");

    private final Mirror mirror;
    private final ObjectMapper json;
    private final String fresh;
    private final String lag;
    private final String snapshotFor;
    private final Counter computed;

    MirrorReader(Mirror mirror, ObjectMapper json, HeartbeatConfig heartbeat, ReadingConfig config, MeterRegistry metrics) {
        this.mirror = mirror;
        this.json = json;
        this.fresh = Long.toString(heartbeat.freshFor().toMillis());
        this.lag = Long.toString(heartbeat.mirrorEvery().toMillis());
        this.snapshotFor = Long.toString(config.snapshotFor().toMillis());
        this.computed = Counter.builder("steward.availability.beacon.recomputed")
                .description("How often this replica was the one that counted, for all of them")
                .register(metrics);
    }

    /** A count, and how long it may still be told. */
    record Counted(Availability availability, Duration left) {}

    Uni<Counted> count() {
        return mirror.ask(COUNT, fresh, lag, snapshotFor).onItem().ifNotNull().transform(this::counted);
    }

    Uni<Candidates> candidates(int limit) {
        String random = Double.toString(ThreadLocalRandom.current().nextDouble());
        return mirror.ask(CANDIDATES, Integer.toString(limit), random, fresh, lag)
                .onItem().ifNotNull().transform(MirrorReader::candidates);
    }

    Uni<Reachability> reachable(UUID id) {
        return mirror.ask(REACHABLE, id.toString(), fresh, lag)
                .onItem().ifNotNull().transform(reply -> new Reachability(reply.toInteger() == 1, Source.VALKEY));
    }

    private Counted counted(Response reply) {
        computed.increment(reply.get(2).toInteger());
        Snapshot snapshot = parse(reply.get(0).toString());
        Availability availability = new Availability(snapshot.available(), snapshot.online(), snapshot.asOf(), Source.VALKEY);
        return new Counted(availability, Duration.ofMillis(reply.get(1).toLong()));
    }

    private static Candidates candidates(Response reply) {
        List<Candidate> items = new ArrayList<>();
        for (int i = 1; i < reply.size(); i += 2) {
            items.add(new Candidate(UUID.fromString(reply.get(i).toString()), Instant.ofEpochMilli(reply.get(i + 1).toLong())));
        }
        return new Candidates(items, Instant.ofEpochMilli(reply.get(0).toLong()), Source.VALKEY);
    }

    /** The JSON in {@code availability:snapshot}. */
    private record Snapshot(long available, long online, Instant asOf) {}

    private Snapshot parse(String stored) {
        try {
            return json.readValue(stored, Snapshot.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("availability:snapshot in Valkey is not what this service writes", e);
        }
    }
}
