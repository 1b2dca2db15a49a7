-- +goose Up
-- From when everybody may see a request (GeoReport v2: service type): 0 at once, later where its service gives ids later (batch), and
-- never where it gives none (blackbox).
ALTER TABLE requests ADD COLUMN shown_at INTEGER NOT NULL DEFAULT 0;
-- What is given for the id until there is one; empty where nothing is.
ALTER TABLE requests ADD COLUMN token TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX requests_token ON requests (token) WHERE token <> '';

-- +goose Down
DROP INDEX requests_token;
ALTER TABLE requests DROP COLUMN token;
ALTER TABLE requests DROP COLUMN shown_at;
