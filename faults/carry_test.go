package faults

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"

	"linli/outbox"
	"linli/report"
)

// A victim that does something for staff: FAULTS_DOES is what, FAULTS_STICK the file that is carried, FAULTS_IDENTITY who opens it,
// FAULTS_SIGNER the key that signs it.
func serves(dir, what string) int {
	id, err := age.ParseX25519Identity(os.Getenv("FAULTS_IDENTITY"))
	if err == nil {
		err = map[string]func(string, *age.X25519Identity) error{"export": exports, "import": imports, "rekey": rekeys}[what](dir, id)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 3
	}
	fmt.Println("end")
	return 0
}

func exports(dir string, id *age.X25519Identity) error {
	b, err := openBox(context.Background(), dir)
	if err != nil {
		return err
	}
	defer b.Close()
	by, err := outbox.OpenSigner(os.Getenv("FAULTS_SIGNER"))
	if err != nil {
		return err
	}
	_, err = b.Export(context.Background(), outbox.Export{To: []age.Recipient{id.Recipient()}, By: by, Path: os.Getenv("FAULTS_STICK")})
	return err
}

func imports(dir string, id *age.X25519Identity) error {
	b, err := openBox(context.Background(), dir)
	if err != nil {
		return err
	}
	defer b.Close()
	from, err := signers()
	if err != nil {
		return err
	}
	_, _, err = b.Import(context.Background(), outbox.Import{Path: os.Getenv("FAULTS_STICK"), Identities: []age.Identity{id}, From: from})
	return err
}

func rekeys(dir string, _ *age.X25519Identity) error {
	path := filepath.Join(dir, "outbox.key")
	keys, err := outbox.OpenKeys(path)
	if err != nil {
		return err
	}
	_, err = outbox.Rekey(context.Background(), optionsOf(dir, keys), path)
	return err
}

// attic is a city without keys that takes attachments.
type attic struct {
	mu    sync.Mutex
	filed map[report.Number][]string
	parts map[string][]byte
}

func newAttic() *attic {
	return &attic{filed: map[report.Number][]string{}, parts: map[string][]byte{}}
}

func (a *attic) Send(_ context.Context, s report.Submission) (report.Receipt, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !s.MayHaveLeft || len(a.filed[s.Number]) == 0 {
		a.filed[s.Number] = append(a.filed[s.Number], s.Draft.Description)
	}
	return report.Receipt{Number: s.Number}, nil
}

