package faults

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"linli/client"
	"linli/client/georeport"
	"linli/outbox"
	"linli/report"
	"linli/server"
)

// counts are how often each plan was played.
type counts struct {
	sync.Mutex
	of map[string]int
}

// quickFolder is in memory where there is such a place: these tests cut no power.
func quickFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "faults")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// plainCity is a city with nothing but GeoReport: it knows no Idempotency-Key, gives ids of its own and files each POST.
type plainCity struct {
	mu    sync.Mutex
	filed []url.Values
	of    map[string][]int // by service
}

func (c *plainCity) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case r.Method == http.MethodPost && r.URL.Path == "/requests.json":
		if r.ParseForm() != nil {
			return
		}
		c.filed = append(c.filed, r.PostForm)
		service := r.PostForm.Get("service_code")
		c.of[service] = append(c.of[service], len(c.filed))
		fmt.Fprintf(w, `[{"service_request_id":%d,"service_notice":"Soon"}]`, 7000+len(c.filed))
	case r.URL.Path == "/requests.json":
		list := []map[string]any{}
		for _, id := range c.of[r.URL.Query().Get("service_code")] {
			f := c.filed[id-1]
			list = append(list, map[string]any{"service_request_id": 7000 + id, "service_code": f.Get("service_code"), "status": "open",
				"description": f.Get("description"), "requested_datetime": "2026-01-31T09:30:00+08:00"})
		}
		json.NewEncoder(w).Encode(list)
	default:
		http.NotFound(w, r)
	}
}

// arrived is what a city has, by number.
func (c *plainCity) arrived() map[report.Number][]string {
	all := map[report.Number][]string{}
	for _, f := range c.filed {
		if rest, n, ok := georeport.CutRef(f.Get("description")); ok {
			all[n] = append(all[n], rest)
		}
	}
	return all
}

// ourCity is a backend of Linli's own, whose minutes are short: it limits what may be looked up in one.
func ourCity(t *testing.T) (s *server.Server, arrived func() map[report.Number][]string) {
	t.Helper()
	dir := filepath.Join(quickFolder(t), "backend")
	var calls atomic.Int64
	began := time.Now()
	s, err := server.New(server.Options{DataDir: dir, Catalogue: os.DirFS("../server/testdata"),
		Clock: func() time.Time { return began.Add(time.Duration(calls.Add(1)) * 2 * time.Second) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, func() map[report.Number][]string { return listed(t, dir) }
}

// listed is what a backend's data hold, by number.
func listed(t testing.TB, dir string) map[report.Number][]string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "linli.db")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT id, description FROM requests")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[report.Number][]string{}
	for rows.Next() {
		var n, text string
		if err := rows.Scan(&n, &text); err != nil {
			t.Fatal(err)
		}
		all[report.Number(n)] = append(all[report.Number(n)], text)
	}
	return all
}

// through makes a proxy in front of a city.
func through(t *testing.T, city http.Handler, keyed bool, portal string, random *rand.Rand) *proxy {
	p := &proxy{city: city, portal: portal, random: random, counts: counts{of: map[string]int{}}, patient: 300 * time.Millisecond}
	for _, one := range plans() {
		if keyed || !one.mends {
			p.plans = append(p.plans, one)
		}
	}
	p.Server = httptest.NewUnstartedServer(p)
	p.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	p.Start()
	t.Cleanup(p.Close)
	return p
}

// sender is a kiosk that files through a proxy, is switched off and on again, and whose clock is wrong each time.
type sender struct {
	t      *testing.T
	id     int
	dir    string
	at     *proxy
	random *rand.Rand
	base   string
	plain  bool
	filed  map[report.Number]string
}

// texts are what residents write; all of it must arrive as it is.
func (s *sender) text(i int) string {
	odd := []string{"楼道的灯坏了", "😀👩‍👩‍👧‍👦 4-byte", "مرحبا بالعالم", "]]> & <b>bold</b> &amp;", "a\tb\n\nc", "100 % of {\"json\": [1]}", "e\u0301 \u2028 \ufeff.", strings.Repeat("字", 1+s.random.IntN(900))}
	return fmt.Sprint(odd[s.random.IntN(len(odd))], " ", s.id, ".", i)
}

func (s *sender) client() *client.Client {
	c, err := client.New(client.Options{BaseURL: s.base, Dir: filepath.Join(s.dir, "city"), Timeout: s.at.patient, ConnectTimeout: 2 * time.Second})
	if err != nil {
		s.t.Error(err)
	}
	return c
}

// live is one time that the kiosk is switched on.
func (s *sender) live(puts, first int) {
	ctx, off := context.WithCancel(s.t.Context())
	defer off()
	keys, err := outbox.OpenKeys(filepath.Join(s.dir, "key"))
	if err != nil {
		s.t.Error(err)
		return
	}
	wrong := time.Duration(s.random.IntN(3)-1) * 5 * 365 * 24 * time.Hour // X24
	clock := func() time.Time { return time.Now().Add(wrong) }
	b, err := outbox.Open(ctx, outbox.Options{Dir: s.dir, Endpoint: "city", Keys: keys, Clock: clock, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		s.t.Error(err)
		return
	}
	city := s.client()
	var run sync.WaitGroup
	run.Go(func() { b.Run(ctx, city) })
	for i := first; i < first+puts; i++ {
		n := s.mint()
		sub := report.Submission{Number: n, Key: fmt.Sprintf("0192d1c0-0000-7000-8000-%s", string(n)), FiledAt: clock(),
			Draft: report.Draft{ServiceCode: "lamp", Description: s.text(i), Place: report.Place{Name: "3号楼"}, Contact: report.Contact{Channel: report.NoReply}}}
		if s.plain {
			sub.Draft.ServiceCode = fmt.Sprint("lamp-", s.id, "-", i/30) // a list that is never cut
		}
		if i%2 == 0 {
			_, err = b.File(ctx, city, sub, time.Duration(s.random.IntN(100))*time.Millisecond)
		} else {
			err = b.Put(ctx, sub)
		}
		if err != nil {
			s.t.Errorf("%s: %v", n, err)
		}
		s.filed[n] = sub.Draft.Description
	}
	for end := time.Now().Add(time.Duration(s.random.IntN(1500)) * time.Millisecond); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		b.Wake()
		if n, err := b.Waiting(ctx); err == nil && n == 0 {
			break
		}
	}
	off()
	run.Wait()
	if err := b.Close(); err != nil {
		s.t.Error(err)
	}
}

// dice lets a number be minted from the seed.
type dice struct{ *rand.Rand }

func (d *dice) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(d.Uint32())
	}
	return len(p), nil
}

