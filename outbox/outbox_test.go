package outbox_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"linli/outbox"
	"linli/report"
)

const canary = "金丝雀7731"

var quiet = slog.New(slog.DiscardHandler)

// submission is the nth one, which holds what nobody may read on the disk.
func submission(n int) report.Submission {
	return report.Submission{
		Number: report.Number(fmt.Sprintf("%012d", n)), Key: uuid.Must(uuid.NewV7()).String(), Lang: "zh-Hans",
		Draft: report.Draft{
			ServiceCode: "lamp", Description: fmt.Sprint("楼道的灯坏了 ", n, canary), Place: report.Place{Address: "3号楼" + canary},
			Contact: report.Contact{Channel: report.ByPhone, Phone: "13877310000"},
		},
		FiledAt: time.Date(2026, 11, 25, 9, 0, n, 0, time.UTC),
	}
}

func options(t testing.TB, dir string) outbox.Options {
	t.Helper()
	keys, err := outbox.OpenKeys(filepath.Join(dir, "outbox.key"))
	if err != nil {
		t.Fatal(err)
	}
	return outbox.Options{Dir: filepath.Join(dir, "outbox"), Endpoint: "http://city.example", Keys: keys, Clock: time.Now, Log: quiet}
}

func open(t testing.TB, dir string) *outbox.Box {
	t.Helper()
	b, err := outbox.Open(t.Context(), options(t, dir))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func put(t testing.TB, b *outbox.Box, all ...report.Submission) {
	t.Helper()
	for _, s := range all {
		if err := b.Put(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
}

func stateOf(t testing.TB, b *outbox.Box, n report.Number) outbox.State {
	t.Helper()
	item, ok, err := b.Find(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	if !ok {
		return "none"
	}
	return item.State
}

// drain runs the box until nothing waits.
func drain(t testing.TB, b *outbox.Box, city outbox.City) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		b.Run(ctx, city)
	}()
	defer func() {
		stop()
		<-ended
	}()
	for end := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
		n, err := b.Waiting(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%d still wait", n)
		}
		b.Wake()
	}
}

// Nothing on the disk can be read that a resident wrote: not while it waits, and afterwards it is gone.
func TestSealedAtRest(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	put(t, b, submission(1), submission(2))
	look := func(when string) {
		t.Helper()
		err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			if strings.HasSuffix(path, ".new") && os.IsNotExist(err) { // it has its name now
				return nil
			}
			for _, secret := range []string{canary, "138", "楼道", "7731"} {
				if strings.Contains(string(text), secret) && secret != "138" || strings.Contains(string(text), "13877310000") {
					t.Errorf("%s: %s can be read in %s", when, secret, path)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	look("while they wait")
	drain(t, b, newCity())
	look("afterwards")
	if left := copiesLike(t, dir, "*.waiting"); len(left) > 0 {
		t.Errorf("sent, and still kept: %v", left)
	}
}

// The same submission can be put again after an error; another one under its key is refused.
func TestPutTwice(t *testing.T) {
	b := open(t, t.TempDir())
	s := submission(1)
	put(t, b, s, s)
	if n, err := b.Waiting(t.Context()); n != 1 || err != nil {
		t.Errorf("%d wait, %v; want 1", n, err)
	}
	s.Draft.Description = "another one"
	if err := b.Put(t.Context(), s); err == nil {
		t.Error("another submission was taken under the same key")
	}
}

func TestOneProcessAtATime(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	if _, err := outbox.Open(t.Context(), options(t, dir)); err == nil || !strings.Contains(err.Error(), "another Linli is using the outbox in "+dir) {
		t.Errorf("a second process: %v", err)
	}
	b.Close()
	open(t, dir)
}

// A key is changed while submissions wait; without the old one they are told apart from damaged ones.
func TestKeysChange(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	put(t, b, submission(1))
	b.Close()
	path := filepath.Join(dir, "outbox.key")
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile(path, []byte(strings.Repeat("a1", 32)+"\n"+string(old)), 0o600)
	b = open(t, dir)
	put(t, b, submission(2))
	city := newCity()
	drain(t, b, city)
	if len(city.filed) != 2 {
		t.Errorf("%d arrived, want both", len(city.filed))
	}
}

func TestKeyFilesAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		mode os.FileMode
		want string
	}{
		"others read it": {strings.Repeat("a1", 32), 0o644, "chmod 600"},
		"no key":         {"# nothing\n", 0o600, "holds no key"},
		"half a key":     {strings.Repeat("a1", 16), 0o600, ":1: a key has 64 hexadecimal digits"},
	} {
		path := filepath.Join(t.TempDir(), "key")
		if err := os.WriteFile(path, []byte(c.text), c.mode); err != nil {
			t.Fatal(err)
		}
		if _, err := outbox.OpenKeys(path); err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "a1a1") {
			t.Errorf("%s: %v; want %q", name, err, c.want)
		}
	}
}
