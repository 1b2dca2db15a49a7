-- +goose Up
-- Wrong proofs of numbers that wait here, for as long as they count: else a restart would let all four digits be tried.
CREATE TABLE wrong_proofs (
    number TEXT    NOT NULL,
    at     INTEGER NOT NULL
) STRICT;
CREATE INDEX wrong_proofs_number ON wrong_proofs (number, at);

-- +goose Down
DROP TABLE wrong_proofs;
