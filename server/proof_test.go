package server_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"time"

	"linli/client/georeport"
	"linli/server"
)

// Anybody can list numbers: the number alone changes nothing, with a phone or without.
func TestD07TheNumberAloneChangesNothing(t *testing.T) {
	for phone, left := range map[string]bool{"": false, "12": false, "+86 138-0013-8000": true} {
		b := start(t, nil)
		id := b.file(lamp("phone", phone))
		if v := b.view(id); v.Proof != left {
			t.Errorf("%q: %+v", phone, v)
		}
		for _, body := range []string{`{}`, with("", ""), with("12", ""), with("0000", ""), `{"filing":""}`, `{"filing":"1"}`} {
			if got := b.change(id, withdraw, body); got.status != 403 || got.code() != "noproof" {
				t.Errorf("%q, %s: %d %s", phone, body, got.status, got.body)
			}
		}
	}
}

// filingKey is a key as kiosks make them.
const filingKey = "0192d1c0-0000-7000-8000-000000000001"

// keyed is the body of a change by whoever filed it.
func keyed(key, words string) string {
	body, err := json.Marshal(georeport.Change{Filing: key, Words: words})
	if err != nil {
		panic(err) // strings can be written
	}
	return string(body)
}

func TestF12WhoeverFiledItMayChangeItWithoutAPhone(t *testing.T) {
	b := start(t, nil)
	id := b.fileWith(filingKey, lamp("phone", ""))
	other := b.fileWith("1", lamp("phone", "", "description", "another"))
	for range 12 { // wrong digits of somebody else do not lock it
		b.change(id, withdraw, with("0000", ""))
	}
	for name, c := range map[string]struct{ ref, key string }{
		"another key":   {id, filingKey[:35] + "2"},
		"a short key":   {other, "1"},
		"of another":    {other, filingKey},
		"of nobody":     {stranger, filingKey},
		"of no request": {"lamp", filingKey},
	} {
		if got := b.change(c.ref, withdraw, keyed(c.key, "")); got.status != 403 || got.code() != "noproof" {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
	if got := b.change(id, amend, keyed(filingKey, "more")); got.status != 200 {
		t.Errorf("%d %s", got.status, got.body)
	}
	b.clock.pass(10*time.Minute + time.Second)
	if got := b.change(id, withdraw, keyed(filingKey, "")); got.status != http.StatusGone || got.code() != "toolate" {
		t.Errorf("after 10:01: %d %s", got.status, got.body)
	}
}

// A number that nobody has and a wrong proof get the same answers, whatever is tried, to the last header.
func TestD07NoNumberIsFoundByTrying(t *testing.T) {
	b := start(t, nil)
	id := b.file(lamp())
	attempts := func(ref string) (all []reply) {
		for i := range 12 {
			for _, call := range []string{withdraw, amend} {
				got := b.change(ref, call, with("000"+strconv.Itoa(i%2), "x"))
				got.header.Del("X-Request-Id")
				got.header.Del("Date")
				all = append(all, got)
			}
		}
		return all
	}
	known, unknown := attempts(id), attempts(stranger)
	for i := range known {
		a, b := known[i], unknown[i]
		if a.status != b.status || a.body != b.body || len(a.header) != len(b.header) {
			t.Errorf("try %d: %d %v %s and %d %v %s", i, a.status, a.header, a.body, b.status, b.header, b.body)
		}
		for name := range a.header {
			if a.header.Get(name) != b.header.Get(name) {
				t.Errorf("try %d: %s is %q and %q", i, name, a.header.Get(name), b.header.Get(name))
			}
		}
	}
}

func TestD07ProofsCannotBeTriedForLong(t *testing.T) {
	dir := t.TempDir()
	b := start(t, func(o *server.Options) { o.DataDir = dir })
	id := b.file(lamp())
	other := b.file(lamp("description", "another"))
	for i := range 10 {
		if got := b.change(id, withdraw, with("000"+strconv.Itoa(i), "")); got.status != 403 {
			t.Errorf("try %d: %d %s", i, got.status, got.body)
		}
		b.clock.pass(time.Second)
	}
	got := b.change(id, withdraw, with(proof, ""))
	if got.status != http.StatusTooManyRequests || got.header.Get("Retry-After") != "3590" || got.code() != "toooften" {
		t.Errorf("the right one after ten wrong ones: %d %v %s", got.status, got.header, got.body)
	}
	again := start(t, func(o *server.Options) { o.DataDir = dir }) // a restart does not forget
	again.clock.pass(10 * time.Second)
	if got := again.change(id, withdraw, with(proof, "")); got.status != http.StatusTooManyRequests {
		t.Errorf("after a restart: %d %s", got.status, got.body)
	}
	if got := b.change(other, withdraw, with(proof, "")); got.status != 200 {
		t.Errorf("another number: %d %s", got.status, got.body)
	}
	b.clock.pass(3590 * time.Second)
	if got := b.change(id, withdraw, with(proof, "")); got.code() != "toolate" {
		t.Errorf("an hour later: %d %s", got.status, got.body)
	}
}

func TestD07ProofsTriedAtOnceAreCounted(t *testing.T) {
	b := start(t, nil)
	id := b.file(lamp())
	var all sync.WaitGroup
	var mu sync.Mutex
	count := map[int]int{}
	for i := range 30 {
		all.Go(func() {
			got := b.change(id, withdraw, with("00"+strconv.Itoa(10+i), ""))
			mu.Lock()
			defer mu.Unlock()
			count[got.status]++
		})
	}
	all.Wait()
	if count[403] != 10 || count[429] != 20 {
		t.Errorf("got %v", count)
	}
}
