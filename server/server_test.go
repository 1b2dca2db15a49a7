package server_test

import (
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"linli/client/georeport"
	"linli/server"
)

var update = flag.Bool("update", false, "write the golden files anew")

// line is the last line of a kiosk's description, number what it says.
const (
	number = "102455837716"
	line   = "编号 Ref: 1024 5583 7716"
	api    = "/open311/v2"
)

// clock is a clock that the test sets.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// backend is a server under test.
type backend struct {
	*server.Server
	t     *testing.T
	url   string
	clock *clock
}

// start runs a backend with the test catalogue; change may set more of its options.
func start(t *testing.T, change func(*server.Options)) *backend {
	t.Helper()
	b := &backend{t: t, clock: &clock{now: time.Date(2026, 1, 31, 9, 30, 0, 0, time.FixedZone("", 8*3600))}}
	o := server.Options{DataDir: t.TempDir(), Catalogue: os.DirFS("testdata"), Clock: b.clock.Now, PublicURL: "http://city.example"}
	if change != nil {
		change(&o)
	}
	if o.Database == "" {
		o.Database = database(t, o.DataDir)
	}
	var err error
	if b.Server, err = server.New(o); err != nil {
		t.Fatal(err)
	}
	hs := httptest.NewServer(b.Handler())
	b.url = hs.URL
	t.Cleanup(func() {
		hs.Close()
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

// reply is an answer.
type reply struct {
	status int
	header http.Header
	body   string
}

func (b *backend) do(r *http.Request) reply {
	b.t.Helper()
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return reply{resp.StatusCode, resp.Header, string(body)}
}

// get asks for a path below the base, in a language.
func (b *backend) get(path, lang string) reply {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.url+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	if lang != "" {
		r.Header.Set("Accept-Language", lang)
	}
	return b.do(r)
}

// post files a form, with an Idempotency-Key where one is given.
func (b *backend) post(f georeport.Format, form url.Values, key string) reply {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.url+api+"/requests."+string(f), strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept-Language", "en")
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	return b.do(r)
}

// file files a form that must be taken and returns its id.
func (b *backend) file(form url.Values) string {
	b.t.Helper()
	return b.fileWith("", form)
}

// fileWith files with an Idempotency-Key.
func (b *backend) fileWith(key string, form url.Values) string {
	b.t.Helper()
	got := b.post(georeport.JSON, form, key)
	a, err := georeport.Reader{}.Answer([]byte(got.body))
	if got.status != http.StatusOK || err != nil || a.ID == "" {
		b.t.Fatalf("not taken: %d %s", got.status, got.body)
	}
	return a.ID
}

func (b *backend) list(query string) georeport.Requests {
	b.t.Helper()
	got := b.get(api+"/requests.json?"+query, "en")
	list, err := georeport.Reader{}.Requests([]byte(got.body))
	if got.status != http.StatusOK || err != nil {
		b.t.Fatalf("%s: %d %s", query, got.status, got.body)
	}
	return list
}

func (b *backend) history(id string) georeport.Updates {
	b.t.Helper()
	got := b.get(api+"/servicerequestupdates.json?service_request_id="+id, "en")
	list, err := georeport.Reader{}.Updates([]byte(got.body))
	if got.status != http.StatusOK || err != nil {
		b.t.Fatalf("%d %s", got.status, got.body)
	}
	return list
}

// lamp is a form that is right.
func lamp(more ...string) url.Values {
	form := url.Values{"service_code": {"lamp"}, "lat": {"39.9042"}, "long": {"116.4074"}, "address_string": {"和平里1号"},
		"description": {"路灯坏了\n" + line}, "phone": {"13800138000"}, "first_name": {"Secretname"}, "email": {"secret@mail.example"}}
	for i := 0; i < len(more); i += 2 {
		if form.Del(more[i]); more[i+1] != "" {
			form.Set(more[i], more[i+1])
		}
	}
	return form
}

// golden compares with a file that a person has looked at.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; got:\n%s", path, got)
	}
}
