package faults

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"linli/client"
	"linli/outbox"
	"linli/report"
	"linli/server"
)

// backend is one of Linli's own that can be ended, copied and started again, behind something that can answer in its place.
type backend struct {
	t    *testing.T
	dir  string
	lies atomic.Bool // filings are said to be taken, and are not
	mu   sync.Mutex
	on   *server.Server
	*httptest.Server
}

func newBackend(t *testing.T) *backend {
	b := &backend{t: t, dir: filepath.Join(t.TempDir(), "data")}
	b.start()
	b.Server = httptest.NewServer(b)
	t.Cleanup(func() { b.Server.Close(); b.stop() })
	return b
}

func (b *backend) start() {
	on, err := server.New(server.Options{DataDir: b.dir, Catalogue: os.DirFS("../server/testdata")})
	if err != nil {
		b.t.Fatal(err)
	}
	b.mu.Lock()
	b.on = on
	b.mu.Unlock()
}

func (b *backend) stop() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.on.Close(); err != nil {
		b.t.Error(err)
	}
}

func (b *backend) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.lies.Load() && r.Method == http.MethodPost {
		r.ParseForm()
		w.WriteHeader(http.StatusCreated)
		io.WriteString(w, `[{"service_request_id":"4711","service_notice":"Thank you"}]`)
		return
	}
	b.on.Handler().ServeHTTP(w, r)
}

// copyTo copies its data while nothing runs on them.
func (b *backend) copyTo(dir string) {
	b.stop()
	must(b.t, "cp", "-a", b.dir, dir)
	b.start()
}

// restore puts an older copy in the place of its data.
func (b *backend) restore(dir string) {
	b.stop()
	must(b.t, "rm", "-r", b.dir)
	must(b.t, "cp", "-a", dir, b.dir)
	b.start()
}

// X61: the city is restored from a backup of the night before, or something on the way says 201 in its place. The kiosk looks for what
// it has sent, finds it missing, and sends it again with its key: each is there once, word for word.
func TestX61TheBackendIsRestored(t *testing.T) {
	for name, lied := range map[string]bool{"61 the backend is restored from a backup": false, "61 something else says 201": true} {
		k := &looking{t: t, dir: t.TempDir(), city: newBackend(t), filed: map[report.Number]string{}}
		k.address = k.city.URL + "/open311/v2"
		k.file(4)
		k.live(0, func(b *outbox.Box) bool { return k.all(b, outbox.Answered) })
		backup := filepath.Join(t.TempDir(), "backup")
		k.city.copyTo(backup)
		k.city.lies.Store(lied)
		k.file(3)
		k.live(time.Hour, func(b *outbox.Box) bool { return k.waiting(b) == 0 })
		k.city.lies.Store(false)
		k.city.restore(backup) // the next morning; where something lied there is nothing that it takes away
		for i := range 3 {     // each start finds one
			k.live(9*time.Hour+time.Duration(i)*time.Minute, func(b *outbox.Box) bool { return k.waiting(b) == 0 && len(listed(t, k.city.dir)) >= 5+i })
		}
		k.speed = 36_000 // ten hours a second
		k.live(36*time.Hour, func(b *outbox.Box) bool { return k.all(b, outbox.Accepted) })
		lost, doubled := compare(t, k.filed, listed(t, k.city.dir))
		count(t, name, 3, lost, doubled)
	}
}

// looking is a kiosk whose days pass as the test wants.
type looking struct {
	t       *testing.T
	dir     string
	city    *backend
	address string
	filed   map[report.Number]string
	speed   time.Duration
}

func (k *looking) open(at time.Duration) *outbox.Box {
	k.t.Helper()
	keys, err := outbox.OpenKeys(filepath.Join(k.dir, "key"))
	if err != nil {
		k.t.Fatal(err)
	}
	began := time.Now()
	clock := func() time.Time { return began.Add(at + k.speed*time.Since(began)) }
	b, err := outbox.Open(k.t.Context(), outbox.Options{Dir: k.dir, Endpoint: "city", Keys: keys, Clock: clock, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		k.t.Fatal(err)
	}
	return b
}

func (k *looking) file(n int) {
	k.t.Helper()
	b := k.open(0)
	defer b.Close()
	for range n {
		minted, err := report.Mint(1, rand.Reader)
		if err != nil {
			k.t.Fatal(err)
		}
		s := submission(len(k.filed) + 1)
		s.Number, s.Key = minted, fmt.Sprintf("0192d1c0-0000-7000-8000-%s", string(minted))
		if err := b.Put(k.t.Context(), s); err != nil {
			k.t.Fatal(err)
		}
		k.filed[minted] = s.Draft.Description
	}
}

// live lets the kiosk run, that much later, until something holds.
func (k *looking) live(at time.Duration, until func(*outbox.Box) bool) {
	k.t.Helper()
	c, err := client.New(client.Options{BaseURL: k.address, Dir: filepath.Join(k.dir, "city")})
	if err != nil {
		k.t.Fatal(err)
	}
	b := k.open(at)
	defer b.Close()
	ctx, stop := context.WithCancel(k.t.Context())
	var run sync.WaitGroup
	run.Go(func() { b.Run(ctx, c) })
	defer run.Wait()
	defer stop()
	for end := time.Now().Add(time.Minute); !until(b); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			b.Each(k.t.Context(), func(i outbox.Item) error { k.t.Log(i.Number, i.State, i.Code); return nil })
			k.t.Fatalf("after %v: it does not come", at)
		}
		b.Wake()
	}
}

func (k *looking) waiting(b *outbox.Box) int {
	n, err := b.Waiting(k.t.Context())
	if err != nil {
		k.t.Fatal(err)
	}
	return n
}

// all says whether all of them are in one of some states.
func (k *looking) all(b *outbox.Box, states ...outbox.State) bool {
	ok := true
	err := b.Each(k.t.Context(), func(i outbox.Item) error {
		ok = ok && slices.Contains(states, i.State)
		return nil
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return ok
}
