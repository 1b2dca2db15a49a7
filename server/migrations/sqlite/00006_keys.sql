-- +goose Up
-- Who may call. A key itself is known only to whoever has it.
CREATE TABLE keys (
    hash    BLOB    PRIMARY KEY,         -- SHA-256
    name    TEXT    NOT NULL,            -- a kiosk, or who acts for the city
    role    TEXT    NOT NULL,            -- kiosk, officer
    made_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL DEFAULT 0   -- 0: never
) WITHOUT ROWID;
CREATE INDEX keys_name ON keys (name);

-- The names by which other systems know the updates that they have brought, so that each is taken once.
CREATE TABLE update_ids (
    id   TEXT   PRIMARY KEY,
    seq  INTEGER NOT NULL REFERENCES updates (seq) ON DELETE CASCADE,
    hash BLOB   NOT NULL                 -- SHA-256 of what was brought
) WITHOUT ROWID;

-- +goose Down
DROP TABLE update_ids;
DROP TABLE keys;
