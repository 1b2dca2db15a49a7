package server_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"linli/client/georeport"
	"linli/server"
)

const calls = "/linli/v1/calls"

// say posts to what is about calls for staff.
func (b *backend) say(path, body string, headers ...string) reply {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.url+calls+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return b.do(r)
}

func called(key string) string {
	return fmt.Sprintf(`{"key": %q, "kiosk": 1024, "name": "幸福里社区服务站"}`, key)
}

// aCall reads one that must be there.
func (b *backend) aCall(got reply) georeport.Call {
	b.t.Helper()
	var c georeport.Call
	if err := json.Unmarshal([]byte(got.body), &c); err != nil || got.status != 200 {
		b.t.Fatalf("%d %s", got.status, got.body)
	}
	return c
}

func (b *backend) states() string {
	b.t.Helper()
	var all georeport.Calls
	if got := b.get(calls, ""); json.Unmarshal([]byte(got.body), &all) != nil || all.Calls == nil {
		b.t.Fatalf("%d %s", got.status, got.body)
	}
	var out []string
	for _, c := range all.Calls {
		out = append(out, fmt.Sprint(c.ID, " ", c.State))
	}
	return strings.Join(out, ", ")
}

// TestN05TheBackendKeepsCalls: the same key is one call, another call of the same kiosk takes the place of an open one; the first
// who answers counts; a call is taken back even when somebody is on the way.
func TestN05TheBackendKeepsCalls(t *testing.T) {
	b := start(t, nil)
	if got := b.states(); got != "" {
		t.Errorf("at first: %s", got)
	}
	first := b.aCall(b.say("", called("a")))
	if first.State != "open" || first.Name != "幸福里社区服务站" || first.Kiosk != 1024 || !first.At.Equal(b.clock.Now()) || !first.Ended.IsZero() {
		t.Errorf("called: %+v", first)
	}
	b.clock.pass(time.Minute)
	if again := b.aCall(b.say("", called("a"))); again != first {
		t.Errorf("the same key: %+v, was %+v", again, first)
	}
	b.say("", called("b"))
	b.say("", `{"key": "c", "kiosk": 1025, "name": "幸福里社区服务站"}`)
	if got := b.states(); got != "3 open, 2 open, 1 again" {
		t.Errorf("called again, and by another kiosk: %s", got)
	}
	if got := b.say("/1/answer", `{"by": "王姐"}`); got.status != 409 {
		t.Errorf("answered, though there is a newer call: %d %s", got.status, got.body)
	}
	if c := b.aCall(b.say("/2/answer", `{"by": " 王姐\n", "in": 3}`)); c.State != "answered" || c.By != "王姐" || c.In != 3 || !c.Ended.Equal(b.clock.Now()) {
		t.Errorf("answered: %+v", c)
	}
	if c := b.aCall(b.say("/2/answer", `{"by": "李哥"}`)); c.By != "王姐" {
		t.Errorf("answered twice: %+v", c)
	}
	if c := b.aCall(b.get(calls+"/b", "")); c.ID != 2 || c.By != "王姐" {
		t.Errorf("the kiosk looks: %+v", c)
	}
	b.say("/b/takeback", "")
	b.say("/c/takeback", "")
	if got := b.states(); got != "3 takenback, 2 takenback, 1 again" {
		t.Errorf("taken back: %s", got)
	}
	b.clock.pass(25 * time.Hour)
	if got := b.states(); got != "" {
		t.Errorf("a day later: %s", got)
	}
	b.clock.pass(31 * 24 * time.Hour)
	b.say("", called("d"))
	if got := b.get(calls+"/a", ""); got.status != 404 {
		t.Errorf("a month later it is kept: %s", got.body)
	}
}

// TestN05CallsOutliveTheBackend: they are on the disk.
func TestN05CallsOutliveTheBackend(t *testing.T) {
	dir := t.TempDir()
	at := func(o *server.Options) { o.DataDir = dir }
	b := start(t, at)
	b.say("", called("a"))
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if got := start(t, at).states(); got != "1 open" {
		t.Errorf("after a restart: %s", got)
	}
}

// TestD05TheLogKnowsNoCalls: neither their names nor who answers.
func TestD05TheLogKnowsNoCalls(t *testing.T) {
	var log strings.Builder
	b := start(t, func(o *server.Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	b.say("", called("a-key-of-a-call"))
	b.say("/a-key-of-a-call/answer", `{"by": "王姐"}`)
	for _, secret := range []string{"a-key-of-a-call", "王姐", "幸福里"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log says %q: %s", secret, log.String())
		}
	}
}

// answered is a call of HTTP and what came of it.
type answered struct {
	method, path string
	status       int
	reply
}

// everyCall gets each answer that calls for staff can have.
func everyCall(t *testing.T) []answered {
	const one, answer, takeback = calls + "/{call}", calls + "/{call}/answer", calls + "/{call}/takeback"
	b := start(t, nil)
	locked := start(t, func(o *server.Options) { o.APIKeys = []string{"one"} })
	large := strings.Repeat(" ", 64<<10)
	plain := []string{"Content-Type", "text/plain"}
	out := []answered{
		{"post", calls, 200, b.say("", called("a"))}, {"post", calls, 400, b.say("", `{"key": ""}`)}, {"post", calls, 401, locked.say("", called("a"))},
		{"post", calls, 413, b.say("", called("a")+large)}, {"post", calls, 415, b.say("", called("a"), plain...)},
		{"post", calls, 400, b.say("", called("12"))},
		{"get", calls, 200, b.get(calls, "")}, {"get", calls, 401, locked.get(calls, "")},
		{"get", one, 200, b.get(calls+"/a", "")}, {"get", one, 401, locked.get(calls+"/a", "")}, {"get", one, 404, b.get(calls+"/none", "")},
		{"post", answer, 200, b.say("/1/answer", `{"by": "王姐", "in": 3}`)}, {"post", answer, 400, b.say("/1/answer", "")},
		{"post", answer, 401, locked.say("/1/answer", "{}")}, {"post", answer, 404, b.say("/9/answer", "{}")},
		{"post", answer, 413, b.say("/1/answer", "{}"+large)}, {"post", answer, 415, b.say("/1/answer", "{}", plain...)},
		{"post", takeback, 200, b.say("/1/takeback", "")}, {"post", takeback, 401, locked.say("/1/takeback", "")},
		{"post", takeback, 404, b.say("/9/takeback", "")}, {"post", answer, 409, b.say("/1/answer", "{}")},
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	return append(out, []answered{
		{"post", calls, 503, b.say("", called("a"))}, {"get", calls, 503, b.get(calls, "")}, {"get", one, 503, b.get(calls+"/a", "")},
		{"post", answer, 503, b.say("/1/answer", "{}")}, {"post", takeback, 503, b.say("/1/takeback", "")},
	}...)
}
