package client_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"linli/client"
	"linli/report"
)

// number is a right kiosk's number, and line how it stands in a description.
const (
	number report.Number = "102455837716"
	line   string        = "编号 Ref: 1024 5583 7716"
)

// city is a plain GeoReport server: it knows no Idempotency-Key, gives ids of its own and stores each POST. Its
// plan says what goes wrong with the next POSTs.
type city struct {
	*httptest.Server
	t *testing.T

	mu    sync.Mutex
	plan  []fault
	filed []url.Values
	heads []http.Header
	calls []string
	// special answers calls by path in place of the city.
	special map[string]http.HandlerFunc
}

// fault is what happens to one POST; commit stores it and writes the right answer to w.
type fault func(w http.ResponseWriter, r *http.Request, commit func(http.ResponseWriter))

func newCity(t *testing.T) *city {
	c := &city{t: t, special: map[string]http.HandlerFunc{}}
	c.Server = httptest.NewServer(c)
	t.Cleanup(c.Close)
	return c
}

// connect makes a client whose patience is short.
func connect(t *testing.T, o client.Options) *client.Client {
	t.Helper()
	if o.Timeout == 0 {
		o.Timeout = 5 * time.Second
	}
	cl, err := client.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return cl
}

func (c *city) client() *client.Client {
	return connect(c.t, client.Options{BaseURL: c.URL, APIKey: "secret-key"})
}

// known is a client that has seen the city list at once what was filed. The city has forgotten that.
func (c *city) known() *client.Client {
	c.t.Helper()
	cl, sub := c.client(), fresh()
	sub.Key += "-before"
	receipt, err := cl.Send(c.t.Context(), sub)
	if err == nil {
		_, _, err = cl.Look(c.t.Context(), sub, receipt)
	}
	if err != nil || cl.Dialect().ListsNew != client.Yes {
		c.t.Fatalf("%v, lists what is new: %q", err, cl.Dialect().ListsNew)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.filed, c.heads, c.calls = nil, nil, nil
	return cl
}

func (c *city) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	c.calls = append(c.calls, r.Method+" "+r.URL.EscapedPath())
	special := c.special[r.URL.EscapedPath()]
	c.mu.Unlock()
	switch {
	case special != nil:
		special(w, r)
	case r.Method == http.MethodPost:
		c.post(w, r)
	case r.URL.Path == "/requests.json":
		c.list(w)
	default:
		http.NotFound(w, r)
	}
}

func (c *city) post(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		return // the line broke while the body came
	}
	c.mu.Lock()
	next := fine
	if len(c.plan) > 0 {
		next, c.plan = c.plan[0], c.plan[1:]
	}
	c.mu.Unlock()
	next(w, r, func(w http.ResponseWriter) {
		c.mu.Lock()
		c.filed = append(c.filed, r.PostForm)
		c.heads = append(c.heads, r.Header)
		id := 7000 + len(c.filed)
		c.mu.Unlock()
		say(w, http.StatusOK, `[{"service_request_id":`+strconv.Itoa(id)+`,"service_notice":"Soon","account_id":null}]`)
	})
}

func (c *city) list(w http.ResponseWriter) {
	type entry struct {
		ID          int    `json:"service_request_id"`
		Code        string `json:"service_code"`
		Status      string `json:"status"`
		Description string `json:"description"`
		Requested   string `json:"requested_datetime"`
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	list := []entry{}
	for i, f := range c.filed {
		list = append(list, entry{7001 + i, f.Get("service_code"), "open", f.Get("description"), "2026-01-31T09:30:00+08:00"})
	}
	body, err := json.Marshal(list)
	if err != nil {
		c.t.Error(err)
	}
	say(w, http.StatusOK, string(body))
}

// answering makes the city answer one path with a body of its own.
func (c *city) answering(path string, status int, body string) *city {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.special[path] = func(w http.ResponseWriter, _ *http.Request) { say(w, status, body) }
	return c
}

func (c *city) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.filed)
}

func (c *city) called(part string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := 0
	for _, call := range c.calls {
		if strings.Contains(call, part) {
			n++
		}
	}
	return n
}

func say(w http.ResponseWriter, status int, body string) {
	w.WriteHeader(status)
	// A client that went away is part of some tests.
	_, _ = io.WriteString(w, body)
}

// fresh is a submission filed just now, with everything in it.
func fresh() report.Submission {
	return report.Submission{
		Number: number, Key: "0192d1c0-0000-7000-8000-000000000001", FiledAt: time.Now(),
		Draft: report.Draft{
			ServiceCode: "lamp",
			Place:       report.Place{Name: "3号楼", Address: "和平里1号", Lat: 39.90420012, Long: 116.4074, Located: true},
			Description: "楼下的路灯坏了 😀",
			Contact:     report.Contact{Channel: report.ByPhone, Phone: "13800138000"},
		},
	}
}

// What can go wrong with a POST.

func fine(w http.ResponseWriter, _ *http.Request, commit func(http.ResponseWriter)) { commit(w) }

func drop(w http.ResponseWriter, _ *http.Request, _ func(http.ResponseWriter)) { hangUp(w) }

func commitDrop(w http.ResponseWriter, _ *http.Request, commit func(http.ResponseWriter)) {
	commit(httptest.NewRecorder())
	hangUp(w)
}

func commitHang(w http.ResponseWriter, r *http.Request, commit func(http.ResponseWriter)) {
	commit(httptest.NewRecorder())
	<-r.Context().Done()
}

func commitThen(status int, body string) fault {
	return func(w http.ResponseWriter, _ *http.Request, commit func(http.ResponseWriter)) {
		commit(httptest.NewRecorder())
		say(w, status, body)
	}
}

func only(status int, body string) fault {
	return func(w http.ResponseWriter, _ *http.Request, _ func(http.ResponseWriter)) { say(w, status, body) }
}

func commitTruncated(w http.ResponseWriter, _ *http.Request, commit func(http.ResponseWriter)) {
	commit(httptest.NewRecorder())
	w.Header().Set("Content-Length", "1000")
	say(w, http.StatusOK, `[{"service_request_id":`)
	hangUp(w)
}

func hangUp(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		_ = conn.Close() // nothing can be done about a connection that will not close
	}
}
