package outbox_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"linli/outbox"
	"linli/report"
)

const spareLine = "linli outbox spare\n"

// copiesLike returns the copies whose names fit a pattern, without those that were made beforehand or are being made.
func copiesLike(t testing.TB, dir, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "outbox", "kept", pattern))
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(files, func(path string) bool {
		text, err := os.ReadFile(path)
		return err != nil || strings.HasSuffix(path, ".new") || strings.HasPrefix(string(text), spareLine)
	})
}

// spared waits until the copy of a sequence number is there beforehand.
func spared(t *testing.T, dir, name string) os.FileInfo {
	t.Helper()
	path := filepath.Join(dir, "outbox", "kept", name)
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if text, err := os.ReadFile(path); err == nil && strings.HasPrefix(string(text), spareLine) {
			if info, err := os.Stat(path); err == nil {
				return info
			}
		}
	}
	t.Fatalf("%s was not made beforehand", name)
	return nil
}

// leftOf returns what a process that is killed now leaves behind.
func leftOf(t *testing.T, dir string) string {
	t.Helper()
	left := t.TempDir()
	err := os.CopyFS(left, os.DirFS(dir))
	for errors.Is(err, os.ErrNotExist) { // a file got its name meanwhile
		left = t.TempDir()
		err = os.CopyFS(left, os.DirFS(dir))
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"outbox.key", "outbox/lock"} {
		if err := os.Chmod(filepath.Join(left, name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return left
}

// all says what an outbox has, which is to be without flaws.
func all(t *testing.T, b *outbox.Box) (items []outbox.Item) {
	t.Helper()
	if _, flaws, err := b.Verify(t.Context()); err != nil || len(flaws) > 0 {
		t.Errorf("flaws %v, %v", flaws, err)
	}
	err := b.Each(t.Context(), func(i outbox.Item) error { items = append(items, i); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return items
}

// A copy is written over a file that was made beforehand, whatever its length, and none is left when the outbox is closed.
func TestACopyIsWrittenInPlace(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	put(t, b, submission(1))
	long := submission(3)
	long.Draft.Description = strings.Repeat("灯", 4000)
	for i, s := range []report.Submission{submission(2), long, submission(4)} {
		name := []string{"000000000002.waiting", "000000000003.waiting", "000000000004.waiting"}[i]
		before := spared(t, dir, name)
		put(t, b, s)
		after, err := os.Stat(filepath.Join(dir, "outbox", "kept", name))
		if err != nil || !os.SameFile(before, after) {
			t.Errorf("%s was not written in place: %v", name, err)
		}
	}
	if got := all(t, b); len(got) != 4 {
		t.Errorf("%+v; want four", got)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "outbox", "kept", "*")); len(left) != 4 {
		t.Errorf("left behind: %v", left)
	}
}

// Whatever a kill or a power cut makes of files that were made beforehand, the outbox has what was put, and nothing else.
func TestSparesAfterACrash(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	for i := range 3 {
		put(t, b, submission(i+1))
	}
	spared(t, dir, "000000000004.waiting")
	kept := func(dir, name string) string { return filepath.Join(dir, "outbox", "kept", name) }
	write := func(t *testing.T, path string, text []byte) {
		t.Helper()
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	spare := append([]byte(spareLine), bytes.Repeat([]byte(" "), 4096-len(spareLine))...)
	third, err := os.ReadFile(kept(dir, "000000000003.waiting"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what  string
		do    func(t *testing.T, dir string)
		aside bool
	}{
		{"nothing more", func(*testing.T, string) {}, false},
		{"the row is on the disk, and its copy is not", func(t *testing.T, dir string) { write(t, kept(dir, "000000000003.waiting"), spare) }, false},
		{"the row is on the disk, and a sector of its copy", func(t *testing.T, dir string) {
			write(t, kept(dir, "000000000003.waiting"), slices.Concat(third[:512], spare[512:]))
		}, false},
		{"a sector of a copy, and no row", func(t *testing.T, dir string) {
			write(t, kept(dir, "000000000004.waiting"), slices.Concat(third[:512], spare[512:]))
		}, true},
		{"one that was being made", func(t *testing.T, dir string) { write(t, kept(dir, "000000000999.waiting.new"), spare[:100]) }, false},
		{"the database is gone", func(t *testing.T, dir string) {
			for _, part := range []string{"", "-wal", "-shm"} {
				os.Remove(filepath.Join(dir, "outbox", "outbox.db"+part))
			}
		}, false},
		{"the copies are gone", func(t *testing.T, dir string) { os.RemoveAll(kept(dir, "")) }, false},
	} {
		t.Run(c.what, func(t *testing.T) {
			dir := leftOf(t, dir)
			c.do(t, dir)
			b := open(t, dir)
			if aside := copiesLike(t, dir, "*.damaged"); len(aside) > 0 != c.aside {
				t.Errorf("set aside: %v", aside)
			} else if c.aside {
				os.Remove(aside[0])
			}
			if left, _ := filepath.Glob(kept(dir, "*")); len(left) != 3 {
				t.Errorf("in the folder: %v; want three copies", left)
			}
			items := all(t, b)
			put(t, b, submission(4))
			if got := all(t, b); len(items) != 3 || len(got) != 4 || !c.aside && got[3].Seq != 4 {
				t.Errorf("it has %+v and then %+v; want 3 and then 4, in order", items, got)
			}
		})
	}
}
