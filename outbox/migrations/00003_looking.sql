-- +goose Up
-- What the city says that it has is kept until it was seen there; look_at is when to look next.
ALTER TABLE submissions ADD COLUMN look_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX submissions_looking ON submissions (look_at) WHERE state IN ('answered', 'incomplete') AND sealed IS NOT NULL;

-- +goose Down
DROP INDEX submissions_looking;
ALTER TABLE submissions DROP COLUMN look_at;
