package dev.steward.observability.exchange;

import static dev.steward.observability.ObservabilityError.TOO_BROAD;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.id.Uuid7;
import dev.steward.kit.postgres.Postgres;
import dev.steward.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class ExchangeStore {
    private static final String FIND = """
            SELECT id, api, service, started_at, duration_micros, trace_id, method, url, route, client_address, user_agent,
                   request_headers::text, request_body, request_size, request_sha256, request_cut, request_omitted,
                   status, aborted,
                   response_headers::text, response_body, response_size, response_sha256, response_cut, response_omitted,
                   user_id, user_roles::text, sampled_rate, sampled_reason, rules_version, redacted, exception::text
              FROM exchange
             WHERE id = $1
            """;

    // The id holds the time, to which recorders keep: two days' partitions are looked at, and not all.
    private static final String FIND_BETWEEN = FIND + """
               AND started_at BETWEEN $2 AND $3
            """;

    private static final String NOTE_READING = """
            INSERT INTO body_read (exchange_id, api, reader, read_as, trace_id)
            VALUES ($1, $2, $3, $4, $5)
            """;

    // A plan for any value would look up every path that holds "orders", where the newest 50 hold it anyway.
    private static final String PLAN_AND_STOP_AFTER = """
            SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('statement_timeout', $1, true)
            """;

    /** Before the kit's deadline, which would leave the statement running, and call the database away. */
    private static final Duration LIST_WITHIN = Duration.ofMillis(2500);
    private static final String STOPPED = "57014";

    private static final Duration APART = Duration.ofHours(1);
    private static final TypeReference<List<List<String>>> HEADERS = new TypeReference<>() {
    };
    private static final TypeReference<List<String>> ROLES = new TypeReference<>() {
    };

    private final Postgres postgres;
    private final ObjectMapper json;

    ExchangeStore(Postgres postgres, ObjectMapper json) {
        this.postgres = postgres;
        this.json = json;
    }

    /** Fails with TOO_BROAD where no index helps and too many rows would have to be looked at. */
    Uni<List<ExchangeSummary>> list(ExchangeQuery query) {
        return postgres.inTransaction(sql -> sql.query(PLAN_AND_STOP_AFTER, Tuple.of(LIST_WITHIN.toMillis() + "ms"))
                .chain(() -> sql.list(query.sql(), query.parameters(), this::summary)))
                .onFailure(ExchangeStore::isStopped).transform(ExchangeStore::tooBroad);
    }

    /** Emits null when there is none. */
    Uni<Exchange> find(UUID id) {
        Instant about = Uuid7.timeOf(id);
        Tuple window = Tuple.of(id, about.minus(APART).atOffset(ZoneOffset.UTC), about.plus(APART).atOffset(ZoneOffset.UTC));
        return postgres.first(FIND_BETWEEN, window, this::exchange)
                .onItem().ifNull().switchTo(() -> postgres.first(FIND, Tuple.of(id), this::exchange));
    }

    Uni<Void> noteReading(Exchange exchange, Reader reader, String readAs) {
        return postgres.update(NOTE_READING,
                Tuple.of(exchange.id(), exchange.api(), reader.name(), readAs, TraceId.toUuid(reader.traceId())))
                .replaceWithVoid();
    }

    private static boolean isStopped(Throwable failure) {
        return failure.getCause() instanceof PgException e && STOPPED.equals(e.getSqlState());
    }

    private static ProblemException tooBroad(Throwable stopped) {
        return new ProblemException(TOO_BROAD,
                "Not enough was found in %d ms. Narrow from and to, or add one of status=failed, user, traceId, q, minDurationMs from 1000 on."
                        .formatted(LIST_WITHIN.toMillis()),
                stopped);
    }

    private ExchangeSummary summary(Row row) {
        return new ExchangeSummary(
                row.getUUID("id"), row.getString("api"), row.getString("service"), startedAt(row),
                row.getLong("duration_micros"), TraceId.of(row.getUUID("trace_id")), row.getBoolean("failed"),
                new ExchangeSummary.Request(row.getString("method"), row.getString("url"), row.getString("route"),
                        row.getString("client_address"), row.getString("user_agent"), row.getLong("request_size")),
                new ExchangeSummary.Response(row.getInteger("status"), row.getBoolean("aborted"), row.getLong("response_size")),
                user(row),
                sampled(row));
    }

    private Exchange exchange(Row row) {
        return new Exchange(
                row.getUUID("id"), row.getString("api"), row.getString("service"), startedAt(row),
                row.getLong("duration_micros"), TraceId.of(row.getUUID("trace_id")),
                new Exchange.Request(row.getString("method"), row.getString("url"), row.getString("route"),
                        read(row, "request_headers", HEADERS), body(row, "request"),
                        row.getString("client_address"), row.getString("user_agent")),
                new Exchange.Response(row.getInteger("status"), read(row, "response_headers", HEADERS), body(row, "response"),
                        row.getBoolean("aborted")),
                user(row),
                sampled(row),
                new Exchange.Redaction(row.getString("rules_version"), row.getInteger("redacted")),
                read(row, "exception", new TypeReference<JsonNode>() {
                }));
    }

    private static Instant startedAt(Row row) {
        return row.getOffsetDateTime("started_at").toInstant();
    }

    private static Exchange.Body body(Row row, String message) {
        return new Exchange.Body(row.getString(message + "_body"), row.getLong(message + "_size"),
                row.getString(message + "_sha256"), row.getBoolean(message + "_cut"), row.getString(message + "_omitted"));
    }

    private Exchange.User user(Row row) {
        String id = row.getString("user_id");
        return id == null ? null : new Exchange.User(id, read(row, "user_roles", ROLES));
    }

    private static Exchange.Sampled sampled(Row row) {
        return new Exchange.Sampled(row.getDouble("sampled_rate"), row.getString("sampled_reason"));
    }

    private <T> T read(Row row, String column, TypeReference<T> type) {
        String text = row.getString(column);
        try {
            return text == null ? null : json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Column " + column + " holds no JSON of ours", e);
        }
    }
}
