package server

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

//go:embed migrations/*.sql
var migrations embed.FS

// store keeps the requests in one SQLite file. A commit is on the disk before it is acknowledged (WAL with
// synchronous=FULL). There is one connection that writes, so that writers wait in line instead of failing.
type store struct {
	path  string
	write *sql.DB
	read  *sql.DB
}

// openStore opens the file in a folder, makes both where they are missing, and brings the schema up to date.
func openStore(ctx context.Context, dir string) (*store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, badFolder(dir, err)
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, badFolder(dir, err)
	}
	st := &store{path: filepath.Join(abs, "linli.db")}
	if st.write, err = openDB(st.path, "immediate", 1); err != nil {
		return nil, badFolder(dir, err)
	}
	if err := migrate(ctx, st.write); err != nil {
		return nil, errors.Join(badFolder(dir, err), st.write.Close())
	}
	if st.read, err = openDB(st.path, "deferred", 4); err != nil {
		return nil, errors.Join(badFolder(dir, err), st.write.Close())
	}
	return st, nil
}

// badFolder says in one line which folder is meant and what to do.
func badFolder(dir string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("data folder %s: %w; make it writable and leave space on its disk, or choose another folder", dir, err)
}

func openDB(path, txlock string, conns int) (*sql.DB, error) {
	dsn := url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: url.Values{
		"_pragma": {"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)"},
		"_txlock": {txlock},
	}.Encode()}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	return db, nil
}

func migrate(ctx context.Context, db *sql.DB) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files)
	if err != nil {
		return fmt.Errorf("prepare the migrations: %w", err)
	}
	current, newest, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read the version of the data: %w", err)
	}
	if current > newest {
		return fmt.Errorf("it was written by a newer Linli (version %d of the data, this one knows %d)", current, newest)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("bring the data up to date: %w", err)
	}
	return nil
}

func (st *store) close() error {
	return errors.Join(st.read.Close(), st.write.Close())
}

// transact runs fn in a transaction on the writing connection.
func (st *store) transact(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := st.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("write to %s: %w", st.path, err)
	}
	if err := fn(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("write to %s: %w", st.path, err)
	}
	return nil
}

// probe writes, to know whether the disk still takes anything.
func (st *store) probe(ctx context.Context, now time.Time) error {
	_, err := st.write.ExecContext(ctx, `INSERT INTO health (one, at) VALUES (1, ?)
		ON CONFLICT (one) DO UPDATE SET at = excluded.at`, now.UnixMicro())
	if err != nil {
		return fmt.Errorf("write to %s: %w", st.path, err)
	}
	return nil
}