// mint makes a number that it has not used: seven digits come again among thousands.
func (s *sender) mint() report.Number {
	for {
		n, err := report.Mint(s.id, &dice{s.random})
		if err != nil {
			s.t.Error(err)
		}
		if _, used := s.filed[n]; !used {
			return n
		}
	}
}

// end sends what is left without faults, and says what is lost and doubled.
func (s *sender) end() {
	keys, err := outbox.OpenKeys(filepath.Join(s.dir, "key"))
	if err != nil {
		s.t.Fatal(err)
	}
	b, err := outbox.Open(s.t.Context(), outbox.Options{Dir: s.dir, Endpoint: "city", Keys: keys, Clock: time.Now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		s.t.Fatal(err)
	}
	drain(s.t, b, s.client())
	stuck := 0
	b.Each(s.t.Context(), func(i outbox.Item) error {
		if !i.State.AtCity() {
			stuck++
			s.t.Errorf("%s is %s (%s)", i.Number, i.State, i.Code)
		}
		return nil
	})
	if err := b.Close(); err != nil {
		s.t.Error(err)
	}
}

// X28 to X45, X48, X53, X54, X57, X60, X73, X74, X77: whatever the line and what stands in it do, at random, while residents file
// and the kiosks are switched off and on with a wrong clock: each number is at the city once, word for word, and nothing went to
// another host.
func TestX28TheLineDoesWhatItLikes(t *testing.T) {
	puts := 100
	if *long {
		puts = 2600
	}
	for _, plain := range []bool{false, true} {
		name := "a city of Linli's own"
		if plain {
			name = "a plain city"
		}
		t.Run(name, func(t *testing.T) {
			thefts := atomic.Int64{}
			thief := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { thefts.Add(1) }))
			defer thief.Close()
			portal := strings.Replace(thief.URL, "127.0.0.1", "localhost", 1)
			random := rand.New(rand.NewPCG(*seed, 28))
			city, base := &plainCity{of: map[string][]int{}}, ""
			handler, arrived := http.Handler(city), city.arrived
			if !plain {
				s, read := ourCity(t)
				handler, arrived, base = s.Handler(), read, "/open311/v2"
			}
			p := through(t, handler, !plain, portal, random)
			filed := fileAll(t, p, puts, p.URL+base, plain)
			lost, doubled := compare(t, filed, arrived())
			if n := thefts.Load(); n > 0 {
				t.Errorf("%d calls went to another host", n)
			}
			injected := 0
			for plan, n := range p.counts.of {
				injected += n
				total.add(counted{fault: plan, injected: n, part: true})
			}
			t.Logf("%d submissions, %d faults", len(filed), injected)
			count(t, fmt.Sprintf("28-45 %d submissions to %s", len(filed), name), injected, lost, doubled)
		})
	}
}

// fileAll lets two kiosks file through a proxy, and returns what was filed.
func fileAll(t *testing.T, p *proxy, puts int, base string, plain bool) map[report.Number]string {
	filed := map[report.Number]string{}
	var all sync.WaitGroup
	var senders []*sender
	for id := range 2 {
		s := &sender{t: t, id: id + 1, dir: quickFolder(t), at: p, random: rand.New(rand.NewPCG(*seed, uint64(id))), base: base, plain: plain, filed: map[report.Number]string{}}
		senders = append(senders, s)
		all.Go(func() {
			for done := 0; done < puts; {
				n := min(puts-done, 10+s.random.IntN(60))
				s.live(n, done)
				done += n
			}
		})
	}
	all.Wait()
	p.calm()
	for _, s := range senders {
		s.end()
		for n, text := range s.filed {
			filed[n] = text
		}
	}
	return filed
}

func compare(t *testing.T, filed map[report.Number]string, arrived map[report.Number][]string) (lost, doubled int) {
	for n, text := range filed {
		got := arrived[n]
		switch {
		case len(got) == 0:
			lost++
			t.Errorf("%s is lost", n)
		case len(got) > 1:
			doubled++
			t.Errorf("%s is there %d times", n, len(got))
		case got[0] != text:
			lost++
			t.Errorf("%s: %q arrived as %q", n, text, got[0])
		}
	}
	if len(arrived) != len(filed) {
		t.Errorf("%d arrived, %d were filed", len(arrived), len(filed))
	}
	return lost, doubled
}
