package server

import (
	"context"
	"database/sql"
	"os"
	"testing"
	"time"
)

// TestAPanicKeepsNoConnection: where the code of one call panics, the next one writes all the same; there is one connection that does.
func TestAPanicKeepsNoConnection(t *testing.T) {
	st, err := openStore(t.Context(), t.TempDir(), "", newFigures())
	if err != nil {
		t.Fatal(err)
	}
	defer st.close()
	func() {
		defer func() { _ = recover() }()
		_ = st.transact(t.Context(), func(*session) error { panic("a fault of ours") })
	}()
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
	defer stop()
	if err := st.probe(ctx, time.Unix(1, 0)); err != nil {
		t.Error(err)
	}
}

// TestWhoWritesWaitsForNobodyWhoReads: while look-ups have all connections that read, what is filed is stored.
func TestWhoWritesWaitsForNobodyWhoReads(t *testing.T) {
	st, err := openStore(t.Context(), t.TempDir(), os.Getenv("LINLI_TEST_POSTGRES"), newFigures())
	if err != nil {
		t.Fatal(err)
	}
	defer st.close()
	for range st.reading.Stats().MaxOpenConnections {
		c, err := st.reading.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
	}
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
	defer stop()
	if err := st.probe(ctx, time.Unix(1, 0)); err != nil {
		t.Error(err)
	}
}

// TestNothingIsWrittenOutsideOfTheData: what SQLite puts aside while it works stays in memory. In files in /var/tmp it was a resident's words.
func TestNothingIsWrittenOutsideOfTheData(t *testing.T) {
	st, err := openStore(t.Context(), t.TempDir(), "", newFigures())
	if err != nil {
		t.Fatal(err)
	}
	defer st.close()
	const inMemory = 2 // https://www.sqlite.org/pragma.html#pragma_temp_store
	for name, db := range map[string]*sql.DB{"writes": st.write, "reads": st.reading} {
		var where int
		if err := db.QueryRowContext(t.Context(), "PRAGMA temp_store").Scan(&where); err != nil || where != inMemory {
			t.Errorf("a connection that %s: temp_store %d, %v", name, where, err)
		}
	}
}
