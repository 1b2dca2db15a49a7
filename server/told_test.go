package server_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"linli/client/georeport"
	"linli/server"
)

// private asks for a view with the last digits of a phone.
func (b *backend) private(ref, digits string) reply {
	b.t.Helper()
	return b.viewWith(ref, georeport.ContactProof, digits)
}

// viewWith asks for a view with a header.
func (b *backend) viewWith(ref, header, value string) reply {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.url+"/linli/v1/requests/"+ref, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Accept-Language", "en")
	r.Header.Set(header, value)
	return b.do(r)
}

func told(t *testing.T, r reply) georeport.Told {
	t.Helper()
	var v georeport.View
	if err := json.Unmarshal([]byte(r.body), &v); err != nil || r.status != 200 || v.Told == nil {
		t.Fatalf("%d %s, %v", r.status, r.body, err)
	}
	return *v.Told
}

// TestD07WhatWasWrittenNeedsAProof: the description and the place are for whoever filed it; the phone is for nobody.
func TestD07WhatWasWrittenNeedsAProof(t *testing.T) {
	b := start(t, nil)
	id := b.fileWith(filingKey, lamp())
	if v := b.view(id); v.Told != nil || !v.Private {
		t.Errorf("without a proof: %+v", v)
	}
	for name, got := range map[string]reply{"the phone": b.private(id, proof), "the key": b.viewWith(id, georeport.FilingProof, filingKey)} {
		if w := told(t, got); w.Description != "路灯坏了" || w.Place != "和平里1号" {
			t.Errorf("%s: %+v", name, w)
		}
		for _, personal := range []string{"13800138000", "8000", "Secretname", "secret@mail.example"} {
			if strings.Contains(got.body, personal) {
				t.Errorf("%s: %s is in %s", name, personal, got.body)
			}
		}
		if cache := got.header.Get("Cache-Control"); cache != "no-store" {
			t.Errorf("%s: may be kept: %q", name, cache)
		}
	}
	if got := b.change(id, amend, with(proof, "还有一盏")); got.status != 200 || told(t, b.private(id, proof)).Description != "路灯坏了\n还有一盏" {
		t.Errorf("what was added is not there: %d", got.status)
	}
}

// TestD07AnswersAreInWords: the questions of the service with the names of what was chosen.
func TestD07AnswersAreInWords(t *testing.T) {
	b := start(t, nil)
	form := lamp("service_code", "heating-cold", "attribute[since]", "2026-01-30T08:00:00+08:00", "attribute[degrees]", "14")
	form["attribute[rooms][]"] = []string{"kitchen", "bedroom"}
	var got []string
	for _, a := range told(t, b.private(b.file(form), proof)).Answers {
		got = append(got, a.Question+" "+strings.Join(a.Words, ", "))
	}
	want := []string{"Which rooms are cold? Kitchen, Bedroom", "Since when? January 30, 08:00", "How warm is it? 14"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// TestD07AWrongNumberAnswersAsAWrongProof: to the last header, whatever is tried, and both are locked after ten, which
// is to say that the same was written for both.
func TestD07AWrongNumberAnswersAsAWrongProof(t *testing.T) {
	b := start(t, nil)
	id, without := b.file(lamp()), b.file(lamp("phone", "", "description", "no phone"))
	tries := func(ref string) (all []reply) {
		for i := range 12 {
			got := b.private(ref, "000"+strconv.Itoa(i%2))
			got.header.Del("X-Request-Id")
			got.header.Del("Date")
			all = append(all, got)
		}
		return all
	}
	known := tries(id)
	for name, others := range map[string][]reply{"nobody's number": tries(stranger), "a request without a phone": tries(without)} {
		for i, o := range others {
			k := known[i]
			want := map[bool]int{true: 403, false: 429}[i < 10]
			if k.status != want || k.status != o.status || k.body != o.body || len(k.header) != len(o.header) {
				t.Errorf("%s, try %d: %d %s and %d %s", name, i, k.status, k.body, o.status, o.body)
			}
			for header := range k.header {
				if k.header.Get(header) != o.header.Get(header) {
					t.Errorf("%s, try %d: %s is %q and %q", name, i, header, k.header.Get(header), o.header.Get(header))
				}
			}
		}
	}
}

// TestD07TenWrongProofsAnHour: whichever call they come with, they are counted together; an hour later they are forgotten.
func TestD07TenWrongProofsAnHour(t *testing.T) {
	b := start(t, nil)
	id := b.fileWith(filingKey, lamp())
	for range 5 {
		b.private(id, "0000")
		b.change(id, withdraw, with("0000", ""))
	}
	got := b.private(id, proof)
	if got.status != 429 || got.code() != "toooften" || got.header.Get("Retry-After") != "3600" {
		t.Errorf("the right one after ten: %d %v %s", got.status, got.header, got.body)
	}
	if got := b.viewWith(id, georeport.FilingProof, filingKey); got.status != 200 {
		t.Errorf("whoever filed it: %d %s", got.status, got.body)
	}
	if got := b.get("/linli/v1/requests/"+id, ""); got.status != 200 {
		t.Errorf("what everybody may see: %d %s", got.status, got.body)
	}
	b.clock.pass(time.Hour)
	if got := b.private(id, proof); got.status != 200 {
		t.Errorf("an hour later: %d %s", got.status, got.body)
	}
}

func TestD07ThePrivateViewLeavesNothingInTheLog(t *testing.T) {
	var log lockedBuffer
	b := start(t, func(o *server.Options) {
		o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	id := b.file(lamp())
	b.private(id, proof)
	b.private(id, "7351")
	for line := range strings.Lines(log.String()) {
		line, _, _ = strings.Cut(line, " took=") // then come a duration and a random id
		_, line, _ = strings.Cut(line, " level=")
		for _, secret := range []string{id, proof, "7351", "路灯", "和平里"} {
			if strings.Contains(line, secret) {
				t.Errorf("%s is in the log: %s", secret, line)
			}
		}
	}
}
