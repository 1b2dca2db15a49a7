package outbox_test

import (
	"context"
	"crypto/rand"
	"database/sql"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linli/outbox"
	"linli/report"
)

// some is a folder in which 0 to 9 are accepted, 10 is quarantined and 11 to 40 wait; the city has what was sent.
func some(t *testing.T) (dir string, c *city) {
	t.Helper()
	dir, c = t.TempDir(), newCity()
	b := open(t, dir)
	for i := range 11 {
		put(t, b, submission(i))
	}
	c.fails = func(call int) fault {
		if call == 11 {
			return refuses
		}
		return fine
	}
	drain(t, b, c)
	for i := 11; i <= 40; i++ {
		put(t, b, submission(i))
	}
	b.Close()
	c.calls, c.fails = 0, nil
	return dir, c
}

// whole checks that all is there after whatever was done to the folder, and that nothing is sent twice.
func whole(t *testing.T, dir string, c *city) {
	t.Helper()
	b := open(t, dir)
	for i := range 41 {
		got, want := stateOf(t, b, submission(i).Number), outbox.Frozen
		switch {
		case i < 10:
			want = outbox.Accepted
		case i == 10:
			want = outbox.Quarantined
		}
		if got != want && !(want == outbox.Frozen && got == outbox.Unknown) {
			t.Errorf("%d is %s, want %s", i, got, want)
		}
	}
	drain(t, b, c)
	for i := range 41 {
		n := submission(i).Number
		if got := len(c.filed[n]); got != 1 && i != 10 || got != 0 && i == 10 {
			t.Errorf("%d is filed %d times", i, got)
		}
	}
	if c.calls != 30 {
		t.Errorf("sent %d times, want 30", c.calls)
	}
	put(t, b, submission(50)) // numbers go on where they were
}

// The database is damaged, cut, emptied or gone: it is made again from the copies, and what was sent stays sent.
func TestADamagedDatabaseIsMadeAgain(t *testing.T) {
	garbage := make([]byte, 4096)
	rand.Read(garbage)
	for name, damage := range map[string]func(path string) error{
		"a page of garbage": func(path string) error {
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			defer f.Close()
			_, err = f.WriteAt(garbage, 2*4096)
			return err
		},
		"no database at all": func(path string) error { return os.WriteFile(path, []byte(strings.Repeat("nonsense ", 2000)), 0o600) },
		"cut":                func(path string) error { return os.Truncate(path, 6000) },
		"empty":              func(path string) error { return os.Truncate(path, 0) },
		"gone":               os.Remove,
	} {
		t.Run(name, func(t *testing.T) {
			dir, c := some(t)
			if err := damage(filepath.Join(dir, "outbox", "outbox.db")); err != nil {
				t.Fatal(err)
			}
			whole(t, dir, c)
		})
	}
}

