package outbox_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linli/outbox"
	"linli/report"
)

// keysIn are the keys of a file.
func keysIn(t testing.TB, dir string) (all []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "outbox.key"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "#") {
			all = append(all, strings.TrimSpace(line))
		}
	}
	return all
}

// marked lists the files in which there is something that a key sealed.
func marked(t testing.TB, dir, key string) (all []string) {
	t.Helper()
	raw, err := hex.DecodeString(key)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(raw)
	mark := sum[:8]
	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		// In a copy it is base64, whose first ten characters are those eight bytes but for four bits.
		if b64 := base64.StdEncoding.EncodeToString(mark)[:10]; bytes.Contains(text, mark) || bytes.Contains(text, []byte(b64)) {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// everyState is a folder with a submission in each state, some with attachments.
func everyState(t *testing.T) (dir string, c *archive) {
	t.Helper()
	dir, c = t.TempDir(), newArchive()
	b := open(t, dir)
	put(t, b, submission(1), spoken(2, recording(2, 1000)))
	c.stepFails = func(int) error { return &report.Error{Code: report.Refused, Op: "attach", Err: errors.New("no")} }
	drain(t, b, c) // accepted and incomplete
	c.fails = func(int) fault { return refuses }
	put(t, b, submission(3))
	drain(t, b, c) // quarantined
	c.stepFails, c.fails = nil, nil
	put(t, b, spoken(4, recording(4, 300_000)), submission(5))
	if err := b.Hold(t.Context(), submission(5).Number); err != nil {
		t.Fatal(err)
	}
	b.Close()
	return dir, c
}

// All is sealed with the new key, the old one opens nothing and is gone, and everything arrives.
func TestRekey(t *testing.T) {
	dir, c := everyState(t)
	old := keysIn(t, dir)[0]
	if len(marked(t, dir, old)) < 5 {
		t.Fatalf("the old key's mark is in %v: the test does not test much", marked(t, dir, old))
	}
	done, err := outbox.Rekey(t.Context(), options(t, dir), filepath.Join(dir, "outbox.key"))
	if err != nil || len(done.Old) > 0 || done.Submissions != 5 || done.Attachments != 2 {
		t.Errorf("%+v, %v", done, err)
	}
	if keys := keysIn(t, dir); len(keys) != 1 || keys[0] == old {
		t.Errorf("%d keys, the old one: %v", len(keys), keys[0] == old)
	}
	if left := marked(t, dir, old); len(left) > 0 {
		t.Errorf("sealed with the old key: %v", left)
	}
	b := open(t, dir)
	if checked, flaws, err := b.Verify(t.Context()); checked != 4 || len(flaws) > 0 || err != nil {
		t.Errorf("%d checked, %v, %v", checked, flaws, err)
	}
	if again, err := b.RetryAll(t.Context()); again != 2 || err != nil {
		t.Errorf("%d again, %v", again, err)
	}
	if err := b.Release(t.Context(), submission(5).Number); err != nil {
		t.Fatal(err)
	}
	drain(t, b, c)
	for i := 1; i <= 5; i++ {
		if got := len(c.filed[submission(i).Number]); got != 1 || stateOf(t, b, submission(i).Number) != outbox.Accepted {
			t.Errorf("%d is filed %d times and %s", i, got, stateOf(t, b, submission(i).Number))
		}
	}
	if len(c.parts) != 2 {
		t.Errorf("%d recordings arrived", len(c.parts))
	}
	if info := itemOf(t, b, submission(3).Number); len(info.Tried) != 2 {
		t.Errorf("the history is %+v", info.Tried)
	}
}

// While something can be opened with the old key only, or with none, the old key stays, and is told why.
func TestRekeyKeepsWhatIsNeeded(t *testing.T) {
	dir, _ := everyState(t)
	old := keysIn(t, dir)[0]
	for _, path := range attachedFiles(dir) {
		if strings.HasSuffix(path, "4.0") {
			flip(t, path)
		}
	}
	done, err := outbox.Rekey(t.Context(), options(t, dir), filepath.Join(dir, "outbox.key"))
	if err != nil || len(done.Old) != 2 || !strings.Contains(done.Old[0], "attached") {
		t.Errorf("%+v, %v", done, err)
	}
	if keys := keysIn(t, dir); len(keys) != 2 || keys[1] != old {
		t.Errorf("%d keys", len(keys))
	}
	b := open(t, dir)
	n := submission(4).Number
	b.Release(t.Context(), n)
	drain(t, b, newArchive())
	b.Close()
	if done, err = outbox.Rekey(t.Context(), options(t, dir), filepath.Join(dir, "outbox.key")); err != nil || len(done.Old) == 0 {
		t.Errorf("still damaged: %+v, %v", done, err)
	}
	for _, path := range attachedFiles(dir) { // staff give it up
		if strings.HasSuffix(path, "4.0") {
			os.Remove(path)
		}
	}
	if done, err = outbox.Rekey(t.Context(), options(t, dir), filepath.Join(dir, "outbox.key")); err != nil || len(done.Old) > 0 || len(keysIn(t, dir)) != 1 {
		t.Errorf("afterwards: %+v, %v, %d keys", done, err, len(keysIn(t, dir)))
	}
}

// A key file that is not ours to write: with one key nothing happens, with a new one above it all is sealed with that.
func TestRekeyWithAKeyOfSystemd(t *testing.T) {
	dir, _ := everyState(t)
	if _, err := outbox.Rekey(t.Context(), options(t, dir), ""); !errors.Is(err, outbox.ErrOneKey) {
		t.Errorf("with one key: %v", err)
	}
	old := keysIn(t, dir)[0]
	if err := os.WriteFile(filepath.Join(dir, "outbox.key"), []byte(strings.Repeat("a1", 32)+"\n"+old+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if done, err := outbox.Rekey(t.Context(), options(t, dir), ""); err != nil || len(done.Old) > 0 || len(keysIn(t, dir)) != 2 {
		t.Errorf("%+v, %v", done, err)
	}
	if left := marked(t, dir, old); len(left) > 0 {
		t.Errorf("sealed with the old key: %v", left)
	}
	if b := open(t, dir); b != nil {
		if _, err := outbox.Rekey(t.Context(), options(t, dir), ""); err == nil || !strings.Contains(err.Error(), "another Linli is using the outbox") {
			t.Errorf("beside the kiosk: %v", err)
		}
	}
}
