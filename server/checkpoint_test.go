package server

import (
	"os"
	"testing"
)

// TestTheLogBeginsAnew: what was written is carried from SQLite's log into its file, and the log does not become longer for ever.
func TestTheLogBeginsAnew(t *testing.T) {
	st, err := openSQLite(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = st.reading.Close(), st.write.Close() }()
	rows, over := 0, make(chan bool)
	write := func() (log int64) {
		for range 50 {
			if _, err := st.write.ExecContext(t.Context(), `INSERT INTO failed_proofs (id, at) VALUES (hex(randomblob(2000)), 0)`); err != nil {
				t.Error(err)
			}
			rows++
		}
		info, err := os.Stat(st.path + "-wal")
		if err != nil {
			t.Error(err)
			return 0
		}
		return info.Size()
	}
	go func() { // somebody writes all the time
		defer close(over)
		for most := write(); rows < 2000; {
			if size := write(); size > 15*most {
				t.Errorf("the log has %d bytes, and had %d at first", size, most)
				return
			}
		}
	}()
	for ended := false; !ended; {
		if err := st.checkpoint(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
		select {
		case <-over:
			ended = true
		default:
		}
	}
	if err := st.checkpoint(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"-wal", "-shm"} { // as if both were lost: everything is in the file
		if err := os.Rename(st.path+end, st.path+end+".lost"); err != nil {
			t.Fatal(err)
		}
	}
	db, err := openDB(st.path, "deferred", 1)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var n int
	if err := db.QueryRowContext(t.Context(), `SELECT count(*) FROM failed_proofs`).Scan(&n); err != nil || n != rows {
		t.Errorf("the file has %d rows, %v; want %d", n, err, rows)
	}
}
