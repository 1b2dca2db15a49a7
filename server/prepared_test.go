package server

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
)

// met are the statements that the only connection of a database has kept, and whether somebody has them.
func met(t *testing.T, db *sql.DB) map[string]bool {
	t.Helper()
	c, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	out := map[string]bool{}
	if err := c.Raw(func(real any) error {
		for query, p := range real.(*preparedConn).met {
			out[query] = p.taken
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestAStatementIsPreparedOnce: it is kept, given to one caller at a time, and finds what changed meanwhile.
func TestAStatementIsPreparedOnce(t *testing.T) {
	db, err := openDB(filepath.Join(t.TempDir(), "test.db"), "immediate", 1)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	do := func(statement string, args ...any) {
		t.Helper()
		if _, err := db.ExecContext(t.Context(), statement, args...); err != nil {
			t.Fatal(err)
		}
	}
	do(`CREATE TABLE a (n INTEGER)`)
	const add, read = `INSERT INTO a (n) VALUES (?)`, `SELECT n FROM a ORDER BY n`
	for n := range 3 {
		do(add, n)
	}
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	outer, err := tx.QueryContext(t.Context(), read)
	if err != nil {
		t.Fatal(err)
	}
	pairs := 0
	for outer.Next() {
		inner, err := tx.QueryContext(t.Context(), read) // while the outer one is not read to its end
		if err != nil {
			t.Fatal(err)
		}
		for inner.Next() {
			pairs++
		}
		if err := inner.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := outer.Err(); err != nil || pairs != 9 {
		t.Errorf("%d pairs, %v; want 9", pairs, err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	for query, taken := range met(t, db) {
		if taken {
			t.Errorf("%s is not given back", query)
		}
	}
	if got := met(t, db); len(got) != 3 {
		t.Errorf("kept: %v; want three", got)
	}
	do(`ALTER TABLE a ADD COLUMN more INTEGER NOT NULL DEFAULT 7`)
	do(add, 3)
	var sum int
	if err := db.QueryRowContext(t.Context(), `SELECT sum(more) FROM a`).Scan(&sum); err != nil || sum != 28 {
		t.Errorf("after the table has changed: %d, %v; want 28", sum, err)
	}
	for n := range mostPrepared + 10 {
		do(fmt.Sprintf(`DELETE FROM a WHERE n = %d`, n))
	}
	if n := len(met(t, db)); n > mostPrepared {
		t.Errorf("%d statements are kept; want %d at most", n, mostPrepared)
	}
}
