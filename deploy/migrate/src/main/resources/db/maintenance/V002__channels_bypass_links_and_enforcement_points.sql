-- How each channel behaves: configured in the service, stored so that all replicas and enforcement points follow one.
CREATE TABLE channel_policy (
    channel text  PRIMARY KEY,
    policy  jsonb NOT NULL
);

COMMENT ON TABLE channel_policy IS 'reference';

-- The public half of each link; the token itself is never stored.
CREATE TABLE bypass_link (
    id         uuid        PRIMARY KEY,
    channel    text        NOT NULL,
    subject    text        NOT NULL,
    public_key text        NOT NULL,
    issued_by  text        NOT NULL,
    issued_at  timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    revoked_by text
);

CREATE INDEX bypass_link_open ON bypass_link (expires_at) WHERE revoked_at IS NULL;

-- Append-only, like the events: who entered a closed channel, as one row a second for each pass in use.
CREATE TABLE bypass_use (
    id       uuid        PRIMARY KEY,
    point    text        NOT NULL,
    channel  text        NOT NULL,
    subject  text        NOT NULL,
    link_id  uuid,
    uses     bigint      NOT NULL CHECK (uses > 0),
    first_at timestamptz NOT NULL,
    last_at  timestamptz NOT NULL
);

CREATE INDEX bypass_use_by_subject ON bypass_use (subject, id);
CREATE INDEX bypass_use_by_link ON bypass_use (link_id, last_at);
REVOKE UPDATE, DELETE ON bypass_use FROM steward_maintenance;

-- Events tell of links and channels too, and a revision may hold several.
ALTER TABLE window_event DROP CONSTRAINT window_event_pkey;
ALTER TABLE window_event RENAME TO event;
ALTER TABLE event ALTER COLUMN window_id DROP NOT NULL;
ALTER TABLE event ALTER COLUMN after DROP NOT NULL;
ALTER TABLE event ADD COLUMN link_id uuid REFERENCES bypass_link;
ALTER TABLE event ADD COLUMN seq integer NOT NULL DEFAULT 1;
ALTER TABLE event ADD PRIMARY KEY (revision, seq);

-- Who enforces, and which revision counts there.
CREATE TABLE enforcement_point (
    name                text        PRIMARY KEY,
    kind                text        NOT NULL CHECK (kind IN ('gateway', 'service')),
    revision            bigint      NOT NULL,
    acknowledged_at     timestamptz NOT NULL DEFAULT now(),
    took_millis         integer,
    seen_at             timestamptz NOT NULL DEFAULT now(),
    clock_offset_millis bigint      NOT NULL
);

-- What a key was used for, for 24 hours.
CREATE TABLE idempotency (
    actor      text        NOT NULL,
    key        text        NOT NULL,
    digest     text        NOT NULL,
    window_id  uuid        NOT NULL REFERENCES maintenance_window,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (actor, key)
);

-- Each legacy file becomes a window once.
CREATE TABLE offline_file (
    digest      text        PRIMARY KEY,
    window_id   uuid        NOT NULL REFERENCES maintenance_window,
    imported_by text        NOT NULL,
    imported_at timestamptz NOT NULL DEFAULT now()
);

-- A window as its readers know it.
CREATE VIEW window_document AS
SELECT w.id,
       json_build_object(
           'id', w.id,
           'channels', (SELECT json_agg(json_build_object('channel', c.channel, 'startsAt', c.starts_at,
                                                          'endedAt', c.ended_at, 'cancelledAt', c.cancelled_at)
                                        ORDER BY c.channel COLLATE "C")
                          FROM window_channel c
                         WHERE c.window_id = w.id),
           'backOnlineAt', w.back_online_at,
           'endPolicy', w.end_policy,
           'message', w.message,
           'version', w.version) AS document
  FROM maintenance_window w;
