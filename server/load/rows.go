//go:build linux

package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	_ "modernc.org/sqlite"             // the driver "sqlite"

	"linli/report"
)

// there is one of the requests that fill makes: their numbers begin with 9000 and lie about at random.
func there(i int64, rows int) report.Number {
	return report.Number(fmt.Sprintf("9000%08d", (1+i*7919%int64(rows))*48271%99_999_989)) // a prime: none comes twice
}

// open opens the server's data.
func (b *bench) open() (*sql.DB, error) {
	if b.database != "" {
		return sql.Open("pgx", b.database)
	}
	return sql.Open("sqlite", "file:"+b.path()+"?_pragma=busy_timeout(60000)")
}

// path is where SQLite's data are.
func (b *bench) path() string { return filepath.Join(b.dir, "data", "backend", "linli.db") }

// count is how many requests there are.
func (b *bench) count(ctx context.Context) (n int, err error) {
	db, err := b.open()
	if err != nil {
		return 0, err
	}
	defer db.Close()
	return n, db.QueryRowContext(ctx, `SELECT count(*) FROM requests`).Scan(&n)
}

// fill makes the requests that are there already, all parts of them, while the server stands still.
func fill(ctx context.Context, b *bench) ([]row, error) {
	if b.rows == 0 {
		return nil, nil
	}
	if n, err := b.count(ctx); err != nil || n >= b.rows { // of a run before
		return []row{{"requests that are there already", fmt.Sprint(n), "25,000,000"}}, errors.Join(err, b.resume(ctx))
	}
	if err := b.kill(); err != nil {
		return nil, err
	}
	db, err := b.open()
	if err != nil {
		return nil, err
	}
	defer db.Close()
	began := time.Now()
	series, pad, key, hash := `(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT i FROM n)`, `printf('%%08d', i * 48271 %% 99999989)`,
		`printf('0188%028x', seq)`, `x'00'`
	if b.database != "" {
		series, pad, key, hash = `generate_series(1::bigint, %d) AS n(i)`, `lpad((i * 48271 %% 99999989)::text, 8, '0')`, `'0188' || lpad(to_hex(seq), 28, '0')`, `'\x00'`
	}
	year := time.Now().AddDate(-1, 0, 0).UnixMicro()
	at := fmt.Sprintf("%d + i * %d", year, (365*24*time.Hour).Microseconds()/int64(b.rows))
	statements := []string{
		fmt.Sprintf(`INSERT INTO requests (id, body_hash, service, state, description, address, address_id, lat, long, media_url, received_at, updated_at, due_at)
			SELECT '9000' || `+pad+`, `+hash+`, 'street-light', 'closed', '三号楼门口的路灯坏了三天了，晚上老人看不见路。', '幸福里社区3号楼2单元', '', 39.9042, 116.4074, '',
			`+at+`, `+at+`, `+at+` FROM `+series, b.rows),
		`INSERT INTO contacts SELECT seq, '13800138000', FALSE, '', '', '', '', '' FROM requests`,
		`INSERT INTO updates (request, at, state, text) SELECT seq, received_at, 'received', '' FROM requests`,
		`INSERT INTO updates (request, at, state, text) SELECT seq, received_at, 'closed', '' FROM requests`,
		`INSERT INTO idempotency_keys SELECT ` + key + `, seq, received_at FROM requests`,
	}
	db.SetMaxOpenConns(1) // what is set is set for all statements
	if statements, err = b.hurried(ctx, db, statements); err != nil {
		return nil, err
	}
	if err := b.execute(ctx, db, statements); err != nil {
		return nil, fmt.Errorf("fill: %w", err)
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	return []row{{"requests that are there already", fmt.Sprintf("%d, made in %.0f s", b.rows, time.Since(began).Seconds()), "25,000,000"}}, b.start(ctx)
}

// resume goes on with the numbers where a run before stopped, so that nothing is filed that was there.
func (b *bench) resume(ctx context.Context) error {
	db, err := b.open()
	if err != nil {
		return err
	}
	defer db.Close()
	var last string
	if err := db.QueryRowContext(ctx, `SELECT coalesce(max(key), '') FROM idempotency_keys`).Scan(&last); err != nil {
		return err
	}
	if digits, filed := strings.CutPrefix(last, filedKey); filed {
		i, err := strconv.ParseInt(digits, 10, 64)
		b.filed.Store(i)
		return err
	}
	return nil
}

// hurried are the statements as the database is quickest with them: without syncs and foreign keys, and each index is made when all of its
// rows are there.
func (b *bench) hurried(ctx context.Context, db *sql.DB, statements []string) ([]string, error) {
	indexes, before, last := `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL`,
		[]string{`PRAGMA synchronous = OFF`, `PRAGMA journal_mode = OFF`, `PRAGMA cache_size = -3000000`, `PRAGMA foreign_keys = OFF`},
		[]string{`ANALYZE`, `PRAGMA journal_mode = WAL`}
	if b.database != "" {
		indexes, before, last = `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexname NOT IN (SELECT conname FROM pg_constraint)`,
			[]string{`SET synchronous_commit = off`, `SET maintenance_work_mem = '2GB'`, `SET session_replication_role = replica`}, []string{`VACUUM ANALYZE`, `CHECKPOINT`}
	}
	rows, err := db.QueryContext(ctx, indexes)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var after []string
	for rows.Next() {
		var name, how string
		if err := rows.Scan(&name, &how); err != nil {
			return nil, err
		}
		before, after = append(before, `DROP INDEX `+name), append(after, how)
	}
	return slices.Concat(before, statements, after, last), rows.Err()
}

// execute carries statements out; those of SQLite by its own program where that is there, which is several times as fast.
func (b *bench) execute(ctx context.Context, db *sql.DB, statements []string) error {
	program, err := exec.LookPath("sqlite3")
	if b.database == "" && err == nil {
		if err := db.Close(); err != nil {
			return err
		}
		c := exec.CommandContext(ctx, program, "-bail", b.path())
		c.Stdin, c.Stderr = strings.NewReader(strings.Join(statements, ";\n")+";\n"), os.Stderr
		return c.Run()
	}
	for _, statement := range statements {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}
