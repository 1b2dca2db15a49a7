package client_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"linli/client"
	"linli/client/georeport"
	"linli/report"
	"linli/server"
)

// town is a backend of ours on a line with faults, which meet the next changes.
type town struct {
	*httptest.Server
	t *testing.T

	mu    sync.Mutex
	now   time.Time
	began time.Time
	plan  []fault
	heads []http.Header
}

func newTown(t *testing.T, keys ...string) *town {
	t.Helper()
	return openTown(t, server.Options{APIKeys: keys})
}

// closedTown is a demonstration, which closes what is filed after ten minutes.
func closedTown(t *testing.T) (*town, *client.Client) {
	t.Helper()
	w := openTown(t, server.Options{Demo: true})
	cl := w.client()
	w.filed(cl)
	w.pass(10*time.Minute + time.Second)
	return w, cl
}

func openTown(t *testing.T, o server.Options) *town {
	t.Helper()
	w := &town{t: t, now: time.Now(), began: time.Now()}
	o.DataDir = t.TempDir()
	if o.Catalogue == nil {
		o.Catalogue = os.DirFS("../server/testdata")
	}
	o.Clock = func() time.Time {
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.now
	}
	s, err := server.New(o)
	if err != nil {
		t.Fatal(err)
	}
	w.Server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		next := fine
		if r.Method != http.MethodGet && strings.HasPrefix(r.URL.Path, "/linli/") {
			w.mu.Lock()
			w.heads = append(w.heads, r.Header)
			if len(w.plan) > 0 {
				next, w.plan = w.plan[0], w.plan[1:]
			}
			w.mu.Unlock()
		}
		next(rw, r, func(rw http.ResponseWriter) { s.Handler().ServeHTTP(rw, r) })
	}))
	t.Cleanup(func() {
		w.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// plans says what happens to the next changes.
func (w *town) plans(faults ...fault) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.plan = faults
}

// calls are the headers of the changes that have come.
func (w *town) calls() []http.Header {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.heads)
}

func (w *town) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// passed is how far the clock was set on.
func (w *town) passed() time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now.Sub(w.began)
}

func (w *town) client() *client.Client {
	return connect(w.t, client.Options{BaseURL: w.URL + "/open311/v2", APIKey: "secret-key"})
}

// filed files a submission that must be taken.
func (w *town) filed(cl *client.Client) report.Receipt {
	w.t.Helper()
	receipt, err := cl.Send(w.t.Context(), fresh())
	if err != nil {
		w.t.Fatal(err)
	}
	return receipt
}

func (w *town) track(cl *client.Client) report.Status {
	w.t.Helper()
	st, err := cl.Track(w.t.Context(), number, "en")
	if err != nil {
		w.t.Fatal(err)
	}
	return st
}

// description is what everybody reads of the request.
func (w *town) description() string {
	w.t.Helper()
	resp, err := http.Get(w.URL + "/open311/v2/requests/" + string(number) + ".json")
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	list, err := georeport.Reader{}.Requests(body)
	if err != nil || len(list) != 1 {
		w.t.Fatalf("%s, %v", body, err)
	}
	return string(list[0].Description)
}
