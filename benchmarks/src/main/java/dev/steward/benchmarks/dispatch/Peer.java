package dev.steward.benchmarks.dispatch;

import java.util.List;
import java.util.Locale;

/** The queues that the dispatcher is compared with. */
enum Peer {
    DB_SCHEDULER("db-scheduler 16.12.0", 256, "db_scheduler.scheduled_tasks", "true", """
            INSERT INTO db_scheduler.scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, version)
            SELECT 'deliver', gen_random_uuid()::text, convert_to(payload, 'UTF8'), now(), false, 1
              FROM unnest(?::text[]) AS payload
            """),
    GRAPHILE_WORKER("graphile-worker 0.17.3", 256, "graphile_worker._private_jobs", "true", """
            SELECT count(*)
              FROM graphile_worker.add_jobs(ARRAY(
                   SELECT ROW('deliver', payload::json, NULL, NULL, NULL, NULL, NULL, NULL)::graphile_worker.job_spec
                     FROM unnest(?::text[]) AS payload))
            """),
    PG_BOSS("pg-boss 10.4.2", 64, "pgboss.job", "name = 'deliver' AND state < 'completed'", """
            INSERT INTO pgboss.job (name, data)
            SELECT 'deliver', payload::jsonb
              FROM unnest(?::text[]) AS payload
            """);

    // What db-scheduler's documentation asks its users to create.
    private static final String SCHEDULED_TASKS = """
            CREATE TABLE db_scheduler.scheduled_tasks (
                task_name            text        NOT NULL,
                task_instance        text        NOT NULL,
                task_data            bytea,
                execution_time       timestamptz,
                picked               boolean     NOT NULL,
                picked_by            text,
                last_success         timestamptz,
                last_failure         timestamptz,
                consecutive_failures integer,
                last_heartbeat       timestamptz,
                version              bigint      NOT NULL,
                priority             smallint,
                PRIMARY KEY (task_name, task_instance)
            )
            """;

    final String title;
    /** As many attempts at once: of 64, 256 and 1,024 what it gets most of a backlog delivered with. */
    final int concurrency;
    final String table;
    final String fill;
    private final String isWaiting;

    Peer(String title, int concurrency, String table, String isWaiting, String fill) {
        this.title = title;
        this.concurrency = concurrency;
        this.table = table;
        this.isWaiting = isWaiting;
        this.fill = fill;
    }

    String program() {
        return name().toLowerCase(Locale.ROOT);
    }

    String waiting() {
        return "SELECT count(*) FROM %s WHERE %s".formatted(table, isWaiting);
    }

    String attempts() {
        return "SELECT count(*) FROM peers.%s_attempt".formatted(program());
    }

    /** What must be there before it starts: its table, where it does not create that, and one for its attempts. */
    List<String> schema() {
        String attempt = """
                CREATE TABLE peers.%s_attempt (
                    request_id       text        NOT NULL,
                    number           integer     NOT NULL,
                    started_at       timestamptz NOT NULL,
                    duration_ms      integer     NOT NULL,
                    status           integer,
                    error            text,
                    response_excerpt text,
                    PRIMARY KEY (request_id, number, started_at)
                )
                """.formatted(program());
        return switch (this) {
            case DB_SCHEDULER -> List.of("CREATE SCHEMA db_scheduler", SCHEDULED_TASKS,
                    "CREATE INDEX execution_time_idx ON db_scheduler.scheduled_tasks (execution_time)",
                    "CREATE INDEX last_heartbeat_idx ON db_scheduler.scheduled_tasks (last_heartbeat)", attempt);
            case GRAPHILE_WORKER, PG_BOSS -> List.of(attempt);
        };
    }
}
