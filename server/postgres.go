package server

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// A server process has so many connections to PostgreSQL at most. Those that write are apart, so that filings do not stand in line behind
// look-ups. Those that look up are few: each is a process, and on a small machine the one that writes waits for them.
const (
	writing = 8
	lookers = 6
)

// openPostgres connects to a database, such as postgres://linli@db.city.example/linli, and brings its schema up to date. Several
// server processes may do so at once.
func openPostgres(ctx context.Context, database string) (*store, error) {
	config, err := pgx.ParseConfig(database)
	if err != nil { // its error may repeat the password
		return nil, errors.New("serve.database cannot be read; want postgres://USER:PASSWORD@HOST:5432/NAME")
	}
	tuned(config)
	config.ConnectTimeout = 10 * time.Second
	st := &store{postgres: true, path: "postgres://" + net.JoinHostPort(config.Host, strconv.Itoa(int(config.Port))) + "/" + config.Database}
	pool := func(most int) *sql.DB {
		db := stdlib.OpenDB(*config)
		db.SetMaxOpenConns(most)
		db.SetMaxIdleConns(most)
		return db
	}
	st.write = pool(writing)
	one, err := lock.NewPostgresSessionLocker()
	if err == nil {
		err = migrate(ctx, st.write, goose.DialectPostgres, "postgres", goose.WithSessionLocker(one))
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("database %s: %w; see that it runs and that serve.database names a user who may make tables", st.path, plain(err)), st.write.Close())
	}
	st.reading = pool(lookers)
	return st, nil
}

// tuned are the settings of each connection, where the address gives no others.
func tuned(config *pgx.ConnConfig) {
	for name, value := range map[string]string{
		"synchronous_commit": "on",                 // what is acknowledged is on the disk, whatever the server's default
		"plan_cache_mode":    "force_generic_plan", // a look-up takes less time than planning it
		"enable_seqscan":     "off",                // a plan made while a table was empty must not read all of it later
		"enable_hashjoin":    "off",                // lists are short and want the rows of an index one after the other; a hash is made of all there are
		"enable_mergejoin":   "off",
		"jit":                "off", // a plan that reads all of a table after all looks dear without seqscan, and would be compiled for half a second
	} {
		if _, given := config.RuntimeParams[name]; !given {
			config.RuntimeParams[name] = value
		}
	}
}

// plain is what a database says, in one line and without how one connects to it.
func plain(err error) error {
	var said *pgconn.PgError
	if errors.As(err, &said) {
		return errors.New(said.Message)
	}
	var refused *pgconn.ConnectError
	if errors.As(err, &refused) {
		return errors.New("it cannot be reached")
	}
	return err
}

// overtaken says whether a transaction failed only because another process was faster: then all of it is done once more.
func overtaken(err error) bool {
	var said *pgconn.PgError
	if !errors.As(err, &said) {
		return false
	}
	switch said.Code { // PostgreSQL, appendix A
	case "23505", // unique_violation: it has stored the same
		"40001", // serialization_failure
		"40P01": // deadlock_detected
		return true
	}
	return false
}
