package server

import (
	"context"
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
