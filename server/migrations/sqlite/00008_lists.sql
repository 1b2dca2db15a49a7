-- +goose Up
-- Lists are in the order in which requests were received, by all of them, by service, and by those that are open. requests_received and
-- updates_at have the row's number beside the time already.
CREATE INDEX requests_service ON requests (service, received_at);
CREATE INDEX requests_open ON requests (received_at) WHERE state NOT IN ('closed', 'withdrawn', 'rejected');

-- +goose Down
DROP INDEX requests_open;
DROP INDEX requests_service;
