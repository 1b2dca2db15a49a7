-- +goose Up
ALTER TABLE requests ADD COLUMN shown_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE requests ADD COLUMN token TEXT COLLATE "C" NOT NULL DEFAULT '';
CREATE UNIQUE INDEX requests_token ON requests (token) WHERE token <> '';

-- +goose Down
DROP INDEX requests_token;
ALTER TABLE requests DROP COLUMN token;
ALTER TABLE requests DROP COLUMN shown_at;
