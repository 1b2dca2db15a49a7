-- +goose Up
-- Whether a phone was left whose last digits are a proof. It says no more of a resident than that, so that public
-- calls need not read contacts.
ALTER TABLE requests ADD COLUMN proof INTEGER NOT NULL DEFAULT 1;

ALTER TABLE updates ADD COLUMN phrase TEXT NOT NULL DEFAULT '';  -- empty: the words that go with the state

-- The key of a filing is a proof too, looked for by request.
CREATE INDEX idempotency_keys_request ON idempotency_keys (request);

CREATE TABLE changes (
    request INTEGER NOT NULL REFERENCES requests (seq) ON DELETE CASCADE,
    key     TEXT    NOT NULL,         -- Idempotency-Key
    hash    BLOB    NOT NULL,         -- SHA-256 of what was changed, without the proof
    made_at INTEGER NOT NULL,
    PRIMARY KEY (request, key)
) WITHOUT ROWID;

-- Those of the last hour, of numbers that exist and of numbers that do not.
CREATE TABLE failed_proofs (
    id TEXT    NOT NULL,
    at INTEGER NOT NULL
);
CREATE INDEX failed_proofs_id ON failed_proofs (id, at);
CREATE INDEX failed_proofs_at ON failed_proofs (at);

-- +goose Down
DROP TABLE failed_proofs;
DROP TABLE changes;
DROP INDEX idempotency_keys_request;
ALTER TABLE updates DROP COLUMN phrase;
ALTER TABLE requests DROP COLUMN proof;
