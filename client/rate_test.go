package client_test

import (
	"bytes"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"linli/client"
	"linli/report"
)

var notSolved = report.Rating{Answered: report.Yes, Solved: report.No, Satisfied: 2}

func TestF18AClosedRequestIsRated(t *testing.T) {
	w, cl := closedTown(t)
	if st := w.track(cl); st.State != report.Closed || st.Closing != 1 || !st.Proof {
		t.Fatalf("status %+v", st)
	}
	for range 2 {
		if err := cl.Rate(t.Context(), number, phone, 1, notSolved); err != nil {
			t.Fatal(err)
		}
	}
	if st := w.track(cl); st.State != report.Reopened || st.Closing != 0 || len(st.Updates) != 6 {
		t.Errorf("status %+v", st)
	}
	w.pass(10 * time.Minute)
	if st := w.track(cl); st.State != report.Closed || st.Closing != 2 {
		t.Fatalf("closed once more: %+v", st)
	}
	// The same opinion of the second closing is another rating.
	if err := cl.Rate(t.Context(), number, phone, 2, notSolved); err != nil || w.track(cl).State != report.Reopened {
		t.Errorf("%v, %+v", err, w.track(cl))
	}
}

func TestF18WhyARequestIsNotRated(t *testing.T) {
	w, cl := closedTown(t)
	for name, c := range map[string]struct {
		number  report.Number
		proof   report.Proof
		closing int
		rating  report.Rating
		code    report.Code
	}{
		"wrong proof":     {number, digits("0000"), 1, notSolved, report.NoProof},
		"unknown number":  {nobodys, phone, 1, notSolved, report.NoProof},
		"another closing": {number, phone, 2, notSolved, report.Refused},
		"no closing":      {number, phone, 0, notSolved, report.Refused},
		"nothing said":    {number, phone, 1, report.Rating{}, report.Refused},
		"out of range":    {number, phone, 1, report.Rating{Satisfied: 6}, report.Refused},
	} {
		if err := cl.Rate(t.Context(), c.number, c.proof, c.closing, c.rating); report.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := len(w.calls()); n != 3 {
		t.Errorf("%d calls, want those that could be taken", n)
	}
	if err := cl.Rate(t.Context(), number, phone, 1, notSolved); err != nil {
		t.Fatal(err)
	}
	if err := cl.Rate(t.Context(), number, phone, 1, report.Rating{Solved: report.Yes}); report.CodeOf(err) != report.Refused {
		t.Errorf("another opinion: %v", err)
	}
}

func TestF18ARatingIsTakenOnceWhateverHappens(t *testing.T) {
	for name, c := range map[string]struct {
		plan []fault
		code report.Code // of the first try; the next one succeeds
	}{
		"the line drops before":         {[]fault{drop}, ""},
		"the line drops after":          {[]fault{commitDrop}, ""},
		"it drops twice after":          {[]fault{commitDrop, commitDrop}, report.Unconfirmed},
		"a gateway fails after":         {[]fault{commitThen(502, page)}, report.Unconfirmed},
		"the server surely did nothing": {[]fault{only(503, `{"code":"offline","description":"later"}`)}, report.Offline},
		"too many calls":                {[]fault{only(429, `{"code":"busy","description":"wait"}`)}, report.Busy},
	} {
		t.Run(name, func(t *testing.T) {
			w, cl := closedTown(t)
			w.plans(c.plan...)
			if err := cl.Rate(t.Context(), number, phone, 1, notSolved); report.CodeOf(err) != c.code {
				t.Errorf("%v, want code %q", err, c.code)
			}
			w.plans()
			for _, again := range []*client.Client{cl, w.client()} { // a kiosk that has lost its memory too
				if err := again.Rate(t.Context(), number, phone, 1, notSolved); err != nil {
					t.Errorf("again: %v", err)
				}
			}
			if st := w.track(cl); st.State != report.Reopened || len(st.Updates) != 6 {
				t.Errorf("status %+v", st)
			}
		})
	}
}

// TestF18WithoutLinliNothingIsRated: a city with plain GeoReport is not asked, and offers no rating.
func TestF18WithoutLinliNothingIsRated(t *testing.T) {
	city := newCity(t)
	cl := city.client()
	if _, err := cl.Send(t.Context(), fresh()); err != nil {
		t.Fatal(err)
	}
	if st, err := cl.Track(t.Context(), number, ""); err != nil || st.Closing != 0 || st.Private {
		t.Errorf("%+v, %v", st, err)
	}
	posts := city.called("POST")
	if err := cl.Rate(t.Context(), number, phone, 1, notSolved); report.CodeOf(err) != report.Refused {
		t.Errorf("rate: %v", err)
	}
	if _, err := cl.Told(t.Context(), number, phone, ""); report.CodeOf(err) != report.Refused {
		t.Errorf("told: %v", err)
	}
	if city.called("linli") != 0 || city.called("POST") != posts {
		t.Errorf("called %v", city.calls)
	}
}

func TestD07WhatWasWrittenIsReadWithAProof(t *testing.T) {
	w := newTown(t, "secret-key")
	cl := w.client()
	w.filed(cl)
	if st := w.track(cl); !st.Private {
		t.Errorf("status %+v", st)
	}
	for _, proof := range []report.Proof{phone, {Filing: fresh().Key}} {
		got, err := cl.Told(t.Context(), number, proof, "en")
		if err != nil || got.Description != "楼下的路灯坏了 😀" || got.Place == "" {
			t.Errorf("%+v, %v", got, err)
		}
	}
	wrong, err1 := cl.Told(t.Context(), number, digits("0000"), "en")
	nobody, err2 := cl.Told(t.Context(), nobodys, phone, "en")
	if report.CodeOf(err1) != report.NoProof || err1.Error() != err2.Error() || wrong.Description+nobody.Description != "" {
		t.Errorf("%v and %v", err1, err2)
	}
	for range 9 {
		if _, err := cl.Told(t.Context(), number, digits("0000"), "en"); report.CodeOf(err) != report.NoProof {
			t.Error(err)
		}
	}
	if _, err := cl.Told(t.Context(), number, phone, "en"); report.CodeOf(err) != report.TooOften {
		t.Errorf("after ten wrong ones: %v", err)
	}
}

func TestD07WhatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		code   report.Code
	}{
		"a view without it":     {200, `{"ref":"102455837716"}`, report.Nonsense},
		"about another request": {200, `{"ref":"102400000009","told":{}}`, report.Nonsense},
		"a page":                {200, page, report.Nonsense},
		"an overloaded server":  {503, page, report.Offline},
		"a failing one":         {500, `{"code":"internal","description":"x"}`, report.Offline},
		"too many look-ups":     {429, `{"code":"busy","description":"x"}`, report.Busy},
	} {
		city := newCity(t)
		city.answering("/discovery.json", 200, `{"endpoints":[
			{"specification":"http://wiki.open311.org/GeoReport_v2","type":"test","url":"`+city.URL+`/open311/v2"},
			{"specification":"https://linli.example/linli/v1","type":"test","url":"`+city.URL+`/open311/v2"}]}`).
			answering("/linli/v1/requests/"+string(number), c.status, c.body)
		if _, err := city.client().Told(t.Context(), number, phone, ""); report.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestD07WhatIsReadLeavesNothingInLogsOrErrors(t *testing.T) {
	var log bytes.Buffer
	w := newTown(t, "secret-key")
	cl := connect(t, client.Options{BaseURL: w.URL + "/open311/v2", APIKey: "secret-key",
		Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	w.filed(cl)
	if _, err := cl.Told(t.Context(), number, phone, ""); err != nil {
		t.Fatal(err)
	}
	_, err := cl.Told(t.Context(), number, digits("7351"), "")
	log.WriteString(err.Error())
	for _, words := range []string{"7351", "8000", "路灯", "secret-key", string(number)} {
		if strings.Contains(log.String(), words) {
			t.Errorf("%q is in\n%s", words, &log)
		}
	}
}

// TestD07TooManyLookUpsAreToldApart: a kiosk that has asked too much is told to wait, not that the line is down; what it
// has to send is sent all the same.
func TestD07TooManyLookUpsAreToldApart(t *testing.T) {
	w := newTown(t, "secret-key", "another-key")
	cl := w.client()
	w.filed(cl)
	for i := range 60 {
		if _, err := cl.Track(t.Context(), nobodys, ""); report.CodeOf(err) != report.NotFound {
			t.Fatalf("look-up %d: %v", i, err)
		}
	}
	if _, err := cl.Track(t.Context(), number, ""); report.CodeOf(err) != report.Busy {
		t.Errorf("one too many: %v", err)
	}
	sub := fresh()
	sub.Number, sub.Key = "102406428304", "0192d1c0-0000-7000-8000-0000000000ff"
	sub.Draft.Description = "another"
	if _, err := cl.Send(t.Context(), sub); err != nil {
		t.Errorf("it cannot file any more: %v", err)
	}
	other := connect(t, client.Options{BaseURL: w.URL + "/open311/v2", APIKey: "another-key"})
	if _, err := other.Track(t.Context(), number, ""); err != nil {
		t.Errorf("a kiosk with another key: %v", err)
	}
	w.pass(time.Minute)
	if st := w.track(cl); !slices.Contains([]report.State{report.Received, report.Dispatched}, st.State) {
		t.Errorf("a minute later: %+v", st)
	}
}
