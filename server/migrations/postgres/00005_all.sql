-- +goose Up
-- The same tables as in SQLite (migrations/sqlite, which says what each is for). seq rises with time, so that what is new lies together.
CREATE TABLE requests (
    seq         BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id          TEXT    COLLATE "C" NOT NULL UNIQUE,
    body_hash   BYTEA   NOT NULL,
    service     TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    description TEXT    NOT NULL,
    address     TEXT    NOT NULL,
    address_id  TEXT    NOT NULL,
    lat         DOUBLE PRECISION,
    long        DOUBLE PRECISION,
    media_url   TEXT    NOT NULL,
    received_at BIGINT  NOT NULL,
    updated_at  BIGINT  NOT NULL,
    due_at      BIGINT  NOT NULL,
    proof       BOOLEAN NOT NULL DEFAULT TRUE
);
CREATE INDEX requests_received ON requests (received_at);

CREATE TABLE answers (
    request  BIGINT  NOT NULL REFERENCES requests (seq) ON DELETE CASCADE,
    code     TEXT    NOT NULL,
    position INTEGER NOT NULL,
    value    TEXT    NOT NULL,
    PRIMARY KEY (request, code, position)
);

CREATE TABLE contacts (
    request    BIGINT  PRIMARY KEY REFERENCES requests (seq) ON DELETE CASCADE,
    phone      TEXT    NOT NULL,
    sms_only   BOOLEAN NOT NULL,
    email      TEXT    NOT NULL,
    first_name TEXT    NOT NULL,
    last_name  TEXT    NOT NULL,
    device_id  TEXT    NOT NULL,
    account_id TEXT    NOT NULL
);

CREATE TABLE updates (
    seq     BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    request BIGINT NOT NULL REFERENCES requests (seq) ON DELETE CASCADE,
    at      BIGINT NOT NULL,
    state   TEXT   NOT NULL,
    text    TEXT   NOT NULL,
    phrase  TEXT   NOT NULL DEFAULT ''
);
CREATE INDEX updates_request ON updates (request, seq);
CREATE INDEX updates_at ON updates (at);

CREATE TABLE idempotency_keys (
    key     TEXT   COLLATE "C" PRIMARY KEY,
    request BIGINT NOT NULL REFERENCES requests (seq) ON DELETE CASCADE,
    made_at BIGINT NOT NULL
);
CREATE INDEX idempotency_keys_request ON idempotency_keys (request);

CREATE TABLE health (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    at  BIGINT  NOT NULL
);

CREATE TABLE changes (
    request BIGINT NOT NULL REFERENCES requests (seq) ON DELETE CASCADE,
    key     TEXT   NOT NULL,
    hash    BYTEA  NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (request, key)
);

CREATE TABLE failed_proofs (
    id TEXT   COLLATE "C" NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX failed_proofs_id ON failed_proofs (id, at);
CREATE INDEX failed_proofs_at ON failed_proofs (at);

CREATE TABLE ratings (
    request   BIGINT  NOT NULL REFERENCES requests (seq) ON DELETE CASCADE,
    closing   INTEGER NOT NULL,
    answered  TEXT    NOT NULL,
    solved    TEXT    NOT NULL,
    satisfied INTEGER NOT NULL,
    rated_at  BIGINT  NOT NULL,
    due_was   BIGINT  NOT NULL,
    PRIMARY KEY (request, closing)
);

CREATE TABLE attachments (
    request  BIGINT  NOT NULL REFERENCES requests (seq) ON DELETE CASCADE,
    sha256   TEXT    NOT NULL,
    type     TEXT    NOT NULL,
    size     BIGINT  NOT NULL,
    complete BOOLEAN NOT NULL,
    made_at  BIGINT  NOT NULL,
    PRIMARY KEY (request, sha256)
);

-- What attachments hold, piece by piece, so that every server process has it. SQLite has files beside it instead.
CREATE TABLE pieces (
    request TEXT   COLLATE "C" NOT NULL, -- the number
    sha256  TEXT   NOT NULL,
    first   BIGINT NOT NULL,             -- where it begins
    bytes   BYTEA  NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (request, sha256, first)
);
ALTER TABLE pieces ALTER COLUMN bytes SET STORAGE EXTERNAL; -- recordings are not packed any smaller

CREATE TABLE calls (
    seq      BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key      TEXT    NOT NULL UNIQUE,
    kiosk    INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    state    TEXT    NOT NULL,
    at       BIGINT  NOT NULL,
    by       TEXT    NOT NULL DEFAULT '',
    minutes  INTEGER NOT NULL DEFAULT 0,
    ended_at BIGINT  NOT NULL DEFAULT 0
);
CREATE INDEX calls_at ON calls (at);

-- +goose Down
DROP TABLE calls;
DROP TABLE pieces;
DROP TABLE attachments;
DROP TABLE ratings;
DROP TABLE failed_proofs;
DROP TABLE changes;
DROP TABLE health;
DROP TABLE idempotency_keys;
DROP TABLE updates;
DROP TABLE contacts;
DROP TABLE answers;
DROP TABLE requests;
