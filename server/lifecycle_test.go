package server_test

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"linli/client/georeport"
	"linli/server"
)

func TestWhatWasFiledIsThereAfterARestart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "with space %41 数据?#")
	for i := range 2 {
		b := start(t, func(o *server.Options) { o.DataDir = dir })
		got := b.post(georeport.JSON, lamp(), "key")
		if got.status != 200 || (got.header.Get("Idempotency-Replayed") == "true") != (i == 1) || len(b.list("")) != 1 {
			t.Errorf("start %d: %d %v %s", i, got.status, got.header, got.body)
		}
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "linli.db")); err != nil && onPostgres() == "" {
		t.Error(err)
	}
}

func TestAFolderThatCannotBeUsedIsNamed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	broken := t.TempDir()
	if err := os.WriteFile(filepath.Join(broken, "linli.db"), bytes.Repeat([]byte("no database "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, file + "/below", "/proc/linli", broken} {
		_, err := server.New(server.Options{DataDir: dir, Catalogue: os.DirFS("testdata")})
		if err == nil || !strings.Contains(err.Error(), dir) || !strings.Contains(err.Error(), "choose another folder") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v", dir, err)
		}
	}
	for _, o := range []server.Options{{}, {DataDir: t.TempDir()}} {
		if _, err := server.New(o); err == nil {
			t.Errorf("%+v was taken", o)
		}
	}
}

func TestWhatCannotBeStoredIsNotAcknowledged(t *testing.T) {
	var log lockedBuffer
	b := start(t, func(o *server.Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	if got := b.get("/healthz", ""); got.status != 200 || got.body != "ok\n" {
		t.Errorf("healthy: %d %s", got.status, got.body)
	}
	if err := b.Close(); err != nil { // as if the disk were gone
		t.Fatal(err)
	}
	b.clock.pass(time.Minute)
	for _, got := range []reply{b.post(georeport.XML, lamp(), "key"), b.get(api+"/requests.xml", ""), b.get(api+"/requests/1.xml", ""),
		b.get(api+"/tokens/1.xml", ""), b.get(api+"/servicerequestupdates.xml", "")} {
		if got.status != 503 || !strings.Contains(got.body, "<code>503</code>") || got.header.Get("Retry-After") == "" {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
	if got := b.get("/healthz", ""); got.status != 503 || !strings.Contains(got.body, "write to ") || !strings.Contains(got.body, "linli") {
		t.Errorf("unhealthy: %d %s", got.status, got.body)
	}
	if !strings.Contains(log.String(), "level=ERROR") {
		t.Error("the operator was not told")
	}
}

func TestLogsNameRoutesAndNothingElse(t *testing.T) {
	var log lockedBuffer
	b := start(t, func(o *server.Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	b.file(lamp())
	b.get(api+"/requests/"+number+".json?phone=13800138000", "")
	for _, want := range []string{`route="POST /open311/v2/requests.json" status=200`, `route="GET /open311/v2/requests/{file}" status=200`, "took=", "id="} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("no %q in\n%s", want, log.String())
		}
	}
	for _, secret := range []string{number, "13800138000", "路灯", "和平里", "Secretname"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("%s is in the log", secret)
		}
	}
}

func TestAStopLetsCallsFinish(t *testing.T) {
	b := start(t, nil)
	l, err := server.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- b.Serve(ctx, l) }()
	if _, err := server.Listen(t.Context(), l.Addr().String()); err == nil || !strings.Contains(err.Error(), l.Addr().String()) || !strings.Contains(err.Error(), "another port") {
		t.Errorf("a port in use: %v", err)
	}
	// A call whose body is still on its way when the stop comes.
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	body := lamp().Encode()
	head := "POST " + api + "/requests.json HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\nConnection: close\r\n"
	if _, err := conn.Write([]byte(head + "Content-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	answer := make([]byte, 4096)
	if n, err := conn.Read(answer); err != nil || !strings.Contains(string(answer[:n]), "100 Continue") {
		t.Fatalf("%s, %v", answer[:n], err)
	}
	stop()
	if _, err := conn.Write([]byte(body)); err != nil {
		t.Fatal(err)
	}
	if n, err := conn.Read(answer); err != nil || !strings.Contains(string(answer[:n]), "200 OK") {
		t.Errorf("%s, %v", answer[:n], err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	if _, err := http.Get("http://" + l.Addr().String() + "/healthz"); err == nil {
		t.Error("it still answers")
	}
}

func TestAServerWithoutKeysIsNotForOthers(t *testing.T) {
	for _, demo := range []bool{false, true} {
		b := start(t, func(o *server.Options) { o.Demo = demo })
		l, err := server.Listen(t.Context(), ":0")
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		stop()
		if err := b.Serve(ctx, l); (err == nil) != demo {
			t.Errorf("demo %v: %v", demo, err)
		}
	}
}

func TestADemonstrationMovesItsCasesAlong(t *testing.T) {
	b := start(t, func(o *server.Options) { o.Demo = true })
	if text := b.get("/discovery.json", "").body; !strings.Contains(text, `"type": "test"`) {
		t.Errorf("a demonstration calls itself production: %s", text)
	}
	samples := map[string]int{}
	for _, r := range b.list("") {
		samples[r.Status]++
	}
	if samples["open"] != 3 || samples["closed"] != 1 {
		t.Errorf("samples: %v", samples)
	}
	id := b.file(lamp())
	for _, want := range []struct {
		after  time.Duration
		states string
	}{
		{0, "received dispatched"},
		{70 * time.Second, "received dispatched in_progress"},
		{3 * time.Minute, "received dispatched in_progress answered"},
		{time.Hour, "received dispatched in_progress answered closed"},
		{time.Hour, "received dispatched in_progress answered closed"},
	} {
		b.clock.pass(want.after)
		var states []string
		for _, u := range b.history(id) {
			states = append(states, u.Status)
		}
		if got := strings.Join(states, " "); got != want.states {
			t.Errorf("after %v: %s", want.after, got)
		}
	}
	if r := b.list("service_request_id=" + id)[0]; r.Status != "closed" || r.StatusNotes != "This request is finished." {
		t.Errorf("got %+v", r)
	}
}

func TestWithoutADemonstrationNothingMovesByItself(t *testing.T) {
	b := start(t, nil)
	id := b.file(lamp())
	b.clock.pass(time.Hour)
	if got := b.history(id); len(got) != 2 || len(b.list("")) != 1 {
		t.Errorf("got %+v", got)
	}
}

// lockedBuffer takes the lines of several goroutines.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
