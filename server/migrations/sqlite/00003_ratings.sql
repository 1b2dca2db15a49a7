-- +goose Up
-- What residents say of requests that are closed, one for each time that a request was closed. Empty and 0: not said.
CREATE TABLE ratings (
    request   INTEGER NOT NULL REFERENCES requests (seq) ON DELETE CASCADE,
    closing   INTEGER NOT NULL,         -- 1 for the first time that it was closed
    answered  TEXT    NOT NULL,         -- yes, no
    solved    TEXT    NOT NULL,         -- yes, partly, no
    satisfied INTEGER NOT NULL,         -- 1 to 5
    rated_at  INTEGER NOT NULL,
    due_was   INTEGER NOT NULL,         -- when the request was due until then
    PRIMARY KEY (request, closing)
) WITHOUT ROWID;

-- +goose Down
DROP TABLE ratings;
