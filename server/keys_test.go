package server_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linli/client/georeport"
	"linli/server"
)

// keys opens those of a backend, as whoever runs it does from another program.
func keys(t *testing.T, o server.Options) *server.Keys {
	t.Helper()
	k, err := server.OpenKeys(t.Context(), o.DataDir, o.Database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := k.Close(); err != nil {
			t.Error(err)
		}
	})
	return k
}

// withKeys is a backend and its keys.
func withKeys(t *testing.T) (*server.Keys, func() *backend) {
	t.Helper()
	dir := t.TempDir()
	o := server.Options{DataDir: dir, Database: database(t, dir)}
	// A server reads its keys every few seconds; each call of this begins one that has read none.
	return keys(t, o), func() *backend {
		return start(t, func(given *server.Options) { given.DataDir, given.Database = o.DataDir, o.Database })
	}
}

func TestKeysAreGivenRenewedAndRevoked(t *testing.T) {
	k, begin := withKeys(t)
	if got := begin().post(georeport.JSON, lamp(), ""); got.status != 200 {
		t.Fatalf("a server that has never had a key: %d %s", got.status, got.body)
	}
	first, err := k.Add(t.Context(), "幸福里社区 1号机", server.Kiosk)
	if err != nil || len(first) < 26 {
		t.Fatalf("%q, %v", first, err)
	}
	if _, err := k.Add(t.Context(), "幸福里社区 1号机", server.Kiosk); !errors.Is(err, server.ErrHasKey) {
		t.Errorf("added again: %v", err)
	}
	for _, name := range []string{"", " ", "a\nb", strings.Repeat("x", 65)} {
		if _, err := k.Add(t.Context(), name, server.Kiosk); err == nil {
			t.Errorf("%q is a name", name)
		}
	}
	b := begin()
	for key, want := range map[string]int{"": 403, first: 200, first[:25]: 403, strings.ToLower(first): 403} {
		if got := b.post(georeport.JSON, lamp("api_key", key), ""); got.status != want {
			t.Errorf("with %q: %d, want %d", key, got.status, want)
		}
	}
	second, err := k.Renew(t.Context(), "幸福里社区 1号机", time.Hour)
	if err != nil || second == first {
		t.Fatal(err)
	}
	b = begin()
	for _, key := range []string{first, second} {
		if got := b.post(georeport.JSON, lamp("api_key", key), ""); got.status != 200 {
			t.Errorf("within the hour: %d", got.status)
		}
	}
	all, err := k.List(t.Context())
	if err != nil || len(all) != 2 || all[0].Ends.IsZero() || !all[1].Ends.IsZero() || all[1].Role != server.Kiosk {
		t.Errorf("%+v, %v", all, err)
	}
	if err := k.Revoke(t.Context(), "幸福里社区 1号机"); err != nil {
		t.Fatal(err)
	}
	for key, who := range map[string]string{first: "the old key", second: "the new key", "": "nobody"} {
		if got := begin().post(georeport.JSON, lamp("api_key", key), ""); got.status != 403 {
			t.Errorf("%s, after all were revoked: %d", who, got.status)
		}
	}
	for _, err := range []error{k.Revoke(t.Context(), "nobody"), func() error { _, err := k.Renew(t.Context(), "nobody", 0); return err }()} {
		if !errors.Is(err, server.ErrNoKey) {
			t.Errorf("nobody's: %v", err)
		}
	}
}

// TestARunningServerHearsOfARevokedKey, without being started again.
func TestARunningServerHearsOfARevokedKey(t *testing.T) {
	k, begin := withKeys(t)
	key, err := k.Add(t.Context(), "kiosk", server.Kiosk)
	if err != nil {
		t.Fatal(err)
	}
	b := begin()
	if got := b.post(georeport.JSON, lamp("api_key", key), ""); got.status != 200 {
		t.Fatal(got.status)
	}
	if err := k.Revoke(t.Context(), "kiosk"); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		if b.post(georeport.JSON, lamp("api_key", key), "").status == 403 {
			return
		}
		if time.Now().After(end) {
			t.Fatal("it is still taken")
		}
	}
}

// TestKeysAreNotStored: the file and its log hold no key.
func TestKeysAreNotStored(t *testing.T) {
	inFiles(t)
	dir := t.TempDir()
	k := keys(t, server.Options{DataDir: dir})
	key, err := k.Add(t.Context(), "kiosk", server.Kiosk)
	if err != nil {
		t.Fatal(err)
	}
	if where := holding(t, dir, key); where != "" {
		t.Errorf("%s holds a key", where)
	}
	if holding(t, dir, "kiosk") == "" {
		t.Error("nothing is found in the files at all")
	}
}

