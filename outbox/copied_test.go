package outbox_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"linli/outbox"
)

// copiesLike returns the copies whose names fit a pattern.
func copiesLike(t testing.TB, dir, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "outbox", "kept", pattern))
	if err != nil {
		t.Fatal(err)
	}
	return files
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
