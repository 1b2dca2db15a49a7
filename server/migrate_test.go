package server_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"linli/server"
)

// A backend that was running while it was replaced: its requests are there, and changing them needs what it needed.
func TestDataOfTheFirstVersionIsBroughtUpToDate(t *testing.T) {
	dir := t.TempDir()
	db, err := sql.Open("sqlite", filepath.Join(dir, "linli.db"))
	if err != nil {
		t.Fatal(err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, os.DirFS("migrations/sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.UpTo(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 1, 31, 9, 29, 0, 0, time.FixedZone("", 8*3600)).UnixMicro()
	for _, query := range []string{
		`INSERT INTO requests VALUES (1, '` + number + `', x'00', 'lamp', 'dispatched', 'dark', '', '', NULL, NULL, '', ?1, ?1, ?1)`,
		`INSERT INTO contacts VALUES (1, '13800138000', 0, '', '', '', '', '')`,
		`INSERT INTO updates VALUES (1, 1, ?1, 'dispatched', '')`,
	} {
		if _, err := db.ExecContext(t.Context(), query, at); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	b := start(t, func(o *server.Options) { o.DataDir = dir })
	if v := b.view(number); !v.Proof || v.ChangeUntil.IsZero() || v.Status != "dispatched" {
		t.Errorf("got %+v", v)
	}
	if got := b.change(number, withdraw, `{}`); got.status != 403 {
		t.Errorf("without proof: %d %s", got.status, got.body)
	}
	if got := b.change(number, withdraw, with(proof, "")); got.status != 200 {
		t.Errorf("%d %s", got.status, got.body)
	}
}
