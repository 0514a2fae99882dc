package dev.steward.observability.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.postgres.Postgres;
import dev.steward.observability.exchange.Exchange;
import dev.steward.observability.exchange.TraceId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

@ApplicationScoped
class IngestStore {
    // Recorders repeat a batch until they hear that it was taken: what is here already stays as it is.
    private static final String INSERT = """
            INSERT INTO exchange (id, trace_id, started_at, duration_micros, sampled_rate, sampled_reason, redacted, rules_version,
                                  failed, api, service, method, path, url, route, client_address, user_agent, user_id, user_roles,
                                  request_headers, request_body, request_size, request_sha256, request_cut, request_omitted,
                                  status, aborted,
                                  response_headers, response_body, response_size, response_sha256, response_cut, response_omitted,
                                  exception)
            SELECT *
              FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::bigint[], $5::float8[], $6::text[], $7::integer[], $8::text[],
                          $9::boolean[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[],
                          $17::text[], $18::text[], $19::text[]::json[],
                          $20::text[]::json[], $21::text[], $22::bigint[], $23::text[], $24::boolean[], $25::text[],
                          $26::smallint[], $27::boolean[],
                          $28::text[]::json[], $29::text[], $30::bigint[], $31::text[], $32::boolean[], $33::text[],
                          $34::text[]::json[])
                ON CONFLICT DO NOTHING
            """;

    private final Postgres postgres;
    private final ObjectMapper json;

    IngestStore(Postgres postgres, ObjectMapper json) {
        this.postgres = postgres;
        this.json = json;
    }

    /**
     * Emits how many were not there before. The order is always the same: batches that hold the same records in
     * different orders would wait for each other in a ring.
     */
    Uni<Integer> insert(List<Exchange> exchanges) {
        return postgres.update(INSERT,
                new Columns(exchanges.stream().sorted(Comparator.comparing(Exchange::id)).toList()).tuple());
    }

    private final class Columns {
        private final List<Exchange> exchanges;
        private final Tuple tuple = Tuple.tuple();

        Columns(List<Exchange> exchanges) {
            this.exchanges = exchanges;
        }

        Tuple tuple() {
            add(UUID[]::new, Exchange::id);
            add(UUID[]::new, exchange -> TraceId.toUuid(exchange.traceId()));
            add(OffsetDateTime[]::new, exchange -> exchange.startedAt().atOffset(ZoneOffset.UTC));
            add(Long[]::new, Exchange::durationMicros);
            add(Double[]::new, exchange -> exchange.sampled().rate());
            add(String[]::new, exchange -> exchange.sampled().reason());
            add(Integer[]::new, exchange -> exchange.redaction().count());
            add(String[]::new, exchange -> exchange.redaction().rulesVersion());
            add(Boolean[]::new, Exchange::failed);
            add(String[]::new, Exchange::api);
            add(String[]::new, Exchange::service);
            add(String[]::new, exchange -> exchange.request().method());
            add(String[]::new, exchange -> exchange.request().path());
            add(String[]::new, exchange -> exchange.request().url());
            add(String[]::new, exchange -> exchange.request().route());
            add(String[]::new, exchange -> exchange.request().clientAddress());
            add(String[]::new, exchange -> exchange.request().userAgent());
            add(String[]::new, exchange -> exchange.user() == null ? null : exchange.user().id());
            add(String[]::new, exchange -> exchange.user() == null ? null : text(exchange.user().roles()));
            add(String[]::new, exchange -> text(exchange.request().headers()));
            body(exchange -> exchange.request().body());
            add(Short[]::new, exchange -> status(exchange.response().status()));
            add(Boolean[]::new, exchange -> exchange.response().aborted());
            add(String[]::new, exchange -> text(exchange.response().headers()));
            body(exchange -> exchange.response().body());
            add(String[]::new, exchange -> text(exchange.exception()));
            return tuple;
        }

        private void body(Function<Exchange, Exchange.Body> body) {
            add(String[]::new, body.andThen(Exchange.Body::text));
            add(Long[]::new, body.andThen(Exchange.Body::size));
            add(String[]::new, body.andThen(Exchange.Body::sha256));
            add(Boolean[]::new, body.andThen(Exchange.Body::truncated));
            add(String[]::new, body.andThen(Exchange.Body::omitted));
        }

        private <T> void add(IntFunction<T[]> array, Function<Exchange, T> value) {
            tuple.addValue(exchanges.stream().map(value).toArray(array));
        }

        private String text(Object value) {
            try {
                return value == null ? null : json.writeValueAsString(value);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    private static Short status(Integer status) {
        return status == null ? null : status.shortValue();
    }
}
