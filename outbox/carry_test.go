package outbox_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"filippo.io/age"
	"golang.org/x/sys/unix"

	"linli/outbox"
	"linli/report"
)

// stick is who can open what is carried, and where it lies.
type stick struct {
	t    testing.TB
	id   *age.X25519Identity
	by   outbox.Signer
	path string
}

func newStick(t testing.TB) stick {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	by, err := outbox.OpenSigner(filepath.Join(t.TempDir(), "carry.key"))
	if err != nil {
		t.Fatal(err)
	}
	return stick{t, id, by, filepath.Join(t.TempDir(), "carried.age")}
}

func (s stick) from() outbox.Signers {
	all, err := outbox.ParseSigners(s.by.Public())
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

func (s stick) export(b *outbox.Box, numbers ...report.Number) int {
	s.t.Helper()
	n, err := b.Export(s.t.Context(), outbox.Export{Numbers: numbers, To: []age.Recipient{s.id.Recipient()}, By: s.by, Path: s.path})
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

func (s stick) bring(b *outbox.Box) (added, here int, err error) {
	return b.Import(s.t.Context(), outbox.Import{Path: s.path, Identities: []age.Identity{s.id}, From: s.from()})
}

// X76: what was exported is not sent from here, is taken in at another kiosk once, and arrives once whichever way it goes.
func TestX76CarriedAndSentToo(t *testing.T) {
	from, to, c := t.TempDir(), t.TempDir(), newArchive()
	b, s := open(t, from), newStick(t)
	a := recording(1, 300_000)
	one := spoken(1, a)
	put(t, b, one, submission(2), submission(3))
	if n := s.export(b, one.Number, submission(2).Number); n != 2 {
		t.Errorf("%d exported", n)
	}
	text, err := os.ReadFile(s.path)
	if err != nil || bytes.Contains(text, []byte(canary)) || bytes.Contains(text, []byte(one.Key)) {
		t.Errorf("the file can be read, %v", err)
	}
	drain(t, b, c)
	b.Close()
	b = open(t, from)
	if got := itemOf(t, b, one.Number); got.State != outbox.Held || got.ExportedAt.IsZero() || len(c.filed) != 1 {
		t.Errorf("exported, and it is %s; %d arrived", got.State, len(c.filed))
	}

	other := open(t, to)
	for i, want := range []string{"2 0", "0 2"} {
		if added, here, err := s.bring(other); err != nil || fmt.Sprint(added, here) != want {
			t.Errorf("taken in for the %d. time: %d and %d, %v", i+1, added, here, err)
		}
	}
	if got := itemOf(t, other, one.Number); !got.FrozenAt.Equal(one.FiledAt) || got.State != outbox.Unknown || got.Attachments != 1 {
		t.Errorf("it came as %+v", got)
	}
	drain(t, other, c)
	if err := b.Release(t.Context(), one.Number); err != nil {
		t.Fatal(err)
	}
	drain(t, b, c)
	for i := 1; i <= 3; i++ {
		if got := len(c.filed[submission(i).Number]); got != 1 {
			t.Errorf("%d is filed %d times", i, got)
		}
	}
	if !bytes.Equal(c.parts[a.SHA256()], a.Bytes) || c.filed[one.Number][0].Description != one.Draft.Description {
		t.Error("it did not arrive as it was")
	}
	if _, here, err := s.bring(other); here != 2 || err != nil { // also when it has been sent
		t.Errorf("taken in after it was sent: %d, %v", here, err)
	}
}

// X62: what was filed for the backend inside of a kiosk is not taken in by another kiosk with one inside, but where it is asked for.
func TestX62TheBackendInsideIsAnotherOne(t *testing.T) {
	inside := func() *outbox.Box {
		o := options(t, t.TempDir())
		o.Endpoint = outbox.Inside
		b, err := outbox.Open(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { b.Close() })
		return b
	}
	b, s := inside(), newStick(t)
	put(t, b, submission(1))
	s.export(b)
	if _, _, err := s.bring(inside()); err == nil || !strings.Contains(err.Error(), "filed for the backend inside of its own kiosk") {
		t.Errorf("taken in elsewhere: %v", err)
	}
	at := open(t, t.TempDir())
	added, _, err := at.Import(t.Context(), outbox.Import{Path: s.path, Identities: []age.Identity{s.id}, From: s.from(), For: outbox.Inside})
	if item := itemOf(t, at, submission(1).Number); added != 1 || err != nil || item.Endpoint != "http://city.example" {
		t.Errorf("asked for: %d, %v, %+v", added, err, item)
	}
}

// A withdrawal goes with its request.
func TestChangesAreCarried(t *testing.T) {
	c, s := counter{newArchive(), newOffice()}, newStick(t)
	c.archive.city = c.o.city
	b, err := boxIn(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	one := submission(1)
	one.FiledAt = soon(0)
	put(t, b, one)
	if err := b.Amend(t.Context(), one.Number, four(), "more"); err != nil {
		t.Fatal(err)
	}
	if n := s.export(b); n != 2 {
		t.Errorf("%d exported", n)
	}
	other, err := boxIn(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if added, _, err := s.bring(other); added != 2 || err != nil {
		t.Fatalf("%d, %v", added, err)
	}
	drain(t, other, c)
	if done := strings.Join(c.o.done, " "); done != "filed 000000000001 added more 000000000001" {
		t.Error(done)
	}
}

// X67: a file that was cut, changed, is for somebody else or for another city is refused whole; so is one that is pulled away.
func TestX67ABadFileIsRefusedWhole(t *testing.T) {
	b, s := open(t, t.TempDir()), newStick(t)
	put(t, b, spoken(1, recording(1, 200_000)), spoken(2, recording(2, 200_000)), submission(3))
	s.export(b)
	whole, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	other := open(t, dir)
	refused := func(name, want string, err error) {
		t.Helper()
		n, countErr := other.Waiting(t.Context())
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") || n != 0 || countErr != nil || len(attachedFiles(dir)) > 0 {
			t.Errorf("%s: %d wait, files %v, %v; want %q", name, n, attachedFiles(dir), err, want)
		}
	}
	for at := 0; at < len(whole); at += len(whole)/40 + 1 {
		for name, text := range map[string][]byte{"cut": whole[:at], "changed": flipped(whole, at)} {
			if err := os.WriteFile(s.path, text, 0o600); err != nil {
				t.Fatal(err)
			}
			_, _, err := s.bring(other)
			refused(fmt.Sprint(name, at), "nothing of it was taken in", err)
		}
	}
	if err := os.WriteFile(s.path, append(whole[:len(whole):len(whole)], 'x'), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, err = s.bring(other)
	refused("longer", "nothing of it was taken in", err)
	if err := os.WriteFile(s.path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	stranger := newStick(t)
	stranger.path = s.path
	_, _, err = stranger.bring(other)
	refused("another identity", "sealed for somebody else", err)
	o := options(t, t.TempDir())
	o.Endpoint = "http://elsewhere.example"
	elsewhere, err := outbox.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer elsewhere.Close()
	if _, _, err := s.bring(elsewhere); err == nil || !strings.Contains(err.Error(), "was filed for http://city.example, and this outbox sends to http://elsewhere.example") {
		t.Errorf("another city: %v", err)
	}
	if _, _, err := s.bring(other); err != nil {
		t.Errorf("the whole one: %v", err)
	}
}

func flipped(b []byte, at int) []byte {
	out := bytes.Clone(b)
	out[at] ^= 1
	return out
}

// What somebody sealed who knows the recipient, and is no bundle of ours, is refused too: the manifest's hashes are its own.
func TestX67AForgedManifestIsRefused(t *testing.T) {
	b, s := open(t, t.TempDir()), newStick(t)
	put(t, b, spoken(1, recording(1, 1000)))
	s.export(b)
	f, err := os.Open(s.path)
	if err != nil {
		t.Fatal(err)
	}
	r, err := age.Decrypt(f, s.id)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	other := open(t, t.TempDir())
	for name, c := range map[string]struct {
		text []byte
		want string
	}{
		"an attachment": {flipped(plain, len(plain)-10), "an attachment of 0000 0000 0001 is not what the manifest says"},
		"the payload":   {bytes.Replace(plain, []byte(`"Payload":"eyJO`), []byte(`"Payload":"eyJP`), 1), "it was changed, or somebody else signed it"},
		"more":          {append(bytes.Clone(plain), 'x'), "it is cut, or something else"},
		"newer":         {bytes.Replace(plain, []byte("linli bundle 2"), []byte("linli bundle 3"), 1), "a newer Linli wrote it"},
		"unsigned":      {bytes.Replace(plain, []byte("linli bundle 2"), []byte("linli bundle 1"), 1), "nobody has signed it"},
		"another key":   {bytes.Replace(plain, []byte(s.by.Public()), []byte(newStick(t).by.Public()), 1), "none of those that were named"},
		"the place":     {bytes.Replace(plain, []byte(`"Endpoint":"http://city`), []byte(`"Endpoint":"http://c1ty`), 1), "it was changed, or somebody else signed it"},
		"something":     {[]byte("hello"), "it is cut, or something else"},
		"a huge one":    {[]byte("linli bundle 2\n99999999999\n"), "it is cut, or something else"},
	} {
		if bytes.Equal(c.text, plain) {
			t.Errorf("%s: nothing was changed", name)
		}
		var out bytes.Buffer
		w, err := age.Encrypt(&out, s.id.Recipient())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(c.text); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(s.path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		added, _, err := s.bring(other)
		n, _ := other.Waiting(t.Context())
		if err == nil || !strings.Contains(err.Error(), c.want) || added+n != 0 {
			t.Errorf("%s: %d, %v; want %q", name, added, err, c.want)
		}
	}
}

// X76: a stick that is full, or a name that is taken: nothing is marked, nothing is left, and the line sends it.
func TestX76AFullStickMarksNothing(t *testing.T) {
	b, s, c := open(t, t.TempDir()), newStick(t), newArchive()
	put(t, b, spoken(1, recording(1, 600_000)), submission(2))
	x := outbox.Export{To: []age.Recipient{s.id.Recipient()}, By: s.by, Path: s.path}
	var before unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	small := before
	small.Cur = 500_000
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &small); err != nil {
		t.Skip(err)
	}
	_, err := b.Export(t.Context(), x)
	if limitErr := unix.Setrlimit(unix.RLIMIT_FSIZE, &before); limitErr != nil {
		t.Fatal(limitErr)
	}
	left, _ := os.ReadDir(filepath.Dir(s.path))
	if err == nil || !strings.Contains(err.Error(), "nothing is exported") || len(left) > 0 {
		t.Errorf("full: %v, left %v", err, left)
	}
	if err := os.WriteFile(s.path, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = b.Export(t.Context(), x)
	if text, _ := os.ReadFile(s.path); err == nil || !strings.Contains(err.Error(), "is there already") || string(text) != "precious" {
		t.Errorf("there already: %v, %q", err, text)
	}
	for n := 1; n <= 2; n++ {
		if got := itemOf(t, b, submission(n).Number); got.State != outbox.Frozen || !got.ExportedAt.IsZero() {
			t.Errorf("%d is %s, exported %v", n, got.State, got.ExportedAt)
		}
	}
	drain(t, b, c)
	for n := 1; n <= 2; n++ {
		if got := len(c.filed[submission(n).Number]); got != 1 {
			t.Errorf("%d is filed %d times", n, got)
		}
	}
	if _, err := b.Export(t.Context(), outbox.Export{To: x.To, By: s.by, Path: s.path + "2"}); err == nil || !strings.Contains(err.Error(), "nothing waits") {
		t.Errorf("nothing to export: %v", err)
	}
	if _, err := b.Export(t.Context(), outbox.Export{Numbers: []report.Number{submission(1).Number}, To: x.To, By: s.by, Path: s.path + "2"}); err == nil || !strings.Contains(err.Error(), "the city has its words") {
		t.Errorf("what the city has: %v", err)
	}
}

// X76: recordings of a request whose words the city has are carried too, are brought once whichever way they go, and leave their
// request as it is.
func TestX76AttachmentsAreCarriedAfterTheWords(t *testing.T) {
	c, s := newArchive(), newStick(t)
	var down atomic.Bool
	down.Store(true)
	c.stepFails = func(int) error {
		if down.Load() {
			return &report.Error{Code: report.Offline, Op: "attach"}
		}
		return nil
	}
	b := open(t, t.TempDir())
	one, files := spoken(1, recording(1, 300_000), recording(2, 2000)), []report.Attachment{recording(1, 300_000), recording(2, 2000)}
	put(t, b, one)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); b.Run(ctx, c) }()
	for end := time.Now().Add(time.Minute); stateOf(t, b, one.Number) != outbox.Attaching && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	stop()
	<-ended
	if n := s.export(b); n != 1 {
		t.Errorf("%d exported", n)
	}
	if got := itemOf(t, b, one.Number); got.State != outbox.Attaching || got.ExportedAt.IsZero() {
		t.Errorf("exported, and it is %s, %v", got.State, got.ExportedAt)
	}
	other := open(t, t.TempDir())
	for i, want := range []string{"1 0", "0 1"} {
		if added, here, err := s.bring(other); err != nil || fmt.Sprint(added, here) != want {
			t.Errorf("taken in for the %d. time: %d and %d, %v", i+1, added, here, err)
		}
	}
	if got := all(t, other); len(got) != 1 || got[0].State != outbox.Attaching || len(got[0].Attached) != 2 {
		t.Errorf("it came as %+v", got)
	}
	down.Store(false)
	drain(t, other, c)
	drain(t, b, c)
	for i, f := range files {
		if !bytes.Equal(c.parts[f.SHA256()], f.Bytes) {
			t.Errorf("attachment %d did not arrive as it was", i+1)
		}
	}
	if n := len(c.filed[one.Number]); n != 1 {
		t.Errorf("its words are there %d times", n)
	}
	for _, b := range []*outbox.Box{b, other} {
		if got := stateOf(t, b, one.Number); got != outbox.Accepted {
			t.Errorf("it is %s", got)
		}
	}
}
