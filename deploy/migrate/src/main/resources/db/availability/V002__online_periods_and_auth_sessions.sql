-- When who was online, and what ended it: one row for each time, open while it lasts.
CREATE TABLE online_period (
    id         uuid        PRIMARY KEY,
    mitra_id   uuid        NOT NULL REFERENCES mitra ON DELETE CASCADE,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz CHECK (ended_at >= started_at),
    ended_by   text        CHECK (ended_by IN ('mitra', 'operator', 'deactivation', 'sweep')),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX online_period_open ON online_period (mitra_id) WHERE ended_at IS NULL;
CREATE INDEX online_period_of_mitra ON online_period (mitra_id, id);
CREATE INDEX online_period_ended_at ON online_period (ended_at) WHERE ended_at IS NOT NULL;

-- Whoever is online already has been so at least since the last heartbeat.
INSERT INTO online_period (id, mitra_id, started_at)
SELECT gen_random_uuid(), id, last_heartbeat_at
  FROM mitra
 WHERE is_online;

-- Sign-ins that the identity side registered; it asks here before it refreshes a token.
CREATE TABLE auth_session (
    sid        uuid        PRIMARY KEY,
    mitra_id   uuid        NOT NULL REFERENCES mitra ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz,
    revoked_by text        CHECK (revoked_by IN ('sign-out', 'deactivation')),
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX auth_session_of_mitra ON auth_session (mitra_id, sid);
CREATE INDEX auth_session_revoked_at ON auth_session (revoked_at) WHERE revoked_at IS NOT NULL;