// The log of the database is gone after a power cut: what it had not written into the file comes from the copies.
func TestALostLogLosesNothing(t *testing.T) {
	dir, c := t.TempDir(), newCity()
	b := open(t, dir)
	var all []report.Submission
	for i := range 20 {
		all = append(all, submission(i))
	}
	put(t, b, all[:10]...)
	drain(t, b, c)
	put(t, b, all[10:]...)
	// As a power cut leaves it: the files of a program that is still running, without the log.
	other := t.TempDir()
	if err := os.CopyFS(other, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	os.Chmod(filepath.Join(other, "outbox.key"), 0o600)
	for _, log := range []string{"outbox.db-wal", "outbox.db-shm"} {
		if err := os.Remove(filepath.Join(other, "outbox", log)); err != nil {
			t.Fatal(err)
		}
	}
	drain(t, open(t, other), c)
	exactlyOnce(t, c, all)
}

// The copies are damaged or gone: the database has them, and they are written again where they are missing.
func TestLostCopiesAreMadeAgain(t *testing.T) {
	dir, c := some(t)
	kept := filepath.Join(dir, "outbox", "kept")
	if err := os.RemoveAll(kept); err != nil {
		t.Fatal(err)
	}
	open(t, dir).Close()
	if files, _ := filepath.Glob(filepath.Join(kept, "*")); len(files) != 41 {
		t.Errorf("%d copies, want 41", len(files))
	}
	whole(t, dir, c)
}

// One copy and its row are damaged: that one goes to staff, every other one arrives.
func TestOneDamagedTwiceGoesToStaff(t *testing.T) {
	dir, c := some(t)
	files := copiesLike(t, dir, "*.waiting")
	flip(t, files[3])
	os.Remove(filepath.Join(dir, "outbox", "outbox.db")) // with it, its row
	b := open(t, dir)
	drain(t, b, c)
	if len(c.filed) != 10+29 {
		t.Errorf("%d arrived, want 39", len(c.filed))
	}
	if _, err := os.Stat(files[3] + ".damaged"); err != nil {
		t.Errorf("what is damaged is not kept: %v", err)
	}
	_, flaws, err := b.Verify(t.Context())
	if err != nil || len(flaws) != 1 || !strings.Contains(flaws[0].What, files[3]+".damaged") {
		t.Errorf("staff are told: %v, %v", flaws, err)
	}
}

// One that is damaged in both places goes to staff, and the others go to the city in the same round.
func TestOneDamagedDoesNotStopTheOthers(t *testing.T) {
	dir, c := t.TempDir(), newCity()
	b := open(t, dir)
	put(t, b, submission(1), submission(2), submission(3))
	b.Close()
	files := copiesLike(t, dir, "*.waiting")
	db, err := sql.Open("sqlite", filepath.Join(dir, "outbox", "outbox.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("UPDATE submissions SET sealed = zeroblob(200) WHERE seq IN (1, 3)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	var said said
	o := options(t, dir)
	o.Log = slog.New(slog.NewTextHandler(&said, nil))
	if b, err = outbox.Open(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	flip(t, files[0])
	drain(t, b, c)
	if len(c.filed) != 2 || stateOf(t, b, submission(1).Number) != outbox.Quarantined {
		t.Errorf("%d arrived, the damaged one is %s", len(c.filed), stateOf(t, b, submission(1).Number))
	}
	if strings.Contains(said.String(), "takes nothing") || !strings.Contains(said.String(), "staff decide") {
		t.Errorf("logged: %s", said.String())
	}
}

func flip(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text[len(text)/2] ^= 1
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// What a newer program has written is left alone.
func TestNewerDataIsRefused(t *testing.T) {
	dir, _ := some(t)
	files := copiesLike(t, dir, "*.waiting")
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile(files[0], []byte(strings.Replace(string(text), "linli outbox 1", "linli outbox 3", 1)), 0o600)
	os.Remove(filepath.Join(dir, "outbox", "outbox.db"))
	if b, err := outbox.Open(t.Context(), options(t, dir)); err == nil || !strings.Contains(err.Error(), "a newer Linli wrote it") {
		t.Errorf("opened: %v, %v", b, err)
	}
}

// Another backend is configured while something waits for the first: it is sent nowhere else.
func TestSubmissionsKeepToTheirBackend(t *testing.T) {
	dir, c := some(t)
	o := options(t, dir)
	o.Endpoint = "http://another.example"
	b, err := outbox.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 200*time.Millisecond)
	b.Run(ctx, c)
	stop()
	b.Close()
	if c.calls != 0 {
		t.Errorf("%d went to another backend", c.calls)
	}
	whole(t, dir, c)
}

// X20: copies and database are of two outboxes: neither's submissions are lost.
func TestX20TwoOutboxesInOne(t *testing.T) {
	dir, other, c := t.TempDir(), t.TempDir(), newCity()
	b := open(t, dir)
	var all []report.Submission
	for i := range 10 {
		all = append(all, submission(i))
	}
	put(t, b, all...)
	b.Close()
	if err := os.CopyFS(other, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	os.Chmod(filepath.Join(other, "outbox.key"), 0o600)
	for _, what := range []string{"outbox/outbox.db", "outbox/kept"} { // the other one begins anew, with the same key
		os.RemoveAll(filepath.Join(other, what))
	}
	b = open(t, other)
	for i := range 6 {
		all = append(all, submission(100+i))
	}
	put(t, b, all[10:]...)
	b.Close()
	if err := os.Rename(filepath.Join(other, "outbox", "outbox.db"), filepath.Join(dir, "outbox", "outbox.db")); err != nil {
		t.Fatal(err)
	}
	drain(t, open(t, dir), c)
	exactlyOnce(t, c, all)
}
