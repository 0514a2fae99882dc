CREATE TABLE maintenance_window (
    id             uuid PRIMARY KEY,
    back_online_at timestamptz,
    end_policy     text        NOT NULL CHECK (end_policy IN ('MANUAL', 'AUTOMATIC')),
    message        text,
    version        integer     NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CHECK (end_policy = 'MANUAL' OR back_online_at IS NOT NULL)
);

-- Times only: whether a channel is offline is derived from them and a clock.
CREATE TABLE window_channel (
    window_id    uuid        NOT NULL REFERENCES maintenance_window,
    channel      text        NOT NULL,
    starts_at    timestamptz NOT NULL,
    ended_at     timestamptz,
    cancelled_at timestamptz,
    PRIMARY KEY (window_id, channel),
    CHECK (ended_at IS NULL OR ended_at >= starts_at),
    CHECK (ended_at IS NULL OR cancelled_at IS NULL)
);

CREATE INDEX window_channel_open ON window_channel (window_id) WHERE ended_at IS NULL AND cancelled_at IS NULL;

-- Append-only: who changed what, when, and what it was before.
CREATE TABLE window_event (
    revision  bigint      NOT NULL,
    window_id uuid        NOT NULL REFERENCES maintenance_window,
    action    text        NOT NULL,
    actor     text        NOT NULL,
    at        timestamptz NOT NULL DEFAULT now(),
    before    jsonb,
    after     jsonb       NOT NULL,
    PRIMARY KEY (revision, window_id)
);

REVOKE UPDATE, DELETE ON window_event FROM steward_maintenance;

-- One row, locked by every change: it orders changes and numbers them without gaps.
CREATE TABLE revision (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    value  bigint  NOT NULL
);

COMMENT ON TABLE revision IS 'reference';

INSERT INTO revision (value) VALUES (0);
