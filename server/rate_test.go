package server_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"linli/client/georeport"
	"linli/server"
)

const rating = "/rating"

// rated is the body of a rating.
func rated(proof string, closing int, answered, solved string, satisfied int) string {
	body, err := json.Marshal(georeport.Rating{Proof: proof, Closing: closing, Answered: answered, Solved: solved, Satisfied: satisfied})
	if err != nil {
		panic(err) // it can be written
	}
	return string(body)
}

// closed is a request of a demonstration that has just been closed.
func closed(t *testing.T, form url.Values) (*backend, string) {
	t.Helper()
	b := start(t, func(o *server.Options) { o.Demo = true })
	id := b.fileWith(filingKey, form)
	b.clock.pass(10*time.Minute + time.Second)
	return b, id
}

func TestF18AClosedRequestCanBeRated(t *testing.T) {
	b, id := closed(t, lamp())
	if v := b.view(id); v.Status != "closed" || v.Closing != 1 {
		t.Fatalf("got %+v", v)
	}
	got := b.change(id, rating, rated(proof, 1, "yes", "yes", 5))
	if v := b.view(id); got.status != 200 || v.Status != "closed" || v.Closing != 0 {
		t.Errorf("%d %s, now %+v", got.status, got.body, v)
	}
	h := b.history(id)
	if last := h[len(h)-1]; last.Status != "closed" || last.Description != "You told us how it went. Thank you." {
		t.Errorf("got %+v", last)
	}
	if text := b.get(api+"/requests/"+id+".json", "").body + b.get("/linli/v1/requests/"+id, "").body; strings.Contains(text, "solved") || strings.Contains(text, "satisfied") {
		t.Errorf("everybody reads what was said: %s", text)
	}
}

// TestF18NotSolvedOpensItAgain: it is open, due anew, and can be rated once more when it has been closed once more.
func TestF18NotSolvedOpensItAgain(t *testing.T) {
	b, id := closed(t, lamp())
	if got := b.change(id, rating, rated(proof, 1, "no", "no", 1)); got.status != 200 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	opened := b.clock.Now()
	if v := b.view(id); v.Status != "reopened" || v.Closing != 0 || !v.ChangeUntil.IsZero() || !v.Due.Equal(opened.Add(7*24*time.Hour)) {
		t.Errorf("got %+v", v)
	}
	if r := b.list("service_request_id=" + id)[0]; r.Status != "open" || r.StatusNotes != "It was not solved, so we have opened it again." {
		t.Errorf("got %+v", r)
	}
	if got := b.change(id, rating, rated(proof, 1, "no", "no", 1)); got.status != 200 || got.header.Get("Idempotency-Replayed") != "true" {
		t.Errorf("pressed twice: %d %s", got.status, got.body)
	}
	b.clock.pass(59 * time.Second)
	if v := b.view(id); v.Status != "reopened" {
		t.Errorf("a minute later: %+v", v)
	}
	b.clock.pass(10 * time.Minute)
	if h := b.history(id); states(h) != "received dispatched in_progress answered closed reopened in_progress answered closed" {
		t.Errorf("got %s", states(h))
	}
	if h := b.history(id); !strings.Contains(string(h[1].Description), "February 7, 09:30") {
		t.Errorf("what was promised at first reads %q now", h[1].Description)
	}
	if v := b.view(id); v.Closing != 2 {
		t.Errorf("closed twice: %+v", v)
	}
	if got := b.change(id, rating, rated(proof, 2, "no", "no", 1)); got.status != 200 || b.view(id).Status != "reopened" {
		t.Errorf("not solved again: %d %s", got.status, got.body)
	}
}

