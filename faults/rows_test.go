package faults

import (
	"context"
	"crypto/rand"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"linli/client"
	"linli/outbox"
	"linli/report"
	"linli/server"
)

// X69 hardly any file can be opened: what cannot be kept is refused, and everything else goes on.
func TestX69FewFilesMayBeOpen(t *testing.T) {
	const fault = "69 few files may be open"
	needs(t, fault, false, "prlimit")
	k := newKiosk(t, t.TempDir())
	k.failing = true
	ended := 0
	for limit := 8; limit <= 24; limit++ {
		s := k.start(5, "prlimit", fmt.Sprint("--nofile=", limit))
		s.Wait()
		k.heard(s)
		k.faults += 5
		if s.out.has("end") {
			ended++
		} else if s.err.String() == "" || s.out.has("up") {
			t.Errorf("with %d: %s %s", limit, s.out.String(), s.err.String())
		}
	}
	if ended == 0 || len(k.shown) == 0 {
		t.Errorf("%d of 17 came to their end, %d shown", ended, len(k.shown))
	}
	lost, doubled := k.settle()
	count(t, fault, 17, lost, doubled)
}

// X68 the memory that a process may have is taken away while it works.
func TestX68NoMemory(t *testing.T) {
	const fault = "68 no more memory"
	needs(t, fault, false, "prlimit")
	k := newKiosk(t, t.TempDir())
	limited := 0
	for range 3 {
		s := k.start(0)
		for end := time.Now().Add(time.Minute); !s.out.has("ok") && time.Now().Before(end); {
			time.Sleep(time.Millisecond)
		}
		must(t, "prlimit", fmt.Sprint("--pid=", s.Process.Pid), "--as=1000000")
		time.AfterFunc(2*time.Second, func() { s.Process.Kill() })
		s.Wait()
		limited++
		k.heard(s)
		k.faults++
	}
	lost, doubled := k.settle()
	count(t, fault, limited, lost, doubled)
}

// X09 the disk gets full in the middle of a submission with four attachments: it is kept whole or refused.
func TestX09FullAmongAttachments(t *testing.T) {
	const fault = "09 no space among attachments"
	dir := small(t, fault, "size=4m")
	b, err := openBox(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	with := func(i int) report.Submission {
		s := submission(i)
		for j := range 4 {
			a := report.Attachment{Type: "image/jpeg", Bytes: make([]byte, 60_000+j)}
			rand.Read(a.Bytes)
			s.Draft.Attachments = append(s.Draft.Attachments, a)
		}
		return s
	}
	var shown, refused []report.Submission
	for i := 1; len(refused) < 3 && i < 100; i++ {
		s := with(i)
		switch err := b.Put(t.Context(), s); report.CodeOf(err) {
		case "":
			shown = append(shown, s)
		case report.Full:
			refused = append(refused, s)
		default:
			t.Fatal(err)
		}
	}
	if n, err := b.Waiting(t.Context()); err != nil || n != len(shown) {
		t.Errorf("%d wait, %v; %d were shown", n, err, len(shown))
	}
	must(t, "mount", "-o", "remount,size=60m", dir)
	for _, s := range refused {
		if err := b.Put(t.Context(), s); err != nil {
			t.Errorf("with room again: %v", err)
		}
	}
	city := &whole{got: map[report.Number]int{}}
	drain(t, b, city)
	lost := 0
	for _, s := range append(shown, refused...) {
		if city.got[s.Number] != 1 {
			t.Errorf("%s arrived %d times", s.Number, city.got[s.Number])
			lost++
		}
	}
	count(t, fault, len(refused), lost, 0)
}

// whole is a city that counts.
type whole struct {
	mu  sync.Mutex
	got map[report.Number]int
}

func (w *whole) Send(_ context.Context, s report.Submission) (report.Receipt, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.got[s.Number]++
	return report.Receipt{Number: s.Number, RequestID: "1", Token: "t"}, nil
}

// X24 the kiosk's clock is five years ahead, an answer is lost, and by the time that it looks the city lists only what is newer:
// it is not sent again blindly.
func TestX24AWrongClockProvesNothing(t *testing.T) {
	var mu sync.Mutex
	filed := 0
	cut := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		switch {
		case r.Method == http.MethodPost:
			filed++
			conn, _, err := http.NewResponseController(w).Hijack()
			if err == nil {
				conn.Close()
			}
		case r.URL.Path == "/requests.json": // the newest fifty, among which it is no longer
			var all []string
			for i := range 50 {
				all = append(all, fmt.Sprintf(`{"service_request_id":%d,"service_code":"lamp","description":"x","requested_datetime":%q}`,
					9000-i, time.Now().Add(-time.Duration(i)*time.Second).Format(time.RFC3339)))
			}
			fmt.Fprintln(w, "["+strings.Join(all, ",")+"]")
		default:
			http.NotFound(w, r)
		}
	}))
	defer cut.Close()
	doubled := 0
	for years := range 6 {
		filed = 0
		s := submission(1)
		s.FiledAt = time.Now().AddDate(years, 0, 0).Add(-time.Hour)
		for range 3 { // as after a new start each time
			c, err := client.New(client.Options{BaseURL: cut.URL})
			if err != nil {
				t.Fatal(err)
			}
			_, err = c.Send(t.Context(), s)
			if report.CodeOf(err) != report.Unconfirmed {
				t.Errorf("%d years ahead: %v", years, err)
			}
			s.MayHaveLeft = true
		}
		doubled += max(0, filed-1)
	}
	count(t, "24 a clock that is years ahead", 6, 0, doubled)
}

