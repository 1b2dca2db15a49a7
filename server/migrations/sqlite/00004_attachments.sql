-- +goose Up
-- Recordings and pictures that belong to requests. What they hold lies in files of the data folder. They are personal data.
CREATE TABLE attachments (
    request  INTEGER NOT NULL REFERENCES requests (seq) ON DELETE CASCADE,
    sha256   TEXT    NOT NULL,         -- 64 hexadecimal digits
    type     TEXT    NOT NULL,
    size     INTEGER NOT NULL,         -- bytes
    complete INTEGER NOT NULL,         -- 1 once all of it is on the disk and its hash is right
    made_at  INTEGER NOT NULL,
    PRIMARY KEY (request, sha256)
) WITHOUT ROWID;

-- +goose Down
DROP TABLE attachments;
