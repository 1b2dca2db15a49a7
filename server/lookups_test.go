package server_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"linli/server"
)

// from asks for a path as a kiosk with a key behind a proxy on this machine.
func (b *backend) from(address, key, path string) reply {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.url+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("X-Forwarded-For", address)
	if key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	return b.do(r)
}

// TestD07SixtyLookUpsAMinute: whatever is asked for, the sixty-first call has to wait as long as it is told; then it goes on.
func TestD07SixtyLookUpsAMinute(t *testing.T) {
	for _, path := range []string{api + "/requests/%.json", api + "/requests/%.xml", api + "/tokens/%.json", "/linli/v1/requests/%"} {
		b := start(t, nil)
		id := b.file(lamp())
		found, missed := strings.ReplaceAll(path, "%", id), strings.ReplaceAll(path, "%", stranger)
		for i := range 60 {
			if got := b.get(missed, ""); got.status != 404 {
				t.Fatalf("%s, call %d: %d %s", path, i, got.status, got.body)
			}
			b.clock.pass(500 * time.Millisecond)
		}
		got := b.get(found, "")
		if got.status != 429 || got.header.Get("Retry-After") != "30" || !strings.Contains(got.body, "wait") {
			t.Errorf("%s: the sixty-first: %d %v %s", path, got.status, got.header, got.body)
		}
		if strings.Contains(path, "linli") && got.code() != "busy" {
			t.Errorf("%s: %s", path, got.body)
		}
		if got := b.get(api+"/services.json", ""); got.status != 200 {
			t.Errorf("what is no look-up: %d", got.status)
		}
		b.clock.pass(29 * time.Second)
		if got := b.get(found, ""); got.status != 429 || got.header.Get("Retry-After") != "1" {
			t.Errorf("%s: too soon: %d %v", path, got.status, got.header)
		}
		b.clock.pass(time.Second)
		if got := b.get(found, ""); got.status != 200 {
			t.Errorf("%s: after the wait: %d %s", path, got.status, got.body)
		}
		if got := b.get(found, ""); got.status != 429 { // the others are half a second younger
			t.Errorf("%s: one place was free, not two: %d", path, got.status)
		}
	}
}

// TestD07EachKioskHasItsOwnSixty: kiosks are told apart by key and place; a key that is not ours makes no new kiosk.
func TestD07EachKioskHasItsOwnSixty(t *testing.T) {
	b := start(t, func(o *server.Options) { o.APIKeys = []string{"one", "two"} })
	id := b.file(lamp("api_key", "one"))
	path := api + "/requests/" + id + ".json"
	for range 60 {
		b.from("192.0.2.1", "", path)
		b.from("192.0.2.9", "one", path)
		b.from("2001:db8::1", "", path)
	}
	for name, c := range map[string]struct {
		address, key string
		want         int
	}{
		"the same":                         {"192.0.2.1", "", 429},
		"the same with a made-up key":      {"192.0.2.1", "guessed", 429},
		"the same with a proxy of its own": {"10.0.0.1, 192.0.2.1", "", 429},
		"another in the same household":    {"2001:db8::2", "", 429},
		"another address":                  {"192.0.2.2", "", 200},
		"another key":                      {"192.0.2.9", "two", 200},
		"the same key":                     {"192.0.2.9", "one", 429},
		"the same key elsewhere":           {"192.0.2.10", "one", 200},
	} {
		if got := b.from(c.address, c.key, path); got.status != c.want {
			t.Errorf("%s: %d", name, got.status)
		}
	}
	if got := b.from("192.0.2.9", "one", "/linli/v1/requests/"+id); got.status != 200 {
		t.Errorf("the view is counted with GeoReport: %d %s", got.status, got.body)
	}
}

// TestD07ProofsOfManyNumbersAreLookUps: digits cannot be tried on one number after the other either.
func TestD07ProofsOfManyNumbersAreLookUps(t *testing.T) {
	b := start(t, nil)
	for range 30 {
		b.change(stranger, withdraw, with("0000", ""))
		b.private(stranger, "0000")
	}
	for _, call := range []string{withdraw, amend, rating} {
		got := b.change(b.file(lamp("description", call)), call, rated(proof, 1, "yes", "yes", 5))
		if got.status != 429 || got.code() != "busy" || got.header.Get("Retry-After") != "60" {
			t.Errorf("%s: %d %v %s", call, got.status, got.header, got.body)
		}
	}
}