// cityWith is a backend of Linli's own with some services.
func cityWith(t *testing.T, dir string, services fs.FS) *client.Client {
	t.Helper()
	s, err := server.New(server.Options{DataDir: dir, Catalogue: services})
	if err != nil {
		t.Fatal(err)
	}
	hs := httptest.NewServer(s.Handler())
	t.Cleanup(func() { hs.Close(); s.Close() })
	c, err := client.New(client.Options{BaseURL: hs.URL + "/open311/v2"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// X47 a submission that the city will never take, X50 its service was withdrawn while the kiosk was offline, X51 the city has a
// new question: it goes to staff whole, the others go on, and it can be sent when the city takes it again.
func TestX50TheServiceIsWithdrawn(t *testing.T) {
	street, err := os.ReadFile("../server/testdata/street.toml")
	if err != nil {
		t.Fatal(err)
	}
	now := fstest.MapFS{"street.toml": {Data: street}}
	question := "\n[[service.attribute]]\ncode = \"which\"\ndatatype = \"string\"\nrequired = true\nvariable = true\nquestion = { zh-Hans = \"哪盏？\", zh-Hant = \"哪盞？\", en = \"Which one?\" }\n"
	text := string(street)
	lamp := strings.Index(text, `code = "lamp"`)
	next := strings.Index(text[lamp:], "[[service]]")
	if next < 0 {
		next = len(text) - lamp
	}
	for name, then := range map[string]string{
		"50 a service is withdrawn": strings.Replace(text, `code = "lamp"`, `code = "lantern"`, 1),
		"51 a new question":         text[:lamp+next] + question + text[lamp+next:],
	} {
		data := t.TempDir()
		b, err := openBox(t.Context(), t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		n, err := report.Mint(1, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		s := submission(1)
		s.Number = n
		if err := b.Put(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		drain(t, b, cityWith(t, data, fstest.MapFS{"street.toml": {Data: []byte(then)}}))
		item, _, err := b.Find(t.Context(), n)
		if err != nil || item.State != outbox.Quarantined {
			t.Errorf("%s: %s, %v", name, item.State, err)
		}
		if err := b.Release(t.Context(), n); err != nil {
			t.Error(err)
		}
		c := cityWith(t, data, now)
		drain(t, b, c)
		lost := 0
		if st, err := c.Track(t.Context(), n, "en"); err != nil || st.State != report.Dispatched {
			t.Errorf("%s: afterwards %+v, %v", name, st, err)
			lost++
		}
		b.Close()
		count(t, name, 1, lost, 0)
	}
}

// X77 the same queue is on two kiosks, as from an image of a disk: the city knows each submission again by its key.
func TestX77OneQueueOnTwoKiosks(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	s, arrived := ourCity(t)
	hs := httptest.NewServer(s.Handler())
	defer hs.Close()
	b, err := openBox(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	filed := map[report.Number]string{}
	for i := range 30 {
		n, err := report.Mint(1, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		sub := submission(i + 1)
		sub.Number = n
		filed[n] = sub.Draft.Description
		if err := b.Put(t.Context(), sub); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	must(t, "cp", "-a", first+"/.", second)
	var both sync.WaitGroup
	for _, dir := range []string{first, second} {
		both.Go(func() {
			b, err := openBox(t.Context(), dir)
			if err != nil {
				t.Error(err)
				return
			}
			defer b.Close()
			c, err := client.New(client.Options{BaseURL: hs.URL + "/open311/v2"})
			if err != nil {
				t.Error(err)
				return
			}
			drain(t, b, c)
		})
	}
	both.Wait()
	lost, doubled := compare(t, filed, arrived())
	count(t, "77 one queue on two kiosks", 1, lost, doubled)
}

// X20 the log beside the database is another database's.
func TestX20AnotherDatabasesLog(t *testing.T) {
	k, other := newKiosk(t, t.TempDir()), newKiosk(t, t.TempDir())
	injected := 0
	for i := range 4 {
		if i%2 == 1 { // of a different page, row and age
			other.next += 500
		}
		s := other.start(0)
		for end := time.Now().Add(time.Minute); strings.Count(s.out.String(), "ok") < 20 && time.Now().Before(end); {
			time.Sleep(time.Millisecond)
		}
		s.Process.Kill()
		s.Wait()
		s = k.start(0)
		for end := time.Now().Add(time.Minute); strings.Count(s.out.String(), "ok") < 20 && time.Now().Before(end); {
			time.Sleep(time.Millisecond)
		}
		s.Process.Kill()
		s.Wait()
		k.heard(s)
		k.faults++
		for _, part := range []string{"-wal", "-shm"} {
			must(t, "cp", filepath.Join(other.dir, "outbox", "outbox.db"+part), filepath.Join(k.dir, "outbox", "outbox.db"+part))
		}
		injected++
	}
	lost, doubled := k.settle()
	count(t, "20 another database's log", injected, lost, doubled)
}
