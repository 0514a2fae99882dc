-- The mitras: the truth that the mirror in Valkey is derived from.
CREATE TABLE mitra (
    id                uuid        PRIMARY KEY,
    display_name      text        NOT NULL CHECK (length(display_name) BETWEEN 1 AND 200),
    max_concurrent    integer     NOT NULL CHECK (max_concurrent >= 1),
    is_active         boolean     NOT NULL DEFAULT true,
    is_online         boolean     NOT NULL DEFAULT false,
    last_heartbeat_at timestamptz,
    -- Counts the changes of everything that is mirrored but the heartbeats, which only move forward and need no order.
    version           bigint      NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL DEFAULT now(),
    CHECK (is_active OR NOT is_online),
    CHECK (last_heartbeat_at IS NOT NULL OR NOT is_online)
) WITH (fillfactor = 70);

-- Without the heartbeat's time: no index holds it, so that mirroring all heartbeats leaves every index alone.
CREATE INDEX mitra_online ON mitra (id) WHERE is_online;

-- What a mitra's capacity derives from. A change of mitra_id or state must raise both mitras' version in its transaction.
CREATE TABLE chat_session (
    id         uuid        PRIMARY KEY,
    mitra_id   uuid        REFERENCES mitra,
    state      text        NOT NULL
               CHECK (state IN ('PENDING_PAYMENT', 'SEARCHING', 'ACTIVE', 'CLOSING', 'ENDED', 'EXPIRED')),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX chat_session_counted ON chat_session (mitra_id) WHERE state IN ('PENDING_PAYMENT', 'ACTIVE');

CREATE VIEW mitra_state AS
SELECT m.id, m.display_name, m.max_concurrent, m.is_active, m.is_online, m.last_heartbeat_at, m.version,
       (SELECT count(*)::integer
          FROM chat_session s
         WHERE s.mitra_id = m.id AND s.state IN ('PENDING_PAYMENT', 'ACTIVE')) AS sessions
  FROM mitra m;

-- Changes that the mirror may not have yet: written with the change, deleted when applied.
CREATE TABLE mirror_outbox (
    mitra_id uuid        NOT NULL REFERENCES mitra ON DELETE CASCADE,
    version  bigint      NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (mitra_id, version)
);
CREATE INDEX mirror_outbox_noted_at ON mirror_outbox (noted_at);

-- Numbers the mirrors: each one that was filled from nothing is a new epoch.
CREATE TABLE mirror_epoch (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    epoch     bigint  NOT NULL
);