// TestAServerWhoseKeysWereRevokedIsNotOpen, nor one whose keys cannot be read.
func TestAServerWhoseKeysWereRevokedIsNotOpen(t *testing.T) {
	k, begin := withKeys(t)
	if _, err := k.Add(t.Context(), "kiosk", server.Kiosk); err != nil {
		t.Fatal(err)
	}
	if err := k.Revoke(t.Context(), "kiosk"); err != nil {
		t.Fatal(err)
	}
	b := begin()
	if got := b.post(georeport.JSON, lamp(), ""); got.status != 403 {
		t.Errorf("without a key: %d", got.status)
	}
	closed := begin()
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	if got := closed.post(georeport.JSON, lamp(), ""); got.status != 503 {
		t.Errorf("keys that cannot be read: %d", got.status)
	}
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := closed.Serve(ctx, l); err == nil {
		t.Error("it serves others although its keys cannot be read")
	}
}

// word is an officer's word.
func word(key, id, status, name string) url.Values {
	return url.Values{"api_key": {key}, "service_request_id": {id}, "status": {status}, "description": {"师傅明天上午来。"}, "update_id": {name}}
}

func (b *backend) tell(form url.Values) reply {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.url+api+"/servicerequestupdates.json", strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(r)
}

// TestOfficersSayWhatBecomesOfRequests, and kiosks do not.
func TestOfficersSayWhatBecomesOfRequests(t *testing.T) {
	k, begin := withKeys(t)
	kiosk, err := k.Add(t.Context(), "kiosk", server.Kiosk)
	if err != nil {
		t.Fatal(err)
	}
	officer, err := k.Add(t.Context(), "works department", server.Officer)
	if err != nil {
		t.Fatal(err)
	}
	b := begin()
	id := b.fileWith(filingKey, lamp("api_key", kiosk))
	for name, c := range map[string]struct {
		form url.Values
		want int
	}{
		"a kiosk":          {word(kiosk, id, "closed", ""), 403},
		"nobody":           {word("", id, "closed", ""), 403},
		"no such request":  {word(officer, "102455837724", "closed", ""), 404},
		"no number":        {word(officer, "1'; DROP TABLE updates; --", "closed", ""), 404},
		"no such state":    {word(officer, id, "received", ""), 400},
		"withdrawn by one": {word(officer, id, "withdrawn", ""), 400},
	} {
		if got := b.tell(c.form); got.status != c.want {
			t.Errorf("%s: %d %s, want %d", name, got.status, got.body, c.want)
		}
	}
	for range 3 {
		if got := b.tell(word(officer, id, "investigating", "fms-1")); got.status != 200 {
			t.Fatalf("%d %s", got.status, got.body)
		}
	}
	if got := b.tell(word(officer, id, "closed", "fms-1")); got.status != 422 {
		t.Errorf("another update under the same name: %d", got.status)
	}
	if h := b.history(id); states(h) != "received dispatched in_progress" || h[2].Description != "师傅明天上午来。" {
		t.Errorf("history: %+v", h)
	}
	if got := b.tell(word(officer, id, "Closed", "")); got.status != 200 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if r := b.list("service_request_id=" + id)[0]; r.Status != "closed" {
		t.Errorf("%+v", r)
	}
	other := b.fileWith("another"+filingKey, lamp("api_key", kiosk, "description", "another"))
	if got := b.change(other, withdraw, with(proof, ""), "Authorization", "Bearer "+kiosk); got.status != 200 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if got := b.tell(word(officer, other, "closed", "")); got.status != 409 {
		t.Errorf("of one that was taken back: %d %s", got.status, got.body)
	}
}

// TestFiguresForWhoWatches: counted by route, and for this machine or an officer only.
func TestFiguresForWhoWatches(t *testing.T) {
	b := start(t, nil)
	id := b.file(lamp())
	b.get(api+"/requests/"+id+".json", "")
	b.get("/whatever/"+id, "")
	got := b.get("/metrics", "")
	for _, want := range []string{"linli_filings_stored_total 1", `linli_calls_total{method="GET",route="/open311/v2/requests/{file}",status="200"} 1`,
		`linli_calls_total{method="any",route="none",status="404"} 1`, "linli_storing_seconds_count 1", "process_resident_memory_bytes"} {
		if !strings.Contains(got.body, want) {
			t.Errorf("%s is not among\n%s", want, got.body)
		}
	}
	if strings.Contains(got.body, id) {
		t.Error("a request is named")
	}
	if got := b.from("203.0.113.7", "", "/metrics"); got.status != 401 || strings.Contains(got.body, "linli_") {
		t.Errorf("for others: %d", got.status)
	}
}

// holding is a file below a folder that holds a text, "" where none does.
func holding(t *testing.T, dir, text string) (where string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if bytes.Contains(content, []byte(text)) {
			where = path
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return where
}
