package outbox_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linli/report"
)

// failingDisk lets the copy of the second submission be neither written nor removed.
func failingDisk(t *testing.T, dir string) (mend func()) {
	t.Helper()
	path := filepath.Join(dir, "outbox", "kept", "000000000002.waiting")
	if err := os.MkdirAll(filepath.Join(path, "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.RemoveAll(path); err != nil {
			t.Fatal(err)
		}
	}
}

// X13, X14: what could be neither kept nor taken back is not sent, and nothing else is kept while that is so. What the resident
// tries again then arrives once: under the same number, or in other words and under another one, and after a crash too.
func TestX13WhatCouldNotBeTakenBack(t *testing.T) {
	for _, same := range []bool{false, true} {
		t.Run(fmt.Sprintf("same number %v", same), func(t *testing.T) {
			dir, c := t.TempDir(), newCity()
			b := open(t, dir)
			put(t, b, submission(1))
			mend := failingDisk(t, dir)
			first, again := submission(2), submission(3)
			if same {
				again = first
			}
			if err := b.Put(t.Context(), first); report.CodeOf(err) != report.Internal {
				t.Fatalf("put on a failing disk: %v", err)
			}
			if err := b.Put(t.Context(), again); report.CodeOf(err) != report.Internal || !strings.Contains(err.Error(), "take back submission 2") {
				t.Errorf("put while the first one cannot be taken back: %v", err)
			}
			ctx, stop := context.WithCancel(t.Context())
			ended := make(chan struct{})
			go func() { defer close(ended); b.Run(ctx, c) }()
			for end := time.Now().Add(time.Minute); !stateOf(t, b, submission(1).Number).AtCity() && time.Now().Before(end); {
				time.Sleep(20 * time.Millisecond) // as long as it takes to send the next one, if it were sent
			}
			stop()
			<-ended
			if n := len(c.filed[first.Number]); n > 0 {
				t.Error("it arrived, and its resident was told that it cannot be kept")
			}
			mend()
			put(t, b, again)
			left := leftOf(t, dir)
			drain(t, b, c)
			if len(c.filed[again.Number]) != 1 || !same && len(c.filed[first.Number]) > 0 {
				t.Errorf("arrived: %v", c.filed)
			}
			if items := all(t, open(t, left)); len(items) != 2 || items[1].Number != again.Number {
				t.Errorf("after a crash it has %+v", items)
			}
		})
	}
}

// A copy that could not be removed is no second submission: what was put once more has its key.
func TestTwoCopiesOfOne(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	put(t, b, submission(1))
	b.Close()
	kept := filepath.Join(dir, "outbox", "kept")
	text, err := os.ReadFile(filepath.Join(kept, "000000000001.waiting"))
	if err != nil {
		t.Fatal(err)
	}
	parts := bytes.SplitN(text, []byte("\n"), 3)
	body := bytes.Replace(bytes.TrimSuffix(parts[2], []byte("\n")), []byte(`"Seq":1,`), []byte(`"Seq":2,`), 1)
	if err := os.WriteFile(filepath.Join(kept, "000000000002.waiting"), fmt.Appendf(nil, "%s\n%x\n%s\n", parts[0], sha256.Sum256(body), body), 0o600); err != nil {
		t.Fatal(err)
	}
	if items := all(t, open(t, dir)); len(items) != 1 || items[0].Seq != 1 {
		t.Errorf("it has %+v", items)
	}
	if left := copiesLike(t, dir, "*"); len(left) != 1 {
		t.Errorf("copies: %v", left)
	}
}
