//go:build linux

package main

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
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
	return sql.Open("sqlite", "file:"+filepath.Join(b.dir, "data", "backend", "linli.db")+"?_pragma=busy_timeout(60000)")
}

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
		`ANALYZE`,
	}
	if b.database == "" {
		db.SetMaxOpenConns(1)
		statements = append([]string{`PRAGMA synchronous = OFF`, `PRAGMA journal_mode = OFF`, `PRAGMA cache_size = -2000000`, `PRAGMA foreign_keys = OFF`}, append(statements, `PRAGMA journal_mode = WAL`)...)
	}
	if b.database != "" {
		statements[len(statements)-1] = `VACUUM ANALYZE`
	}
	for _, statement := range statements {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return nil, fmt.Errorf("fill: %w", err)
		}
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	return []row{{"requests that are there already", fmt.Sprintf("%d, made in %.0f s", b.rows, time.Since(began).Seconds()), "25,000,000"}}, b.start(ctx)
}
