-- Each run of each recorder that reports counts, with the last of its reports that was applied: what is not above it came before.
CREATE TABLE recorder (
    producer      uuid        PRIMARY KEY,
    service       text        NOT NULL,
    last_sequence bigint      NOT NULL,
    first_seen_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at  timestamptz NOT NULL DEFAULT now()
);

-- How many exchanges began in a minute, counted by their recorders before sampling, and whether or not their records arrived.
CREATE TABLE traffic_minute (
    minute          timestamptz NOT NULL,
    exchanges       bigint      NOT NULL,
    failed          bigint      NOT NULL,
    unsampled       bigint      NOT NULL,
    duration_micros bigint      NOT NULL,
    longest_micros  bigint      NOT NULL,
    -- 0 when the client never saw one.
    status          smallint    NOT NULL,
    api             text        NOT NULL,
    service         text        NOT NULL,
    method          text        NOT NULL,
    -- Empty where no template matched.
    route           text        NOT NULL,
    -- How many took how long: the first ends at 64 microseconds, and four follow to each power of two.
    durations       bigint[]    NOT NULL,
    PRIMARY KEY (api, minute, service, method, route, status)
);

-- Exchanges that should have been recorded and are not.
CREATE TABLE gap (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lost_from  timestamptz NOT NULL,
    lost_until timestamptz NOT NULL,
    exchanges  bigint      NOT NULL,
    failures   boolean     NOT NULL,
    api        text        NOT NULL,
    service    text        NOT NULL,
    reason     text        NOT NULL
);
CREATE INDEX gap_lost_until ON gap (lost_until);
REVOKE UPDATE ON gap FROM steward_observability;

-- The slow ones are few, and looked for without anything else.
CREATE INDEX exchange_slow ON exchange (started_at, id) WHERE duration_micros >= 1000000;
