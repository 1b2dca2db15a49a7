-- +goose Up
CREATE TABLE keys (
    hash    BYTEA  PRIMARY KEY,
    name    TEXT   NOT NULL,
    role    TEXT   NOT NULL,
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX keys_name ON keys (name);

CREATE TABLE update_ids (
    id   TEXT   PRIMARY KEY,
    seq  BIGINT NOT NULL REFERENCES updates (seq) ON DELETE CASCADE,
    hash BYTEA  NOT NULL
);

-- +goose Down
DROP TABLE update_ids;
DROP TABLE keys;
