-- +goose Up
CREATE TABLE requests (
    seq         INTEGER PRIMARY KEY,  -- in order of arrival, whatever the clocks say
    id          TEXT    NOT NULL UNIQUE,
    body_hash   BLOB    NOT NULL,     -- SHA-256 of what was filed, to know the same filing again
    service     TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    description TEXT    NOT NULL,
    address     TEXT    NOT NULL,
    address_id  TEXT    NOT NULL,
    lat         REAL,
    long        REAL,
    media_url   TEXT    NOT NULL,
    received_at INTEGER NOT NULL,     -- all times are microseconds since 1970
    updated_at  INTEGER NOT NULL,
    due_at      INTEGER NOT NULL
);
CREATE INDEX requests_received ON requests (received_at);

CREATE TABLE answers (
    request  INTEGER NOT NULL REFERENCES requests (seq) ON DELETE CASCADE,
    code     TEXT    NOT NULL,
    position INTEGER NOT NULL,
    value    TEXT    NOT NULL,
    PRIMARY KEY (request, code, position)
) WITHOUT ROWID;

-- Personal data, apart from all else and never read by a public call.
CREATE TABLE contacts (
    request    INTEGER PRIMARY KEY REFERENCES requests (seq) ON DELETE CASCADE,
    phone      TEXT    NOT NULL,
    sms_only   INTEGER NOT NULL,
    email      TEXT    NOT NULL,
    first_name TEXT    NOT NULL,
    last_name  TEXT    NOT NULL,
    device_id  TEXT    NOT NULL,
    account_id TEXT    NOT NULL
);

CREATE TABLE updates (
    seq     INTEGER PRIMARY KEY,
    request INTEGER NOT NULL REFERENCES requests (seq) ON DELETE CASCADE,
    at      INTEGER NOT NULL,
    state   TEXT    NOT NULL,
    text    TEXT    NOT NULL         -- empty: the words that go with the state
);
CREATE INDEX updates_request ON updates (request, seq);
CREATE INDEX updates_at ON updates (at);

CREATE TABLE idempotency_keys (
    key     TEXT    PRIMARY KEY,
    request INTEGER NOT NULL REFERENCES requests (seq) ON DELETE CASCADE,
    made_at INTEGER NOT NULL
) WITHOUT ROWID;

-- One row, written to find out whether the disk still takes anything.
CREATE TABLE health (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    at  INTEGER NOT NULL
);

-- +goose Down
DROP TABLE health;
DROP TABLE idempotency_keys;
DROP TABLE updates;
DROP TABLE contacts;
DROP TABLE answers;
DROP TABLE requests;
