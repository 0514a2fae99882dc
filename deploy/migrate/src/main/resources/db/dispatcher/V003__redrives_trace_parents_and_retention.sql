-- Up to when requests that were put back in bulk are spread: the next such run begins there, so that two runs send no faster than one.
ALTER TABLE destination ADD COLUMN redriven_until timestamptz;

-- The span in which a request was enqueued, and the flags of its trace: the end of a traceparent. Null for those of before.
ALTER TABLE request ADD COLUMN trace_parent text;

-- For retention, and for putting back what ended in a span of time.
CREATE INDEX settlement_settled_at ON settlement (settled_at);

-- Each time that somebody put dead letters back in bulk. Whoever repeats a key is answered what is written here.
CREATE TABLE redrive (
    id              uuid PRIMARY KEY,
    key             text UNIQUE,
    asked           jsonb       NOT NULL,
    requested_by    text        NOT NULL,
    requested_at    timestamptz NOT NULL DEFAULT now(),
    redriven        integer     NOT NULL DEFAULT 0,
    last_attempt_at timestamptz
);
CREATE INDEX redrive_requested_at ON redrive (requested_at);

-- The days that have a partition, told by their names.
CREATE VIEW attempt_partition AS
SELECT to_date(right(child.relname, 8), 'YYYYMMDD') AS day, pg_total_relation_size(child.oid) AS bytes
  FROM pg_inherits
  JOIN pg_class child ON child.oid = inhrelid
 WHERE inhparent = 'attempt'::regclass AND child.relname ~ '^attempt_[0-9]{8}$';

-- Drops one day's attempts but for those of requests that are still visible: of these there are few on so old a day, and they go to
-- the default partition. Where they are many the day stays whole, for now. Tells whether it is gone, and how many attempts moved.
-- What takes time is done before attempt is locked, which then is for some milliseconds; whoever has to wait for that lock gives up.
CREATE FUNCTION drop_attempt_partition(day date, most_kept integer, OUT dropped boolean, OUT kept integer)
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = dispatcher, pg_temp
    SET timezone = 'UTC'
    SET lock_timeout = '500ms'
AS $$
DECLARE
    child   text := 'attempt_' || to_char(day, 'YYYYMMDD');
    visible attempt[];
BEGIN
    IF day >= current_date THEN
        RAISE EXCEPTION 'The day % is not over', day;
    END IF;
    dropped := false;
    kept := 0;
    -- "disp" in ASCII and the number 2: a run beside another leaves it to that.
    IF NOT pg_try_advisory_xact_lock(x'6469737000000002'::bigint)
       OR NOT EXISTS (SELECT FROM attempt_partition p WHERE p.day = $1) THEN
        RETURN;
    END IF;
    EXECUTE format('SELECT ARRAY(SELECT old::attempt
                                   FROM %I old
                                  WHERE EXISTS (SELECT FROM request WHERE id = old.request_id)
                                  LIMIT $1 + 1)', child)
       INTO visible USING most_kept;
    kept := cardinality(visible);
    IF kept > most_kept THEN
        RETURN;
    END IF;
    LOCK TABLE ONLY attempt IN ACCESS EXCLUSIVE MODE;
    EXECUTE format('ALTER TABLE attempt DETACH PARTITION %I', child);
    EXECUTE format('DROP TABLE %I', child);
    INSERT INTO attempt SELECT (unnest(visible)).*;
    dropped := true;
END
$$;

-- Forgets attempts of the default partition that began before a time and whose request is gone, and says how many.
CREATE FUNCTION forget_stray_attempts(before timestamptz, most integer) RETURNS integer
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = dispatcher, pg_temp
AS $$
DECLARE
    forgotten integer;
BEGIN
    DELETE FROM attempt_default
     WHERE ctid = ANY (ARRAY(SELECT stray.ctid
                               FROM attempt_default stray
                              WHERE stray.started_at < before
                                AND NOT EXISTS (SELECT FROM request WHERE id = stray.request_id)
                              LIMIT most
                                FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    RETURN forgotten;
END
$$;
