-- +goose Up
-- What residents have sent, in the order in which it was frozen. sealed is nothing that can be read without the key, and NULL
-- once the city has it. Times are microseconds since 1970 and never decide an order.
CREATE TABLE submissions (
    seq        INTEGER PRIMARY KEY,
    number     TEXT    NOT NULL UNIQUE,
    key        TEXT    NOT NULL UNIQUE,
    endpoint   TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    sealed     BLOB,
    answer     BLOB,
    tries      INTEGER NOT NULL DEFAULT 0,
    frozen_at  INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX submissions_waiting ON submissions (seq) WHERE state IN ('frozen', 'sending', 'unknown');
CREATE INDEX submissions_state ON submissions (state, seq);

-- +goose Down
DROP TABLE submissions;