func (a *attic) Attach(_ context.Context, _ report.Number, _ report.Proof, about report.Attached, from io.ReaderAt) error {
	b := make([]byte, about.Size)
	if _, err := from.ReadAt(b, 0); err != nil {
		return &report.Error{Code: report.Internal, Op: "attach", Err: err}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.parts[about.SHA256] = b
	return nil
}

func (a *attic) Attachments(context.Context, report.Number, report.Proof) (all []string, _ error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for hash := range a.parts {
		all = append(all, hash)
	}
	return all, nil
}

// fewer are how many submissions staff handle in these tests; each has a recording of its own.
const fewer = 3

func heardIn(i int) report.Attachment {
	return report.Attachment{Type: "audio/wav", Bytes: bytes.Repeat(fmt.Appendf(nil, "sound %d ", i), 20_000), Length: time.Second}
}

// filled is a folder in which a few wait.
func filled(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	b, err := openBox(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for i := range fewer {
		s := submission(i)
		s.Draft.Attachments = []report.Attachment{heardIn(i)}
		if err := b.Put(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// counts says what of those few is lost and what is doubled at a city.
func (a *attic) counts(t *testing.T) (lost, doubled int) {
	t.Helper()
	for i := range fewer {
		filed := a.filed[number(i)]
		sound := heardIn(i)
		switch {
		case len(filed) == 0 || filed[0] != text(i) || !bytes.Equal(a.parts[sound.SHA256()], sound.Bytes):
			t.Errorf("%d arrived %d times, its sound %v", i, len(filed), bytes.Equal(a.parts[sound.SHA256()], sound.Bytes))
			lost++
		case len(filed) > 1:
			t.Errorf("%d arrived %d times", i, len(filed))
			doubled++
		}
	}
	return lost, doubled
}

// sweep kills a victim at one system call after the other until it comes to its end, for each group of calls, and hands each kill
// to check.
func sweep(t *testing.T, what string, begin func() (dir, stick string), id *age.X25519Identity, check func(dir, stick string, ended bool)) (kills int) {
	t.Helper()
	random := rand.New(rand.NewPCG(*seed, 76))
	for _, calls := range changing() {
		for at, ended := 1, false; !ended && !t.Failed(); at++ {
			dir, stick := begin()
			k := newKiosk(t, dir)
			k.env = []string{"FAULTS_DOES=" + what, "FAULTS_STICK=" + stick, "FAULTS_IDENTITY=" + id.String(), "GOMAXPROCS=1"}
			s := k.start(0, traced(calls, "signal=KILL", fmt.Sprint(at))...)
			s.Wait()
			if text := s.err.trouble(); text != "" {
				t.Fatalf("%s, killed at %s %d: %s", what, calls, at, text)
			}
			if ended = s.out.has("end"); !ended {
				kills++
			}
			check(dir, stick, ended)
			if !*long {
				at += random.IntN(20)
			}
		}
	}
	return kills
}

func newIdentity(t *testing.T) *age.X25519Identity {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("FAULTS_SIGNER", filepath.Join(t.TempDir(), "carry.key"))
	return id
}

// release lets everything that an export has marked be sent from here too.
func release(t *testing.T, b *outbox.Box) (exported int) {
	t.Helper()
	for i := range fewer {
		item, _, err := b.Find(t.Context(), number(i))
		if err != nil {
			t.Fatal(err)
		}
		if item.State != outbox.Held {
			continue
		}
		exported++
		if err := b.Release(t.Context(), number(i)); err != nil {
			t.Fatal(err)
		}
	}
	return exported
}

// X76 kill -9 at every step of an export: whatever there is then of a file and of marks, the stick and the line together bring
// everything once, at a city that knows no keys, and the stick first.
func TestX76KilledWhileExporting(t *testing.T) {
	const fault = "76 kill -9 while exporting"
	needsTrace(t, fault)
	id, lost, doubled := newIdentity(t), 0, 0
	from := signersOf(t)
	kills := sweep(t, "export", func() (string, string) { return filled(t), filepath.Join(t.TempDir(), "stick") }, id,
		func(dir, stick string, ended bool) {
			city := newAttic()
			b, err := openBox(t.Context(), dir)
			if err != nil {
				t.Fatal(err)
			}
			defer b.Close()
			if _, err := os.Stat(stick); err == nil {
				other, err := openBox(t.Context(), t.TempDir())
				if err != nil {
					t.Fatal(err)
				}
				defer other.Close()
				if n, _, err := other.Import(t.Context(), outbox.Import{Path: stick, Identities: []age.Identity{id}, From: from}); n != fewer || err != nil {
					t.Errorf("the file has its name, and holds %d, %v", n, err)
				}
				drain(t, other, city)
			} else if ended {
				t.Error("ended, and there is no file")
			}
			drain(t, b, city) // what is not marked goes by itself
			release(t, b)
			drain(t, b, city)
			l, d := city.counts(t)
			lost, doubled = lost+l, doubled+d
		})
	count(t, fault, kills, lost, doubled)
}

// X67 kill -9 at every step of taking in: nothing is shown that is not whole, and the same once more completes it.
func TestX67KilledWhileTakingIn(t *testing.T) {
	const fault = "67 kill -9 while taking in"
	needsTrace(t, fault)
	id, stick := newIdentity(t), filepath.Join(t.TempDir(), "stick")
	from := signersOf(t)
	t.Setenv("FAULTS_STICK", stick)
	if err := exports(filled(t), id); err != nil {
		t.Fatal(err)
	}
	lost, doubled := 0, 0
	kills := sweep(t, "import", func() (string, string) { return t.TempDir(), stick }, id, func(dir, stick string, ended bool) {
		city := newAttic()
		b, err := openBox(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		drain(t, b, city) // the kiosk runs before staff come back
		added, here, err := b.Import(t.Context(), outbox.Import{Path: stick, Identities: []age.Identity{id}, From: from})
		if err != nil || added+here != fewer || ended && added != 0 {
			t.Errorf("once more: %d and %d, %v", added, here, err)
		}
		drain(t, b, city)
		l, d := city.counts(t)
		lost, doubled = lost+l, doubled+d
	})
	count(t, fault, kills, lost, doubled)
}

// X67 the stick is pulled while it is read: the kernel answers with EIO, or with an end. Nothing of it is taken in.
func TestX67TheStickIsPulled(t *testing.T) {
	const fault = "67 stick pulled"
	needs(t, fault, true, "mount", "umount", "mkfs.ext4")
	needsTrace(t, fault)
	id, stick := newIdentity(t), filepath.Join(t.TempDir(), "stick")
	t.Setenv("FAULTS_STICK", stick)
	if err := exports(filled(t), id); err != nil {
		t.Fatal(err)
	}
	pulls := 0
	for at := 1; at < 40; at++ {
		dir := t.TempDir()
		k := newKiosk(t, dir)
		k.env = []string{"FAULTS_DOES=import", "FAULTS_STICK=" + stick, "FAULTS_IDENTITY=" + id.String()}
		// Only calls on the stick itself fail.
		s := k.start(0, "strace", "-f", "-qq", "-o", "/dev/null", "-P", stick, "-e", "trace=read,pread64", "-e", fmt.Sprintf("inject=read,pread64:error=EIO:when=%d+", at))
		s.Wait()
		if s.out.has("end") {
			break
		}
		pulls++
		line := strings.TrimSpace(s.err.trouble())
		if !strings.Contains(line, "input/output error") || strings.Contains(line, "\n") {
			t.Errorf("pulled at %d: %q", at, line)
		}
		b, err := openBox(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		n, err := b.Waiting(t.Context())
		if err = errors.Join(err, b.Close()); err != nil {
			t.Fatal(err)
		}
		left, _ := filepath.Glob(filepath.Join(dir, "outbox", "attached*", "*"))
		if n != 0 || len(left) > 0 {
			t.Errorf("pulled at %d: %d wait, %v", at, n, left)
		}
	}
	count(t, fault, pulls, 0, 0)
}

// X76 a stick that is full: at whichever byte, nothing is marked, and the line brings all.
func TestX76TheStickIsFull(t *testing.T) {
	const fault = "76 stick full"
	needs(t, fault, true, "mount", "umount")
	id, dir, full := newIdentity(t), filled(t), 0
	for _, size := range []int{8, 64, 256, 400} {
		at := t.TempDir()
		must(t, "mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%dk", size), "none", at)
		defer must(t, "umount", "-l", at)
		t.Setenv("FAULTS_STICK", filepath.Join(at, "stick"))
		err := exports(dir, id)
		left, _ := os.ReadDir(at)
		if err == nil || !strings.Contains(err.Error(), "no space left on device; nothing is exported") || len(left) > 0 {
			t.Errorf("%d KiB: %v, left %v", size, err, left)
		}
		full++
	}
	b, err := openBox(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	city := newAttic()
	drain(t, b, city)
	lost, doubled := city.counts(t)
	count(t, fault, full, lost, doubled)
}

// Killed at every step of a change of keys: at each of them the key file opens everything in both places, and the same once more
// comes to its end.
func TestX02KilledWhileRekeying(t *testing.T) {
	const fault = "02 kill -9 while rekeying"
	needsTrace(t, fault)
	dir, id := filled(t), newIdentity(t)
	first, err := os.ReadFile(filepath.Join(dir, "outbox.key"))
	if err != nil {
		t.Fatal(err)
	}
	kills := sweep(t, "rekey", func() (string, string) { return dir, "" }, id, func(dir, _ string, ended bool) {
		b, err := openBox(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		if checked, flaws, err := b.Verify(t.Context()); checked != fewer || len(flaws) > 0 || err != nil {
			t.Errorf("%d checked, %v, %v", checked, flaws, err)
		}
		now, err := os.ReadFile(filepath.Join(dir, "outbox.key"))
		if err != nil {
			t.Fatal(err)
		}
		if ended && (bytes.Contains(now, bytes.TrimSpace(first)) || bytes.Count(now, []byte("\n")) != 2) {
			t.Error("ended, and the old key is there")
		}
	})
	b, err := openBox(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	city := newAttic()
	drain(t, b, city)
	lost, doubled := city.counts(t)
	count(t, fault, kills, lost, doubled)
}