// TestF18ARatingIsGivenOnce: pressed twice, at once, with a key and without, it is one rating; another one is refused.
func TestF18ARatingIsGivenOnce(t *testing.T) {
	b, id := closed(t, lamp())
	var all sync.WaitGroup
	replies := make([]reply, 8)
	for i := range replies {
		all.Go(func() {
			replies[i] = b.change(id, rating, rated(proof, 1, "yes", "partly", 3), "Idempotency-Key", "key")
		})
	}
	all.Wait()
	fresh := 0
	for _, r := range replies {
		if r.status != 200 || r.body != replies[0].body {
			t.Errorf("%d %s", r.status, r.body)
		}
		if r.header.Get("Idempotency-Replayed") == "" {
			fresh++
		}
	}
	if h := b.history(id); fresh != 1 || states(h) != "received dispatched in_progress answered closed closed" {
		t.Errorf("%d were new: %s", fresh, states(h))
	}
	for name, c := range map[string]struct {
		got    reply
		status int
	}{
		"the same without a key":    {b.change(id, rating, rated(proof, 1, "yes", "partly", 3)), 200},
		"another":                   {b.change(id, rating, rated(proof, 1, "yes", "no", 1)), 409},
		"another with the same key": {b.change(id, rating, rated(proof, 1, "yes", "no", 1), "Idempotency-Key", "key"), 422},
		"the same without proof":    {b.change(id, rating, rated("0000", 1, "yes", "partly", 3)), 403},
	} {
		if c.got.status != c.status || c.status == 409 && c.got.code() != "refused" {
			t.Errorf("%s: %d %s", name, c.got.status, c.got.body)
		}
	}
	if v := b.view(id); v.Status != "closed" {
		t.Errorf("got %+v", v)
	}
}

// TestF18WhoMayRate: as with a change, whoever knows the phone that was left, or the key of the filing.
func TestF18WhoMayRate(t *testing.T) {
	b, id := closed(t, lamp("phone", ""))
	if v := b.view(id); v.Proof || v.Closing != 1 {
		t.Errorf("got %+v", v)
	}
	for _, body := range []string{rated("", 1, "yes", "yes", 5), rated(proof, 1, "yes", "yes", 5), `{"closing":1,"solved":"no","filing":"1"}`} {
		if got := b.change(id, rating, body); got.status != 403 || got.code() != "noproof" {
			t.Errorf("%s: %d %s", body, got.status, got.body)
		}
	}
	if got := b.change(id, rating, `{"closing":1,"solved":"no","filing":"`+filingKey+`"}`); got.status != 200 || b.view(id).Status != "reopened" {
		t.Errorf("whoever filed it: %d %s", got.status, got.body)
	}
	if got := b.change(stranger, rating, rated(proof, 1, "yes", "yes", 5)); got.status != 403 || got.code() != "noproof" {
		t.Errorf("nobody's number: %d %s", got.status, got.body)
	}
}

func TestF18WhatCannotBeRated(t *testing.T) {
	b, id := closed(t, lamp())
	open, back := b.file(lamp("description", "open")), b.file(lamp("description", "back"))
	if got := b.change(back, withdraw, with(proof, "")); got.status != 200 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	for name, c := range map[string]struct {
		ref, body string
		status    int
	}{
		"open":              {open, rated(proof, 1, "yes", "yes", 5), http.StatusConflict},
		"taken back":        {back, rated(proof, 1, "yes", "yes", 5), http.StatusConflict},
		"another closing":   {id, rated(proof, 2, "yes", "yes", 5), http.StatusConflict},
		"no closing":        {id, rated(proof, 0, "yes", "yes", 5), http.StatusBadRequest},
		"nothing said":      {id, rated(proof, 1, "", "", 0), http.StatusBadRequest},
		"six of five":       {id, rated(proof, 1, "", "", 6), http.StatusBadRequest},
		"less than nothing": {id, rated(proof, 1, "", "", -1), http.StatusBadRequest},
		"half answered":     {id, rated(proof, 1, "partly", "", 0), http.StatusBadRequest},
		"another word":      {id, rated(proof, 1, "", "maybe", 0), http.StatusBadRequest},
		"no number":         {id, `{"proof":"8000","closing":1,"satisfied":"5"}`, http.StatusBadRequest},
	} {
		if got := b.change(c.ref, rating, c.body); got.status != c.status || got.code() != "refused" {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
	if v := b.view(back); v.Closing != 0 {
		t.Errorf("taken back and to be rated: %+v", v)
	}
	if got := b.change(id, rating, rated(proof, 1, "", "", 2)); got.status != 200 {
		t.Errorf("one answer of three: %d %s", got.status, got.body)
	}
}

// TestF18ADemonstrationHasOneToRate: the sample that is closed can be rated by whoever reads the README.
func TestF18ADemonstrationHasOneToRate(t *testing.T) {
	const sample = "000011111114"
	b := start(t, func(o *server.Options) { o.Demo = true })
	if v := b.view(sample); v.Closing != 1 || !v.Proof {
		t.Fatalf("got %+v", v)
	}
	if got := b.change(sample, rating, rated("8000", 1, "yes", "no", 2)); got.status != 200 || b.view(sample).Status != "reopened" {
		t.Errorf("%d %s", got.status, got.body)
	}
}
