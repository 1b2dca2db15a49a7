package server_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"linli/client/georeport"
	"linli/report"
	"linli/server"
)

const (
	proof    = "8000" // of lamp's phone
	withdraw = "/withdraw"
	amend    = "/amend"
	// stranger is a right number that no request has.
	stranger = "102400000009"
)

// change posts a body to a call of linli/v1 about a number.
func (b *backend) change(ref, call, body string, headers ...string) reply {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.url+"/linli/v1/requests/"+ref+call, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept-Language", "en")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return b.do(r)
}

// with is the body of a change.
func with(proof, words string) string {
	body, err := json.Marshal(georeport.Change{Proof: proof, Words: words})
	if err != nil {
		panic(err) // strings can be written
	}
	return string(body)
}

func (b *backend) view(ref string) georeport.View {
	b.t.Helper()
	got := b.get("/linli/v1/requests/"+ref, "en")
	var v georeport.View
	if err := json.Unmarshal([]byte(got.body), &v); got.status != http.StatusOK || err != nil {
		b.t.Fatalf("%d %s, %v", got.status, got.body, err)
	}
	return v
}

func (r reply) code() string {
	var p georeport.Problem
	if err := json.Unmarshal([]byte(r.body), &p); err != nil || r.status < 400 || p.Description == "" || strings.Contains(p.Description, "\n") {
		return ""
	}
	return p.Code
}

func states(updates georeport.Updates) string {
	var all []string
	for _, u := range updates {
		all = append(all, u.Status)
	}
	return strings.Join(all, " ")
}

func TestF12ARequestCanBeTakenBack(t *testing.T) {
	b := start(t, nil)
	id := b.file(lamp())
	b.clock.pass(time.Minute)
	got := b.change(id, withdraw, with(proof, ""))
	if got.status != 200 || b.view(id).Status != "withdrawn" || !b.view(id).ChangeUntil.IsZero() {
		t.Errorf("%d %s", got.status, got.body)
	}
	if r := b.list("status=closed"); len(r) != 1 || r[0].StatusNotes != "You took this request back." || r[0].Updated.Sub(r[0].Requested.Time) != time.Minute {
		t.Errorf("got %+v", r)
	}
	if h := b.history(id); states(h) != "received dispatched withdrawn" || h[2].Description != "You took this request back." {
		t.Errorf("got %+v", h)
	}
	for accept, words := range map[string]string{"zh-Hans": "您把这件事收回了。", "zh-Hant": "您把這件事收回了。"} {
		if body := b.get(api+"/servicerequestupdates.json", accept).body; !strings.Contains(body, words) {
			t.Errorf("%s: %s", accept, body)
		}
	}
	b.clock.pass(time.Hour) // whoever did not hear the answer may ask again
	if got := b.change("1024 5583 7716", withdraw, with(proof, "")); got.status != 200 || got.header.Get("Idempotency-Replayed") != "true" {
		t.Errorf("again: %d %s", got.status, got.body)
	}
	if h := b.history(id); len(h) != 3 {
		t.Errorf("withdrawn twice: %+v", h)
	}
}

