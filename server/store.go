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
	"modernc.org/sqlite"
)

//go:embed migrations
var migrations embed.FS

// store keeps the requests: in one SQLite file, or in PostgreSQL. A commit is on the disk before it is acknowledged (SQLite: WAL with
// synchronous=FULL; PostgreSQL: synchronous_commit). SQLite has one connection that writes, so that writers wait in line instead of failing.
type store struct {
	path     string // a file, or the address of the database without its password
	write    *sql.DB
	reading  *sql.DB
	postgres bool
	read     *session
	filings  *gathered
	tended   *checkpoints // of SQLite only
}

// openStore opens the data of a backend and brings its schema up to date.
func openStore(ctx context.Context, dir, database string, f *figures) (*store, error) {
	open := openSQLite
	if database != "" {
		open = func(ctx context.Context, _ string) (*store, error) { return openPostgres(ctx, database) }
	}
	st, err := open(ctx, dir)
	if err != nil {
		return nil, err
	}
	st.read = &session{st.reading, st.postgres}
	st.filings = gather(st, f)
	if !st.postgres {
		st.tended = checkpointing(st)
	}
	return st, nil
}

// readers are the connections that read in SQLite. Most of what they do is to wait for the disk.
const readers = 16

// openSQLite opens the file in a folder, and makes both where they are missing.
func openSQLite(ctx context.Context, dir string) (*store, error) {
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
	if err := migrate(ctx, st.write, goose.DialectSQLite3, "sqlite"); err != nil {
		return nil, errors.Join(badFolder(dir, err), st.write.Close())
	}
	if st.reading, err = openDB(st.path, "deferred", readers); err != nil {
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
		"_pragma": {"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)", "temp_store(MEMORY)", fmt.Sprintf("wal_autocheckpoint(%d)", tooLong)},
		"_txlock": {txlock},
	}.Encode()}
	connector, err := sqlite.NewConnector(dsn.String())
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(preparing{connector})
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	return db, nil
}

// migrate brings the schema up to date with the statements in a folder.
func migrate(ctx context.Context, db *sql.DB, dialect goose.Dialect, folder string, options ...goose.ProviderOption) error {
	files, err := fs.Sub(migrations, "migrations/"+folder)
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	provider, err := goose.NewProvider(dialect, db, files, options...)
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
	st.filings.close()
	if st.tended != nil {
		st.tended.close()
	}
	return errors.Join(st.reading.Close(), st.write.Close())
}

// mostTries is how often a transaction begins anew where another process was faster.
const mostTries = 10

// transact runs fn in a transaction on a connection that writes, and once more where another process was faster.
func (st *store) transact(ctx context.Context, fn func(*session) error) error {
	for try := 1; ; try++ {
		err := st.once(ctx, fn)
		if err == nil || try == mostTries || !overtaken(err) {
			return err
		}
	}
}

func (st *store) once(ctx context.Context, fn func(*session) error) error {
	tx, err := st.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("write to %s: %w", st.path, err)
	}
	defer func() { _ = tx.Rollback() }() // nothing after Commit; whatever ends fn, even a panic, gives the connection back
	if err := fn(&session{tx, st.postgres}); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("write to %s: %w", st.path, err)
	}
	return nil
}

// probe writes, to know whether the disk still takes anything.
func (st *store) probe(ctx context.Context, now time.Time) error {
	return st.transact(ctx, func(tx *session) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO health (one, at) VALUES (1, ?)
			ON CONFLICT (one) DO UPDATE SET at = excluded.at`, now.UnixMicro())
		if err != nil {
			return fmt.Errorf("write to %s: %w", st.path, err)
		}
		return nil
	})
}
