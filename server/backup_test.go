package server_test

import (
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"linli/client/georeport"
	"linli/report"
	"linli/server"
)

// documented runs the commands that docs/server.md gives for a backup or its return, as whoever runs the backend would.
func documented(t *testing.T, what, dir string, replace ...string) {
	t.Helper()
	text, err := os.ReadFile("../docs/server.md")
	if err != nil {
		t.Fatal(err)
	}
	commands := regexp.MustCompile("(?s)" + regexp.QuoteMeta(what) + ":\n\n```console\n(.*?)```").FindSubmatch(text)
	if commands == nil {
		t.Fatalf("docs/server.md has no commands for %q", what)
	}
	script := strings.NewReplacer(replace...).Replace("\n" + string(commands[1]))
	cmd := exec.CommandContext(t.Context(), "bash", "-euc", strings.ReplaceAll(script, "\n$ ", "\n"))
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", script, err, out)
	}
}

// taken is a filing that was acknowledged, and how.
type taken struct {
	form      url.Values
	key, body string
	id        string
	recording []byte // of it, none where it is empty
}

// filer are kiosks that file and file until they are told to stop.
type filer struct {
	t     *testing.T
	mu    sync.Mutex
	taken []taken
}

// so returns what was taken so far.
func (f *filer) so() []taken {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.taken)
}

// most are filed by one kiosk: what four of them file fits into one list.
const most = 240

// run files, and tells when there are enough to make a backup of.
func (f *filer) run(b *backend, kiosk int, enough, stop chan struct{}) {
	for i := range most {
		select {
		case <-stop:
			return
		default:
		}
		if f.file(b, kiosk, i); kiosk == 1 && i == 20 {
			close(enough)
		}
	}
}

// file files once, with a recording now and then.
func (f *filer) file(b *backend, kiosk, i int) {
	n, err := report.Mint(kiosk, rand.Reader)
	if err != nil {
		f.t.Error(err)
		return
	}
	one := taken{key: fmt.Sprintf("%032d", kiosk*1_000_000+i), form: lamp("description", fmt.Sprintf("lamp %d at %d\n编号 Ref: %s", i, kiosk, n))}
	got := b.post(georeport.JSON, one.form, one.key)
	a, err := georeport.Reader{}.Answer([]byte(got.body))
	if err != nil || got.status != 200 || a.ID != string(n) {
		f.t.Errorf("not taken: %d %s", got.status, got.body)
		return
	}
	one.body, one.id = got.body, a.ID
	if i%5 == 0 {
		one.recording = sound(1000 + i)
		if got := b.piece(one.id, one.recording, 0, len(one.recording), "X-Filing-Proof", one.key); got.status != 200 {
			f.t.Errorf("recording: %d %s", got.status, got.body)
			return
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.taken = append(f.taken, one)
}

// TestABackupHoldsWhatWasAcknowledged: it is made with the commands of the documentation while kiosks file, and put where nothing is. All
// that was acknowledged before is there and answers as it did; what was filed since comes again with its key, as kiosks send it
// (docs/faults.md, row 61), and nothing is there twice.
func TestABackupHoldsWhatWasAcknowledged(t *testing.T) {
	dir, copied, empty := t.TempDir(), t.TempDir(), t.TempDir()
	from, to, kind := database(t, dir), database(t, empty), "SQLite"
	if from != "" {
		kind = "PostgreSQL"
	} else if _, err := exec.LookPath("sqlite3"); err != nil {
		t.Skip("sqlite3 is not installed: scripts/setup test installs it")
	}
	place := []string{"/backup", copied, "postgres://linli@db.city.example/linli", from, "postgres://linli@new.city.example/linli", to}
	b := start(t, func(o *server.Options) { o.DataDir = dir })
	kiosks, enough, stop := &filer{t: t}, make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	for kiosk := range 3 {
		all.Go(func() { kiosks.run(b, kiosk+1, enough, stop) })
	}
	select {
	case <-enough:
	case <-time.After(time.Minute):
		t.Error("kiosks do not get on")
	}
	before := kiosks.so()
	documented(t, "A backup with "+kind, dir, place...)
	close(stop)
	all.Wait()
	for i := range 20 { // the city has gone on
		kiosks.file(b, 4, i)
	}
	documented(t, "Putting it back with "+kind, empty, place...)
	restored := start(t, func(o *server.Options) { o.DataDir = empty })
	if t.Failed() {
		return
	}
	sameAnswers(t, b, restored, before)
	resent(t, restored, kiosks.so(), len(before))
}

// sameAnswers compares what two backends say of filings.
func sameAnswers(t *testing.T, b, restored *backend, filings []taken) {
	t.Helper()
	for i, one := range filings {
		list := api + "/requests.json?service_request_id=" + one.id
		if was, is := b.get(list, "en").body, restored.get(list, "en").body; was != is {
			t.Fatalf("%s was %s\nand is %s", one.id, was, is)
		}
		if i%5 == 0 { // for each look-up counts
			if was, is := b.private(one.id, proof), restored.private(one.id, proof); was.status != 200 || was.body != is.body {
				t.Fatalf("%s was %d %s\nand is %d %s", one.id, was.status, was.body, is.status, is.body)
			}
		}
		if got := restored.post(georeport.JSON, lamp("description", "another"), one.key); got.status != 422 {
			t.Fatalf("its key takes another filing: %d %s", got.status, got.body)
		}
		if len(one.recording) > 0 && i < 30 {
			if got := restored.fetch(one.id, hashOf(one.recording), "X-Filing-Proof", one.key); got.status != 200 || got.body != string(one.recording) {
				t.Fatalf("the recording of %s: %d, %d bytes", one.id, got.status, len(got.body))
			}
		}
	}
}

// resent sends all once more, as after a backend that has forgotten, and a few new ones.
func resent(t *testing.T, restored *backend, filings []taken, held int) {
	t.Helper()
	for i, one := range filings {
		got := restored.post(georeport.JSON, one.form, one.key)
		if got.status != 200 || got.body != one.body || i < held && got.header.Get("Idempotency-Replayed") != "true" {
			t.Fatalf("filing %d again: %d %v %s, was %s", i, got.status, got.header, got.body, one.body)
		}
	}
	for range 3 {
		restored.file(lamp("description", "new"))
	}
	if n := len(restored.list("")); n != len(filings)+3 {
		t.Errorf("%d are there, want %d", n, len(filings)+3)
	}
}
