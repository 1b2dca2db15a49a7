package outbox_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"linli/outbox"
	"linli/report"
)

// archive is a city that takes attachments, in steps, and keeps what it has got of one.
type archive struct {
	*city
	mu    sync.Mutex
	parts map[string][]byte // by hash
	steps int
	// fails decides what goes wrong with a step; nil: nothing.
	stepFails func(step int) error
	// forgets are hashes that it says to have and then has not, once.
	forgets map[string]bool
}

func newArchive() *archive {
	return &archive{city: newCity(), parts: map[string][]byte{}, forgets: map[string]bool{}}
}

const step = 100_000

func (a *archive) Attach(_ context.Context, n report.Number, proof report.Proof, about report.Attached, from io.ReaderAt) error {
	a.city.mu.Lock()
	known := len(a.filed[n]) > 0
	a.city.mu.Unlock()
	if !known || proof.Filing == "" {
		return &report.Error{Code: report.Refused, Op: "attach", Err: errors.New("no such request")}
	}
	for {
		a.mu.Lock()
		have := int64(len(a.parts[about.SHA256]))
		a.steps++
		fail := error(nil)
		if a.stepFails != nil {
			fail = a.stepFails(a.steps)
		}
		a.mu.Unlock()
		if fail != nil {
			return fail
		}
		if have == about.Size {
			break
		}
		part := make([]byte, min(step, about.Size-have))
		if _, err := from.ReadAt(part, have); err != nil {
			return &report.Error{Code: report.Internal, Op: "attach"} // as a careless one would: it does not say why
		}
		a.mu.Lock()
		a.parts[about.SHA256] = append(a.parts[about.SHA256], part...)
		a.mu.Unlock()
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if sum := sha256.Sum256(a.parts[about.SHA256]); hex.EncodeToString(sum[:]) != about.SHA256 {
		return &report.Error{Code: report.Refused, Op: "attach", Err: errors.New("the hash differs")}
	}
	if a.forgets[about.SHA256] {
		delete(a.parts, about.SHA256)
		delete(a.forgets, about.SHA256)
	}
	return nil
}

func (a *archive) Attachments(_ context.Context, n report.Number, _ report.Proof) (all []string, _ error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for hash := range a.parts {
		all = append(all, hash)
	}
	return all, nil
}

// recording is the nth one, which holds what nobody may read on the disk.
func recording(n, size int) report.Attachment {
	b := bytes.Repeat(fmt.Appendf(nil, "%s %d ", canary, n), size/12+1)
	return report.Attachment{Type: "audio/wav", Bytes: b[:size], Length: time.Minute}
}

func spoken(n int, all ...report.Attachment) report.Submission {
	s := submission(n)
	s.Draft.Attachments = all
	return s
}

// whereIs is how far each attachment of a submission has got.
func whereIs(t testing.TB, b *outbox.Box, n report.Number) (all []outbox.Arrival) {
	t.Helper()
	item, _, err := b.Find(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range item.Attached {
		all = append(all, a.Arrival)
	}
	return all
}

func attachedFiles(dir string) []string {
	all, _ := filepath.Glob(filepath.Join(dir, "outbox", "attached*", "*"))
	return all
}

// The words go, then the attachments, the same one twice as one; nothing can be read on the disk meanwhile and nothing is left after.
func TestAttachmentsArrive(t *testing.T) {
	dir, c := t.TempDir(), newArchive()
	b := open(t, dir)
	one, two := recording(1, 700_000), recording(2, 300_000)
	s := spoken(1, one, two, one)
	put(t, b, s)
	if n := len(attachedFiles(dir)); n != 4 {
		t.Errorf("%d files, want two each", n)
	}
	for _, path := range attachedFiles(dir) {
		text, err := os.ReadFile(path)
		if err != nil || bytes.Contains(text, []byte(canary)) || bytes.Contains(text, []byte(one.SHA256())) {
			t.Errorf("%s can be read, %v", path, err)
		}
	}
	b.Close()
	b = open(t, dir)
	drain(t, b, c)
	if got := stateOf(t, b, s.Number); got != outbox.Accepted {
		t.Errorf("it is %s", got)
	}
	for _, a := range []report.Attachment{one, two} {
		if !bytes.Equal(c.parts[a.SHA256()], a.Bytes) {
			t.Error("an attachment did not arrive as it was")
		}
	}
	if got := c.filed[s.Number]; len(got) != 1 || len(got[0].Attachments) != 2 || got[0].Attachments[0].Bytes != nil || got[0].Attachments[0].Type != "audio/wav" {
		t.Errorf("filed as %+v", got)
	}
	if left := attachedFiles(dir); len(left) > 0 {
		t.Errorf("sent, and still here: %v", left)
	}
}

// The resident's receipt does not wait for attachments.
func TestTheReceiptDoesNotWaitForAttachments(t *testing.T) {
	b, c := open(t, t.TempDir()), newArchive()
	r, err := b.File(t.Context(), c, spoken(1, recording(1, 500_000)), time.Minute)
	if err != nil || r.Kept || r.RequestID == "" {
		t.Errorf("%+v, %v", r, err)
	}
	if got := stateOf(t, b, submission(1).Number); got != outbox.Attaching || c.steps != 0 {
		t.Errorf("it is %s after %d steps", got, c.steps)
	}
}

// An upload that is cut goes on where it was, after a new start of the kiosk too.
func TestAnUploadIsResumed(t *testing.T) {
	dir, c := t.TempDir(), newArchive()
	a := recording(1, 10*step)
	for cut := 1; ; cut++ {
		b := open(t, dir)
		if cut == 1 {
			put(t, b, spoken(1, a))
		}
		c.stepFails = func(n int) error {
			if n%3 == 0 {
				return &report.Error{Code: report.Offline, Op: "attach"}
			}
			return nil
		}
		ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
		b.Run(ctx, c)
		stop()
		ended := stateOf(t, b, submission(1).Number) == outbox.Accepted
		b.Close()
		if ended {
			break
		}
		if cut > 100 {
			t.Fatal("it never arrives")
		}
	}
	if !bytes.Equal(c.parts[a.SHA256()], a.Bytes) || len(c.filed[submission(1).Number]) != 1 {
		t.Error("it did not arrive as it was, once")
	}
	if c.steps > 10*3 {
		t.Errorf("%d steps for ten pieces: it does not go on where it was", c.steps)
	}
}

// Row 66: an attachment was changed or deleted on the disk. With one of its files sound nothing is lost; with none the words
// arrive all the same, and staff are told.
func TestX66AttachmentDamaged(t *testing.T) {
	for name, damage := range map[string]func(path string) error{
		"changed": func(path string) error { flip(t, path); return nil },
		"cut":     func(path string) error { return os.Truncate(path, 1000) },
		"gone":    os.Remove,
	} {
		for files, want := range map[int]outbox.State{1: outbox.Accepted, 2: outbox.Incomplete} {
			dir, c := t.TempDir(), newArchive()
			b := open(t, dir)
			a, other := recording(1, 300_000), recording(2, 300_000)
			put(t, b, spoken(1, a, other))
			for _, path := range attachedFiles(dir)[:] {
				if strings.HasSuffix(path, ".0") && (files == 2 || strings.Contains(path, "again")) {
					if err := damage(path); err != nil {
						t.Fatal(err)
					}
				}
			}
			drain(t, b, c)
			if got := stateOf(t, b, submission(1).Number); got != want || len(c.filed[submission(1).Number]) != 1 {
				t.Errorf("%s, %d of 2 files: it is %s, want %s", name, files, got, want)
			}
			if !bytes.Equal(c.parts[other.SHA256()], other.Bytes) {
				t.Errorf("%s: the other one did not arrive", name)
			}
			if got := whereIs(t, b, submission(1).Number); files == 2 && !slices.Equal(got, []outbox.Arrival{outbox.Damaged, outbox.Brought}) {
				t.Errorf("%s: they are %v", name, got)
			}
		}
	}
}

// What the city does not take stays here, and staff see it; a city that has no place for any is a case of it.
func TestWhatTheCityDoesNotTakeStaysHere(t *testing.T) {
	dir, c := t.TempDir(), newArchive()
	c.stepFails = func(int) error {
		return &report.Error{Code: report.Refused, Op: "attach", Err: errors.New("too large")}
	}
	for n, at := range map[int]outbox.City{1: c, 2: newCity()} {
		b := open(t, dir)
		put(t, b, spoken(n, recording(1, 1000)))
		drain(t, b, at)
		if got := whereIs(t, b, submission(n).Number); stateOf(t, b, submission(n).Number) != outbox.Incomplete || !slices.Equal(got, []outbox.Arrival{outbox.KeptHere}) {
			t.Errorf("it is %v", got)
		}
		b.Close()
	}
	if n := len(attachedFiles(dir)); n != 4 {
		t.Errorf("%d files are left, want all", n)
	}
}

// "Not all attachments are saved": the city confirms one and then does not have it. It is sent again.
func TestAForgottenAttachmentIsSentAgain(t *testing.T) {
	b, c := open(t, t.TempDir()), newArchive()
	one, two := recording(1, 1000), recording(2, 1000)
	c.forgets[one.SHA256()] = true
	put(t, b, spoken(1, one, two))
	drain(t, b, c)
	if !bytes.Equal(c.parts[one.SHA256()], one.Bytes) || !bytes.Equal(c.parts[two.SHA256()], two.Bytes) {
		t.Error("not all are there")
	}
}

// Row 65: words overtake attachments, in the middle of one.
func TestX65WordsOvertake(t *testing.T) {
	dir, c := t.TempDir(), newArchive()
	b := open(t, dir)
	put(t, b, spoken(1, recording(1, 20*step)))
	filedAt := 0
	c.stepFails = func(n int) error {
		if n == 4 {
			put(t, b, submission(2))
		}
		c.city.mu.Lock()
		defer c.city.mu.Unlock()
		if filedAt == 0 && len(c.filed[submission(2).Number]) > 0 {
			filedAt = n
		}
		return nil
	}
	drain(t, b, c)
	if filedAt == 0 || filedAt > 8 {
		t.Errorf("the words came at step %d of the attachment", filedAt)
	}
}

// Rows 8 and 9: the disk is full in the middle of the attachments: nothing of the submission is kept, and the next one can be.
func TestX09DiskFullAtAnAttachment(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	var before unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	small := before
	small.Cur = 1 << 20
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &small); err != nil {
		t.Skip(err)
	}
	err := b.Put(t.Context(), spoken(1, recording(1, 500_000), recording(2, 500_000), recording(3, 2<<20)))
	if limitErr := unix.Setrlimit(unix.RLIMIT_FSIZE, &before); limitErr != nil {
		t.Fatal(limitErr)
	}
	if report.CodeOf(err) != report.Full {
		t.Errorf("put: %v", err)
	}
	if got := stateOf(t, b, submission(1).Number); got != "none" || len(attachedFiles(dir)) > 0 {
		t.Errorf("it is %s, with %v", got, attachedFiles(dir))
	}
	put(t, b, spoken(2, recording(1, 500_000)))
}

// One that is too large is refused before anything is kept.
func TestTooLargeIsRefused(t *testing.T) {
	b := open(t, t.TempDir())
	if err := b.Put(t.Context(), spoken(1, recording(1, report.MaxAttachment+1))); err == nil {
		t.Error("it was taken")
	}
}

// The database is lost: attachments that were sent stay sent, others are sent.
func TestTheDatabaseIsLostWithAttachments(t *testing.T) {
	dir, c := t.TempDir(), newArchive()
	b := open(t, dir)
	put(t, b, spoken(1, recording(1, 1000)), spoken(2, recording(2, 1000)))
	if _, err := b.File(t.Context(), c, spoken(3, recording(3, 1000)), time.Minute); err != nil {
		t.Fatal(err)
	}
	b.Close()
	if err := os.Remove(filepath.Join(dir, "outbox", "outbox.db")); err != nil {
		t.Fatal(err)
	}
	b = open(t, dir)
	drain(t, b, c)
	if len(c.parts) != 3 || len(c.filed) != 3 {
		t.Errorf("%d attachments of %d submissions arrived", len(c.parts), len(c.filed))
	}
	for n, all := range c.filed {
		if len(all) != 1 {
			t.Errorf("%s is filed %d times", n, len(all))
		}
	}
	if left := attachedFiles(dir); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// What a crash left of a submission that was never acknowledged is removed; a lost file is written again from the other.
func TestAttachmentsAreRepaired(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	put(t, b, spoken(1, recording(1, 1000)))
	b.Close()
	all := attachedFiles(dir)
	if err := os.Remove(all[0]); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"000000000009.0", "000000000001.0.new", "000000000002.0.new"} {
		if err := os.WriteFile(filepath.Join(filepath.Dir(all[1]), name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	open(t, dir).Close()
	if got := attachedFiles(dir); !slices.Equal(got, all) {
		t.Errorf("there are %v, want %v", got, all)
	}
}
