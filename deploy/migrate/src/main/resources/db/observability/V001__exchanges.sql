-- One row for each recorded exchange, redacted long before it comes here. A partition holds one api and one day (UTC), so that
-- retention drops tables and never deletes rows. There is no default partition: a row that nobody planned for is refused, with a
-- reason, and not kept for ever. Columns of fixed width come first, as padding would cost every row.
CREATE TABLE exchange (
    id               uuid             NOT NULL,
    -- 128 bits, as W3C trace context has it.
    trace_id         uuid,
    started_at       timestamptz      NOT NULL,
    received_at      timestamptz      NOT NULL DEFAULT now(),
    duration_micros  bigint           NOT NULL,
    request_size     bigint           NOT NULL,
    response_size    bigint           NOT NULL,
    sampled_rate     double precision NOT NULL,
    redacted         integer          NOT NULL,
    -- Null when the client never saw one.
    status           smallint,
    failed           boolean          NOT NULL,
    aborted          boolean          NOT NULL,
    request_cut      boolean          NOT NULL,
    response_cut     boolean          NOT NULL,
    api              text             NOT NULL,
    service          text             NOT NULL,
    method           text             NOT NULL,
    path             text             NOT NULL,
    url              text             NOT NULL,
    route            text,
    client_address   text,
    user_agent       text,
    user_id          text,
    user_roles       json,
    sampled_reason   text             NOT NULL,
    rules_version    text             NOT NULL,
    request_sha256   text,
    response_sha256  text,
    request_omitted  text,
    response_omitted text,
    request_headers  json             NOT NULL,
    response_headers json             NOT NULL,
    exception        json,
    request_body     text,
    response_body    text,
    -- The id first: with its time it is found by itself, and a batch that comes twice changes nothing.
    PRIMARY KEY (id, started_at, api)
) PARTITION BY LIST (api);
REVOKE UPDATE, DELETE ON exchange FROM steward_observability;

-- Times and ids arrive in order, so these two b-trees grow at their right edge only. A BRIN beside them would never be asked.
CREATE INDEX exchange_started_at ON exchange (started_at, id);
CREATE INDEX exchange_failed ON exchange (started_at, id) WHERE failed;
CREATE INDEX exchange_trace_id ON exchange (trace_id);
CREATE INDEX exchange_user_id ON exchange (user_id, started_at) WHERE user_id IS NOT NULL;
CREATE INDEX exchange_path ON exchange USING gin (path extensions.gin_trgm_ops);

-- lz4 takes a third of pglz's time; not every server is built with it.
DO $$
DECLARE
    wide text;
BEGIN
    IF 'lz4' = ANY (SELECT unnest(enumvals) FROM pg_settings WHERE name = 'default_toast_compression') THEN
        FOREACH wide IN ARRAY ARRAY['request_headers', 'response_headers', 'exception', 'request_body', 'response_body'] LOOP
            EXECUTE format('ALTER TABLE exchange ALTER COLUMN %I SET COMPRESSION lz4', wide);
        END LOOP;
    END IF;
END
$$;

-- The partitions that exist, told by their names.
CREATE VIEW exchange_partition AS
SELECT substring(day.relname FROM '^exchange_(.*)_[0-9]{8}$') AS api,
       to_date(right(day.relname, 8), 'YYYYMMDD') AS day,
       pg_total_relation_size(day.oid) AS bytes
  FROM pg_inherits apis
  JOIN pg_inherits days ON days.inhparent = apis.inhrelid
  JOIN pg_class day ON day.oid = days.inhrelid
 WHERE apis.inhparent = 'exchange'::regclass;

-- Creates what is missing of an api's partitions for some days, and says how many that were. The runtime role may not change the
-- structure, so this runs as its owner. Tables are attached, and not created as partitions: that would lock out every reader and
-- writer meanwhile.
CREATE FUNCTION create_exchange_partitions(api text, first_day date, last_day date) RETURNS integer
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = observability, extensions, pg_temp
    SET timezone = 'UTC'
    SET lock_timeout = '2s'
