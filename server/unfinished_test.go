package server_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"linli/server"
)

// What is never finished goes after the configured time; what is whole, has grown lately, or is whole and only not noted, stays; and
// whoever comes back after all begins anew.
func TestUnfinishedAttachmentsAreRemoved(t *testing.T) {
	inFiles(t)
	dir := t.TempDir()
	b := start(t, func(o *server.Options) { o.DataDir, o.Unfinished = dir, 30*24*time.Hour })
	id := b.fileWith(filingKey, lamp())
	old, whole, grown, unnoted, asked := sound(1000), sound(1001), sound(1002), sound(1003), sound(1004)
	for _, all := range [][]byte{old, grown, unnoted} {
		b.piece(id, all, 0, 400)
	}
	b.piece(id, whole, 0, len(whole))
	b.piece(id, asked, -1, 0)
	path := func(all []byte) string { return filepath.Join(dir, "attachments", id, hashOf(all)) }
	at := func(path string, days int) {
		t.Helper()
		when := b.clock.Now().AddDate(0, 0, days)
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Rename(path(unnoted)+".part", path(unnoted)); err != nil {
		t.Fatal(err)
	}
	at(path(old)+".part", 0)
	at(path(grown)+".part", 20)
	at(path(whole), 0)
	at(path(unnoted), 0)
	for _, c := range []struct {
		pass time.Duration
		want int
	}{{29 * 24 * time.Hour, 0}, {2 * 24 * time.Hour, 2}, {0, 0}} {
		b.clock.pass(c.pass)
		if n, err := b.ForgetUnfinished(t.Context()); n != c.want || err != nil {
			t.Errorf("after %v: %d removed, %v; want %d", c.pass, n, err, c.want)
		}
	}
	for name, want := range map[string]bool{path(old) + ".part": false, path(grown) + ".part": true, path(whole): true, path(unnoted): true} {
		if _, err := os.Stat(name); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := b.piece(id, old, -1, 0); got.received() != 0 {
		t.Errorf("asked for what was removed: %d %s", got.status, got.body)
	}
	b.piece(id, old, 0, len(old))
	if text, err := os.ReadFile(path(old)); err != nil || !bytes.Equal(text, old) {
		t.Errorf("brought anew: %v", err)
	}
	if got := b.piece(id, grown, 400, len(grown)); got.status != 200 {
		t.Errorf("gone on with: %d %s", got.status, got.body)
	}
}
