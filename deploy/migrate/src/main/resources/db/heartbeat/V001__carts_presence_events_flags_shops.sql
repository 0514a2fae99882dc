-- The cart context that the shop hands over: the truth; Valkey holds a copy for a minute.
CREATE TABLE cart (
    session_id text PRIMARY KEY,
    items      integer     NOT NULL CHECK (items >= 0),
    total      numeric     NOT NULL CHECK (total >= 0),
    currency   text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    updated_at timestamptz NOT NULL,
    -- Counts the changes of one row, so that an older copy never replaces a newer one in Valkey.
    version    bigint      NOT NULL DEFAULT 1
);
CREATE INDEX cart_updated_at ON cart (updated_at);

-- Who was here lately, for the time that Valkey cannot tell. Unlogged: every visitor is back within one heartbeat, so that
-- a crash costs nothing and the writes cost no WAL. No index but the key: updates stay within their page.
CREATE UNLOGGED TABLE presence (
    session_id  text PRIMARY KEY,
    customer_id text,
    seen_at     timestamptz NOT NULL
) WITH (fillfactor = 70);

-- Business events, kept as long as a repetition must be recognised.
CREATE TABLE event (
    source      text        NOT NULL,
    id          text        NOT NULL,
    type        text        NOT NULL,
    kind        text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    -- json, not jsonb: what a shop sends may hold \u0000, which jsonb refuses.
    data        json        NOT NULL,
    PRIMARY KEY (source, id)
);
CREATE INDEX event_occurred_at ON event (occurred_at);

-- The same events counted by minute, written by the statement that stores them.
CREATE TABLE event_minute (
    minute timestamptz NOT NULL,
    type   text        NOT NULL,
    kind   text        NOT NULL,
    events bigint      NOT NULL,
    PRIMARY KEY (minute, type, kind)
);

-- What happened to each article, in whichever order it was told. The article '' stands for all that came without an id.
CREATE TABLE article (
    source     text        NOT NULL,
    article_id text        NOT NULL,
    created    bigint      NOT NULL,
    validated  bigint      NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (source, article_id)
);
CREATE INDEX article_unvalidated ON article (source) WHERE created > 0 AND (validated = 0 OR article_id = '');

-- Leases of the shop's workers: running until the time has passed.
CREATE TABLE flag (
    name          text PRIMARY KEY,
    renewed_at    timestamptz NOT NULL,
    running_until timestamptz NOT NULL
);

-- Shops whose telemetry is received.
CREATE TABLE pulse_shop (
    id                        uuid PRIMARY KEY,
    name                      text        NOT NULL,
    domain                    text        NOT NULL,
    expected_interval_seconds integer     NOT NULL DEFAULT 3600 CHECK (expected_interval_seconds > 0),
    created_at                timestamptz NOT NULL DEFAULT now(),
    last_heartbeat_at         timestamptz
);
