-- Whoever is sent to: scheme, host and port. The claim locks its row, so limits per destination hold across all replicas.
CREATE TABLE destination (
    -- Derived from the origin, so that enqueueing needs no look-up.
    id          uuid PRIMARY KEY,
    origin      text        NOT NULL UNIQUE,
    -- How many attempts may be under way at once; null: what the service is configured with.
    concurrency integer     CHECK (concurrency > 0),
    paused      boolean     NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL DEFAULT now()
);

-- What was asked for. Written once and never changed: whatever changes is in task, and then in settlement.
-- No foreign keys: each would lock the destination's row at every insert, which the claim would take for "in use".
CREATE TABLE request (
    id                   uuid PRIMARY KEY,
    destination_id       uuid        NOT NULL,
    method               text        NOT NULL,
    uri                  text        NOT NULL,
    body                 text        NOT NULL,
    headers              jsonb       NOT NULL,
    success_code         integer     NOT NULL,
    stop_codes           integer[]   NOT NULL,
    attempt_limit        integer     NOT NULL CHECK (attempt_limit > 0),
    interval_seconds     integer     NOT NULL CHECK (interval_seconds > 0),
    http_timeout_seconds integer     NOT NULL CHECK (http_timeout_seconds > 0),
    expire_at            timestamptz,
    trace_id             text        NOT NULL,
    created_at           timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX request_destination ON request (destination_id, id);

-- The hot part: one narrow row for each request that is not settled yet, and none for those that are, so that what the claim
-- reads and what vacuum cleans stays as small as the backlog.
CREATE TABLE task (
    id                   uuid PRIMARY KEY,
    destination_id       uuid        NOT NULL,
    -- When it may be claimed. While it is leased this is the end of the lease: a dead worker's task falls due by itself.
    next_attempt_at      timestamptz NOT NULL,
    expire_at            timestamptz,
    -- Names one lease. Every write about an attempt must still find it here.
    lease_token          uuid,
    http_timeout_seconds integer     NOT NULL,
    -- Those whose outcome is recorded; a worker that dies has burnt none.
    attempts             integer     NOT NULL DEFAULT 0,
    attempt_limit        integer     NOT NULL
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX task_due ON task (destination_id, next_attempt_at);
CREATE INDEX task_leased ON task (destination_id, next_attempt_at) WHERE lease_token IS NOT NULL;
CREATE INDEX task_expiry ON task (expire_at) WHERE expire_at IS NOT NULL;

-- How a request ended.
CREATE TABLE settlement (
    request_id    uuid PRIMARY KEY,
    state         text        NOT NULL CHECK (state IN ('DELIVERED', 'STOPPED', 'EXPIRED', 'FAILED', 'CANCELLED')),
    reason        text        NOT NULL,
    attempts      integer     NOT NULL,
    attempt_limit integer     NOT NULL,
    settled_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX settlement_state ON settlement (state, request_id);

CREATE TABLE idempotency_key (
    key         text PRIMARY KEY,
    request_id  uuid        NOT NULL,
    fingerprint bytea       NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idempotency_key_created_at ON idempotency_key (created_at);

-- Append-only, a partition for each day (UTC); reached through this table alone.
CREATE TABLE attempt (
    request_id       uuid        NOT NULL,
    number           integer     NOT NULL,
    started_at       timestamptz NOT NULL,
    duration_ms      integer     NOT NULL,
    status           integer,
    error            text,
    response_excerpt text,
    PRIMARY KEY (request_id, number, started_at),
    CHECK ((status IS NULL) <> (error IS NULL))
) PARTITION BY RANGE (started_at);
REVOKE UPDATE, DELETE ON attempt FROM steward_dispatcher;

-- Takes what no day takes: a clock far off, or partitions that could not be created in time.
CREATE TABLE attempt_default PARTITION OF attempt DEFAULT;
REVOKE ALL ON attempt_default FROM steward_dispatcher;

-- Creates the partitions of today and of the days ahead, and says how many were missing. The runtime role may not change the
-- structure, so this runs as its owner. A day whose rows lie in the default partition already stays there.
CREATE FUNCTION create_attempt_partitions(days_ahead integer) RETURNS integer
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = dispatcher, pg_temp
    SET timezone = 'UTC'
AS $$
DECLARE
    day     date;
    name    text;
    created integer := 0;
BEGIN
    IF days_ahead NOT BETWEEN 0 AND 31 THEN
        RAISE EXCEPTION 'days_ahead must be from 0 to 31, not %', days_ahead;
    END IF;
    -- "disp" in ASCII and the number 1: replicas that start together take turns.
    PERFORM pg_advisory_xact_lock(x'6469737000000001'::bigint);
    FOR day IN SELECT current_date + ahead FROM generate_series(0, days_ahead) AS ahead LOOP
        name := 'attempt_' || to_char(day, 'YYYYMMDD');
        CONTINUE WHEN to_regclass(name) IS NOT NULL;
        BEGIN
            EXECUTE format('CREATE TABLE %I (LIKE attempt INCLUDING ALL)', name);
            EXECUTE format('REVOKE ALL ON %I FROM steward_dispatcher', name);
            -- Attached, and not created as a partition: that would lock out every reader and writer of attempt meanwhile.
            EXECUTE format('ALTER TABLE attempt ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, day, day + 1);
            created := created + 1;
        EXCEPTION WHEN check_violation THEN
            RAISE WARNING 'The attempts of % stay in the default partition', day;
        END;
    END LOOP;
    RETURN created;
END
$$;

SELECT create_attempt_partitions(7);

-- Attempts under way to a destination, all replicas together. VOLATILE on purpose: it then looks with a snapshot of its own.
-- The claim asks after it has locked the destination, and so sees the leases of whoever held that lock before.
CREATE FUNCTION in_flight(destination uuid) RETURNS bigint
    LANGUAGE sql
    VOLATILE
AS $$
    SELECT count(*)
      FROM dispatcher.task
     WHERE destination_id = destination AND lease_token IS NOT NULL AND next_attempt_at > now()
$$;
