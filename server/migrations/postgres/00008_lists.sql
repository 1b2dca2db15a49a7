-- +goose Up
CREATE INDEX requests_service ON requests (service, received_at, seq);
CREATE INDEX requests_open ON requests (received_at, seq) WHERE state NOT IN ('closed', 'withdrawn', 'rejected');
DROP INDEX requests_received;
CREATE INDEX requests_received ON requests (received_at, seq);
DROP INDEX updates_at;
CREATE INDEX updates_at ON updates (at, seq);

-- +goose Down
DROP INDEX updates_at;
CREATE INDEX updates_at ON updates (at);
DROP INDEX requests_received;
CREATE INDEX requests_received ON requests (received_at);
DROP INDEX requests_open;
DROP INDEX requests_service;
