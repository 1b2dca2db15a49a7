-- +goose Up
-- Calls for staff from kiosks. There is nothing of residents in them.
CREATE TABLE calls (
    seq      INTEGER PRIMARY KEY,
    key      TEXT    NOT NULL UNIQUE,   -- the kiosk's name for it
    kiosk    INTEGER NOT NULL,
    name     TEXT    NOT NULL,          -- where the kiosk stands
    state    TEXT    NOT NULL,          -- open, answered, takenback, again (the same kiosk has called once more)
    at       INTEGER NOT NULL,
    by       TEXT    NOT NULL DEFAULT '',
    minutes  INTEGER NOT NULL DEFAULT 0,
    ended_at INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX calls_at ON calls (at);

-- +goose Down
DROP TABLE calls;