AS $$
DECLARE
    parent  text := 'exchange_' || api;
    child   text;
    day     date;
    created integer := 0;
BEGIN
    IF api !~ '^[a-z][a-z0-9-]{0,29}$' THEN
        RAISE EXCEPTION 'An api is named by up to 30 lower-case letters, digits and hyphens, and not "%"', api;
    END IF;
    IF last_day - first_day NOT BETWEEN 0 AND 400 OR last_day > current_date + 31 THEN
        RAISE EXCEPTION 'Partitions from % to % are too many', first_day, last_day;
    END IF;
    -- "obs" in ASCII and the number 1: replicas that want the same take turns.
    PERFORM pg_advisory_xact_lock(x'6f62730000000001'::bigint);
    IF to_regclass(format('%I', parent)) IS NULL THEN
        EXECUTE format('CREATE TABLE %I (LIKE exchange INCLUDING ALL) PARTITION BY RANGE (started_at)', parent);
        EXECUTE format('REVOKE ALL ON %I FROM steward_observability', parent);
        EXECUTE format('ALTER TABLE exchange ATTACH PARTITION %I FOR VALUES IN (%L)', parent, api);
    END IF;
    FOR day IN SELECT generate_series(first_day, last_day, interval '1 day')::date LOOP
        child := parent || '_' || to_char(day, 'YYYYMMDD');
        CONTINUE WHEN to_regclass(format('%I', child)) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I (LIKE exchange INCLUDING ALL)', child);
        EXECUTE format('REVOKE ALL ON %I FROM steward_observability', child);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, child, day, day + 1);
        created := created + 1;
    END LOOP;
    RETURN created;
END
$$;

-- Drops one day of one api, and says whether it was there. Never a day that is not over yet.
CREATE FUNCTION drop_exchange_partition(api text, day date) RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = observability, extensions, pg_temp
    SET timezone = 'UTC'
    SET lock_timeout = '2s'
AS $$
DECLARE
    child text := format('exchange_%s_%s', api, to_char(day, 'YYYYMMDD'));
BEGIN
    IF day >= current_date THEN
        RAISE EXCEPTION 'The day % is not over', day;
    END IF;
    -- Two runs at once take turns, and the second finds nothing.
    PERFORM pg_advisory_xact_lock(x'6f62730000000002'::bigint);
    IF NOT EXISTS (SELECT FROM exchange_partition p WHERE p.api = $1 AND p.day = $2) THEN
        RETURN false;
    END IF;
    EXECUTE format('DROP TABLE %I', child);
    RETURN true;
END
$$;

-- Who read the bodies of an exchange. Only ever added to.
CREATE TABLE body_read (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    exchange_id uuid        NOT NULL,
    api         text        NOT NULL,
    reader      text        NOT NULL,
    -- As what: the record, or an export of it.
    read_as     text        NOT NULL,
    trace_id    uuid,
    read_at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX body_read_exchange_id ON body_read (exchange_id);
REVOKE UPDATE, DELETE ON body_read FROM steward_observability;

-- Each time that retention ran, or would have run.
CREATE TABLE retention_run (
    id            uuid PRIMARY KEY,
    -- The day that a scheduled run is for: there is one, however many replicas try. Null when somebody asked for it.
    scheduled_for date UNIQUE,
    requested_by  text,
    dry_run       boolean     NOT NULL,
    started_at    timestamptz NOT NULL DEFAULT now(),
    -- Null while it runs, and for ever if it failed half-way; the next run drops what is left.
    finished_at   timestamptz
);
CREATE INDEX retention_run_started_at ON retention_run (started_at);

-- What a run dropped, or would have dropped.
CREATE TABLE retention_drop (
    run_id uuid   NOT NULL REFERENCES retention_run,
    api    text   NOT NULL,
    day    date   NOT NULL,
    rows   bigint NOT NULL,
    bytes  bigint NOT NULL,
    PRIMARY KEY (run_id, api, day)
);
