-- How the pauses between attempts develop: always interval_seconds, or twice as long after each attempt.
ALTER TABLE request ADD COLUMN backoff text NOT NULL DEFAULT 'fixed' CHECK (backoff IN ('fixed', 'exponential'));