func TestF12WordsCanBeAdded(t *testing.T) {
	b := start(t, nil)
	id := b.file(lamp())
	for _, words := range []string{" 还有\x00一盏\r\n在门口 ", "secret words"} {
		if got := b.change(id, amend, with(proof, words)); got.status != 200 || strings.Contains(got.body, "words") {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
	if r := b.list("")[0]; r.Description != "路灯坏了\n还有一盏\n在门口\nsecret words" || r.Status != "open" || r.StatusNotes != "You added to this request." {
		t.Errorf("got %+v", r)
	}
	h := b.history(id)
	if states(h) != "received dispatched dispatched dispatched" || h[2].Description != "You added to this request." || h[3].Description != h[2].Description {
		t.Errorf("got %+v", h)
	}
	for accept, words := range map[string]string{"zh-Hans": "您补充了说明。", "zh-Hant": "您補充了說明。"} {
		if body := b.get(api+"/servicerequestupdates.xml", accept).body; !strings.Contains(body, words) {
			t.Errorf("%s: %s", accept, body)
		}
	}
	// The filing is the same as ever: its answer may have been lost.
	if got := b.post(georeport.JSON, lamp(), ""); got.header.Get("Idempotency-Replayed") != "true" {
		t.Errorf("filed again: %d %s", got.status, got.body)
	}
}

func TestF12TheTimeForChangesEnds(t *testing.T) {
	for _, demo := range []bool{false, true} {
		for after, open := range map[time.Duration]bool{
			0: true, 9*time.Minute + 59*time.Second: true, 10*time.Minute + time.Second: false, 24 * time.Hour: false,
		} {
			for _, call := range []string{withdraw, amend} {
				b := start(t, func(o *server.Options) { o.Demo = demo })
				id := b.file(lamp())
				filed := b.clock.Now()
				b.clock.pass(after)
				v := b.view(id)
				got := b.change(id, call, with(proof, "more"))
				if open && (got.status != 200 || !v.ChangeUntil.Equal(filed.Add(10*time.Minute))) {
					t.Errorf("%v %s: %d %s, view %+v", after, call, got.status, got.body, v)
				}
				if !open && (got.status != http.StatusGone || got.code() != "toolate" || !v.ChangeUntil.IsZero()) {
					t.Errorf("%v %s: %d %s, view %+v", after, call, got.status, got.body, v)
				}
			}
		}
	}
}

func TestWhatIsWrongWithAChangeIsSaid(t *testing.T) {
	b := start(t, nil)
	id := b.file(lamp())
	for name, c := range map[string]struct {
		ref, call, body string
		headers         []string
		status          int
		code            report.Code
	}{
		"wrong proof":               {id, withdraw, with("0000", ""), nil, 403, report.NoProof},
		"wrong proof for words":     {id, amend, with("0000", "x"), nil, 403, report.NoProof},
		"the whole phone":           {id, withdraw, with("13800138000", ""), nil, 403, report.NoProof},
		"no proof":                  {id, withdraw, `{}`, nil, 403, report.NoProof},
		"unknown number":            {stranger, withdraw, with(proof, ""), nil, 403, report.NoProof},
		"no number":                 {"lamp", withdraw, with(proof, ""), nil, 403, report.NoProof},
		"no JSON":                   {id, withdraw, `proof=8000`, nil, 400, report.Refused},
		"something after it":        {id, withdraw, with(proof, "") + "{", nil, 400, report.Refused},
		"nothing":                   {id, withdraw, "", nil, 400, report.Refused},
		"a proof that is no text":   {id, withdraw, `{"proof":8000}`, nil, 400, report.Refused},
		"a form":                    {id, withdraw, with(proof, ""), []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, report.Refused},
		"an endless key":            {id, withdraw, with(proof, ""), []string{"Idempotency-Key", strings.Repeat("k", 256)}, 400, report.Refused},
		"over 64 KiB":               {id, withdraw, with(proof, strings.Repeat("x", 64<<10)), nil, 413, report.Refused},
		"no words":                  {id, amend, with(proof, " \n\x07"), nil, 400, report.Refused},
		"3,901 characters":          {id, amend, with(proof, strings.Repeat("字", 3901)), nil, 400, report.Refused},
		"bad words and wrong proof": {id, amend, with("0000", ""), nil, 400, report.Refused},
	} {
		got := b.change(c.ref, c.call, c.body, c.headers...)
		if got.status != c.status || got.code() != string(c.code) {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
		if strings.Contains(got.body, "8000") {
			t.Errorf("%s: the answer repeats the proof: %s", name, got.body)
		}
	}
	if h := b.history(id); len(h) != 2 {
		t.Errorf("changed all the same: %+v", h)
	}
	if got := b.change(id, amend, with(proof, strings.Repeat("字", 3900))); got.status != 200 {
		t.Errorf("3,900 characters: %d %s", got.status, got.body)
	}
}

func TestADescriptionDoesNotGrowForever(t *testing.T) {
	b := start(t, nil)
	id := b.file(lamp())
	for i, want := range []int{200, 200, 200, 200, 400} {
		if got := b.change(id, amend, with(proof, strconv.Itoa(i)+strings.Repeat("字", 3899))); got.status != want {
			t.Errorf("%d: %d %s", i, got.status, got.body)
		}
	}
	if got := b.change(id, withdraw, with(proof, "")); got.status != 200 {
		t.Errorf("it cannot be withdrawn any more: %d %s", got.status, got.body)
	}
}

func TestWhatHasEndedStaysAsItIs(t *testing.T) {
	b := start(t, func(o *server.Options) { o.Demo = true })
	id := b.file(lamp())
	if got := b.change(id, withdraw, with(proof, "")); got.status != 200 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if got := b.change(id, amend, with(proof, "more")); got.status != http.StatusConflict || got.code() != "refused" {
		t.Errorf("words for a withdrawn one: %d %s", got.status, got.body)
	}
	for range 3 { // the demonstration goes on without it
		b.clock.pass(5 * time.Minute)
		if h := b.history(id); states(h) != "received dispatched withdrawn" {
			t.Errorf("got %+v", h)
		}
	}
}

func TestADemonstrationMovesOnWhatWasAddedTo(t *testing.T) {
	b := start(t, func(o *server.Options) { o.Demo = true })
	id := b.file(lamp())
	b.clock.pass(2 * time.Minute)
	if got := b.change(id, amend, with(proof, "more")); got.status != 200 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	b.clock.pass(2 * time.Minute)
	if h := b.history(id); states(h) != "received dispatched in_progress in_progress answered" {
		t.Errorf("got %+v", h)
	}
}

func TestF12TheSameChangeIsMadeOnce(t *testing.T) {
	b := start(t, nil)
	id := b.file(lamp())
	key := []string{"Idempotency-Key", "key"}
	if got := b.change(id, amend, with("0000", "more"), key...); got.status != 403 {
		t.Errorf("%d %s", got.status, got.body)
	}
	var all sync.WaitGroup
	replies := make([]reply, 8)
	for i := range replies {
		all.Go(func() { replies[i] = b.change(id, amend, with(proof, "more"), key...) })
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
	if r := b.list("")[0]; fresh != 1 || r.Description != "路灯坏了\nmore" || len(b.history(id)) != 3 {
		t.Errorf("%d were new: %+v", fresh, r)
	}
	for name, got := range map[string]reply{
		"other words":  b.change(id, amend, with(proof, "other"), key...),
		"a withdrawal": b.change(id, withdraw, with(proof, ""), key...),
	} {
		if got.status != http.StatusUnprocessableEntity || got.code() != "refused" {
			t.Errorf("%s with the same key: %d %s", name, got.status, got.body)
		}
	}
	two := b.file(lamp("description", "two"))
	if got := b.change(two, amend, with(proof, "other"), key...); got.status != 200 || got.header.Get("Idempotency-Replayed") != "" {
		t.Errorf("the same key for another request: %d %s", got.status, got.body)
	}
	b.clock.pass(time.Hour) // what was done is done: the answer may have been lost
	if got := b.change(id, amend, with(proof, "more"), key...); got.status != 200 || got.header.Get("Idempotency-Replayed") != "true" {
		t.Errorf("an hour later: %d %s", got.status, got.body)
	}
	if got := b.change(id, amend, with("0000", "more"), key...); got.status != 403 {
		t.Errorf("a replay without proof: %d %s", got.status, got.body)
	}
}
