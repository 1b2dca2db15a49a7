package server_test

import (
	"log/slog"
	"strings"
	"testing"

	"linli/client/georeport"
	"linli/server"
)

func TestChangesAreForKiosks(t *testing.T) {
	b := start(t, func(o *server.Options) { o.APIKeys = []string{"one", "two"} })
	id := b.file(lamp("api_key", "one"))
	for auth, want := range map[string]int{"": 401, "Bearer": 401, "Bearer wrong": 401, "Basic one": 401, "one": 401,
		"Bearer one": 200, "bearer two": 200} {
		got := b.change(id, withdraw, with(proof, ""), "Authorization", auth)
		if got.status != want || want == 401 && (got.code() != "refused" || got.header.Get("WWW-Authenticate") == "") {
			t.Errorf("%q: %d %s", auth, got.status, got.body)
		}
	}
	for _, path := range []string{"/linli/v1/capabilities", "/linli/v1/requests/" + id} {
		if got := b.get(path, ""); got.status != 401 {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
	}
}

func TestD07TheViewIsForEverybody(t *testing.T) {
	b := start(t, nil)
	id := b.file(lamp())
	golden(t, "view.json", b.get("/linli/v1/requests/"+id, "en").body)
	for _, ref := range []string{stranger, "lamp", "%00"} {
		if got := b.get("/linli/v1/requests/"+ref, ""); got.status != 404 || got.code() != "notfound" {
			t.Errorf("%s: %d %s", ref, got.status, got.body)
		}
	}
	if got := b.get("/linli/v1/requests/"+id, "zh-TW"); !strings.Contains(got.body, "路燈不亮") {
		t.Errorf("%s", got.body)
	}
}

func TestCapabilities(t *testing.T) {
	b := start(t, func(o *server.Options) { o.PublicName = "Test City" })
	got := b.get("/linli/v1/capabilities", "")
	golden(t, "capabilities.json", got.body)
	if got.status != 200 || got.header.Get("Content-Type") != georeport.JSON.ContentType() {
		t.Errorf("%d %v", got.status, got.header)
	}
}

func TestD07ChangesLeaveNothingInTheLog(t *testing.T) {
	var log lockedBuffer
	dir := t.TempDir()
	b := start(t, func(o *server.Options) {
		o.DataDir = dir
		o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	id := b.file(lamp())
	secrets := []string{"13800138000", "8000", "7351", "secret", id, stranger}
	b.change(id, amend, with("7351", "secret words"), "Idempotency-Key", "secret")
	b.change(id, amend, `{"proof":7351, "secret"`)
	b.change(id, amend, with(proof, "secret words"), "Idempotency-Key", "secret")
	b.change(stranger, withdraw, with("7351", ""))
	b.change(id, withdraw, with(proof, ""))
	b.get("/linli/v1/requests/"+id+"?proof=7351", "")
	if err := b.Close(); err != nil { // as if the disk were gone
		t.Fatal(err)
	}
	for _, call := range []string{amend, withdraw} {
		if got := b.change(id, call, with("7351", "secret words")); got.status != 503 || got.code() != "offline" || got.header.Get("Retry-After") == "" {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
	if got := b.get("/linli/v1/requests/"+id, ""); got.status != 503 || got.code() != "offline" {
		t.Errorf("%d %s", got.status, got.body)
	}
	text := strings.ReplaceAll(log.String(), dir, "") // it has random digits
	if !strings.Contains(text, `route="POST /linli/v1/requests/{ref}/amend" status=200`) || !strings.Contains(text, "level=ERROR") {
		t.Errorf("the log does not tell enough:\n%s", text)
	}
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, " took=") // then come a duration and a random id
		_, line, _ = strings.Cut(line, " level=")
		for _, secret := range secrets {
			if strings.Contains(line, secret) {
				t.Errorf("%s is in the log: %s", secret, line)
			}
		}
	}
}
