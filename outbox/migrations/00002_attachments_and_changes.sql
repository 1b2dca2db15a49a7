-- +goose Up
-- A submission may change an earlier one of the same number (kind: withdraw or amend), and may have attachments, which lie in
-- files of their own. exported_at is 0 until staff have carried it away.
CREATE TABLE submissions_2 (
    seq         INTEGER PRIMARY KEY,
    number      TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    key         TEXT    NOT NULL UNIQUE,
    endpoint    TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    sealed      BLOB,
    answer      BLOB,
    attachments INTEGER NOT NULL,
    tries       INTEGER NOT NULL,
    frozen_at   INTEGER NOT NULL,
    changed_at  INTEGER NOT NULL,
    exported_at INTEGER NOT NULL
) STRICT;
INSERT INTO submissions_2 SELECT seq, number, '', key, endpoint, state, sealed, answer, 0, tries, frozen_at, changed_at, 0 FROM submissions;
DROP TABLE submissions;
ALTER TABLE submissions_2 RENAME TO submissions;
CREATE UNIQUE INDEX submissions_number ON submissions (number) WHERE kind = '';
CREATE INDEX submissions_changes ON submissions (number, seq) WHERE kind <> '';
CREATE INDEX submissions_waiting ON submissions (seq) WHERE state IN ('frozen', 'sending', 'unknown');
CREATE INDEX submissions_state ON submissions (state, seq);
