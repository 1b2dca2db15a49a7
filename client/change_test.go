package client_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"linli/client"
	"linli/report"
)

const (
	proof   = "8000" // of fresh's phone
	nobodys = report.Number("102400000009")
)

// phone proves with fresh's phone.
var phone = digits(proof)

// digits are the last four of a phone.
func digits(d string) report.Proof { return report.Proof{Digits: d} }

func TestF12UntilWhenAndWithWhatARequestMayBeChanged(t *testing.T) {
	w := newTown(t, "secret-key")
	cl := w.client()
	until := w.now.Add(10 * time.Minute).Truncate(time.Microsecond)
	if r := w.filed(cl); !r.ChangeUntil.Equal(until) {
		t.Errorf("receipt %+v, want until %v", r, until)
	}
	if st := w.track(cl); !st.ChangeUntil.Equal(until) || !st.Proof || st.ChangeOver {
		t.Errorf("status %+v", st)
	}
	// Another client finds the request in place of sending it again, and says the same.
	if r := w.filed(w.client()); !r.ChangeUntil.Equal(until) {
		t.Errorf("receipt of a second client %+v", r)
	}
	w.pass(10*time.Minute + time.Second)
	if st := w.track(cl); !st.ChangeUntil.IsZero() || !st.Proof || !st.ChangeOver {
		t.Errorf("later: %+v", st)
	}
}

func TestF12ARequestCanBeAddedToAndTakenBack(t *testing.T) {
	w := newTown(t, "secret-key")
	cl := w.client()
	w.filed(cl)
	w.pass(9*time.Minute + 59*time.Second)
	if err := cl.Amend(t.Context(), number, phone, " 还有\x00一盏\r\n在门口 "); err != nil {
		t.Fatal(err)
	}
	if got := w.description(); got != "楼下的路灯坏了 😀\n还有一盏\n在门口" {
		t.Errorf("description %q", got)
	}
	if st := w.track(cl); st.State != report.Dispatched || len(st.Updates) != 3 || st.Updates[2].Text != "You added to this request." {
		t.Errorf("status %+v", st)
	}
	for range 2 {
		if err := cl.Withdraw(t.Context(), number, phone); err != nil {
			t.Fatal(err)
		}
	}
	if st := w.track(cl); st.State != report.Withdrawn || len(st.Updates) != 4 || !st.ChangeUntil.IsZero() {
		t.Errorf("status %+v", st)
	}
}

func TestF12WhoeverFiledItNeedsNoPhone(t *testing.T) {
	w := newTown(t)
	cl := w.client()
	sub := fresh()
	sub.Draft.Contact = report.Contact{Channel: report.NoReply}
	if _, err := cl.Send(t.Context(), sub); err != nil {
		t.Fatal(err)
	}
	if st := w.track(cl); st.Proof || st.ChangeUntil.IsZero() {
		t.Errorf("status %+v", st)
	}
	for _, wrong := range []report.Proof{{}, phone, {Filing: "0192d1c0-0000-7000-8000-000000000002"}} {
		if err := cl.Withdraw(t.Context(), number, wrong); report.CodeOf(err) != report.NoProof {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
	mine := report.Proof{Filing: sub.Key}
	if err := cl.Amend(t.Context(), number, mine, "还有一盏"); err != nil {
		t.Error(err)
	}
	if err := w.client().Withdraw(t.Context(), number, mine); err != nil {
		t.Error(err)
	}
	if st := w.track(cl); st.State != report.Withdrawn || st.ChangeOver {
		t.Errorf("status %+v", st)
	}
}

func TestF12WhyARequestIsNotChanged(t *testing.T) {
	for name, c := range map[string]struct {
		number    report.Number
		proof     string
		words     string
		prepare   func(*town, *client.Client)
		withdrawn report.Code // what Withdraw says
		amended   report.Code
	}{
		"wrong proof":    {number, "0000", "x", nil, report.NoProof, report.NoProof},
		"unknown number": {nobodys, proof, "x", nil, report.NoProof, report.NoProof},
		"after 10:01": {number, proof, "x", func(w *town, _ *client.Client) { w.pass(10*time.Minute + time.Second) },
			report.TooLate, report.TooLate},
		"wrong proof after 10:01": {number, "0000", "x", func(w *town, _ *client.Client) { w.pass(10*time.Minute + time.Second) },
			report.NoProof, report.NoProof},
		"withdrawn": {number, proof, "x", func(w *town, cl *client.Client) {
			if err := cl.Withdraw(w.t.Context(), number, phone); err != nil {
				w.t.Fatal(err)
			}
		}, "", report.Refused},
		"after ten wrong proofs": {number, proof, "x", func(w *town, cl *client.Client) {
			for range 10 {
				if err := cl.Withdraw(w.t.Context(), number, digits("0000")); report.CodeOf(err) != report.NoProof {
					w.t.Error(err)
				}
			}
		}, report.TooOften, report.TooOften},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTown(t)
			cl := w.client()
			w.filed(cl)
			if c.prepare != nil {
				c.prepare(w, cl)
			}
			if err := cl.Amend(t.Context(), c.number, digits(c.proof), c.words); report.CodeOf(err) != c.amended {
				t.Errorf("amend: %v", err)
			}
			if err := cl.Withdraw(t.Context(), c.number, digits(c.proof)); report.CodeOf(err) != c.withdrawn {
				t.Errorf("withdraw: %v", err)
			}
			if got := w.description(); got != "楼下的路灯坏了 😀" {
				t.Errorf("description %q", got)
			}
		})
	}
	w := newTown(t, "another-key")
	if err := w.client().Withdraw(t.Context(), number, phone); report.CodeOf(err) != report.Refused {
		t.Errorf("wrong key: %v", err)
	}
}

func TestWordsThatCannotBeSentAreNotSent(t *testing.T) {
	w := newTown(t)
	cl := w.client()
	w.filed(cl)
	for _, words := range []string{"", " \n\x00", strings.Repeat("字", 3901)} {
		if err := cl.Amend(t.Context(), number, phone, words); report.CodeOf(err) != report.Refused {
			t.Errorf("%.10q: %v", words, err)
		}
	}
	if len(w.calls()) != 0 {
		t.Errorf("%d calls", len(w.calls()))
	}
	if err := cl.Amend(t.Context(), number, phone, strings.Repeat("字", 3900)); err != nil {
		t.Errorf("as long as can be: %v", err)
	}
}

func TestF12AChangeIsMadeOnceWhateverHappens(t *testing.T) {
	offline := `{"code":"offline","description":"later"}`
	for name, c := range map[string]struct {
		plan []fault
		code report.Code // of the first try; the next one succeeds
	}{
		"the line drops before":          {[]fault{drop}, ""},
		"the line drops after":           {[]fault{commitDrop}, ""},
		"it drops twice before":          {[]fault{drop, drop}, report.Unconfirmed},
		"it drops twice after":           {[]fault{commitDrop, commitDrop}, report.Unconfirmed},
		"it drops, and is overloaded":    {[]fault{commitDrop, only(503, offline)}, report.Unconfirmed},
		"the answer is cut off":          {[]fault{commitTruncated, commitTruncated}, report.Unconfirmed},
		"a gateway fails after":          {[]fault{commitThen(502, page)}, report.Unconfirmed},
		"a gateway says 503 after":       {[]fault{commitThen(503, page)}, report.Unconfirmed},
		"the server fails after":         {[]fault{commitThen(500, `{"code":"internal","description":"x"}`)}, report.Unconfirmed},
		"the server surely did nothing":  {[]fault{only(503, offline)}, report.Offline},
		"too many calls":                 {[]fault{only(429, "")}, report.Offline},
		"the answer is a page":           {[]fault{commitThen(200, page), only(200, page)}, report.Unconfirmed},
		"it is about another request":    {[]fault{only(200, `{"ref":"102400000009"}`), only(200, `{"ref":"102400000009"}`)}, report.Unconfirmed},
		"a redirect after, as pages do":  {[]fault{commitThen(303, "")}, report.Unconfirmed},
		"a page says 404":                {[]fault{only(404, page)}, report.Unconfirmed},
		"a page says 403":                {[]fault{only(403, page)}, report.Unconfirmed},
		"a code that makes no sense now": {[]fault{only(500, `{"code":"full","description":"x"}`)}, report.Unconfirmed},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTown(t)
			cl := w.client()
			w.filed(cl)
			w.plans(c.plan...)
			if err := cl.Amend(t.Context(), number, phone, "还有一盏"); report.CodeOf(err) != c.code {
				t.Errorf("amend: %v, want code %q", err, c.code)
			}
			w.plans()
			for _, again := range []*client.Client{cl, w.client()} { // a kiosk that has lost its memory too
				if err := again.Amend(t.Context(), number, phone, "还有一盏"); err != nil {
					t.Errorf("amend again: %v", err)
				}
			}
			if got := w.description(); got != "楼下的路灯坏了 😀\n还有一盏" {
				t.Errorf("description %q", got)
			}
			w.plans(c.plan...)
			if err := cl.Withdraw(t.Context(), number, phone); report.CodeOf(err) != c.code {
				t.Errorf("withdraw: %v, want code %q", err, c.code)
			}
			w.plans()
			if err := cl.Withdraw(t.Context(), number, phone); err != nil {
				t.Errorf("withdraw again: %v", err)
			}
			if st := w.track(cl); st.State != report.Withdrawn || len(st.Updates) != 4 {
				t.Errorf("status %+v", st)
			}
		})
	}
}

func TestASlowChangeIsNotSentAgainAtOnce(t *testing.T) {
	w := newTown(t)
	w.filed(w.client()) // which takes its time: filing is not what is tested
	cl := connect(t, client.Options{BaseURL: w.URL + "/open311/v2", Timeout: 300 * time.Millisecond})
	w.plans(commitHang)
	if err := cl.Withdraw(t.Context(), number, phone); report.CodeOf(err) != report.Unconfirmed || len(w.calls()) != 1 {
		t.Errorf("%v after %d calls", err, len(w.calls()))
	}
}

// The key tells one change from another and carries no proof, which could be found again from it.
func TestTheKeyOfAChangeIsMadeOfTheChange(t *testing.T) {
	w := newTown(t, "secret-key")
	cl := w.client()
	w.filed(cl)
	for _, do := range []func() error{
		func() error { return cl.Amend(t.Context(), number, digits("0000"), "one") },
		func() error { return cl.Amend(t.Context(), number, phone, "one") },
		func() error { return cl.Amend(t.Context(), number, phone, "two") },
		func() error { return cl.Withdraw(t.Context(), number, phone) },
		func() error { return cl.Withdraw(t.Context(), nobodys, phone) },
	} {
		if err := do(); err != nil && report.CodeOf(err) != report.NoProof {
			t.Fatal(err)
		}
	}
	keys := map[string]bool{}
	for i, h := range w.calls() {
		keys[h.Get("Idempotency-Key")] = true
		if want := max(1, i); len(keys) != want || h.Get("Authorization") != "Bearer secret-key" {
			t.Errorf("call %d: %d keys, want %d; %v", i, len(keys), want, h)
		}
	}
	if w.description() != "楼下的路灯坏了 😀\none\ntwo" {
		t.Errorf("description %q", w.description())
	}
}

func TestF12WithoutLinliNothingIsAsked(t *testing.T) {
	v2 := `{"specification":"http://wiki.open311.org/GeoReport_v2","type":"production","url":"%/open311/v2","formats":["application/json"]}`
	for name, discovery := range map[string]string{
		"no discovery":         "",
		"GeoReport only":       v2,
		"at another address":   v2 + `,{"specification":"https://linli.example/linli/v1","type":"production","url":"https://elsewhere.example/open311/v2"}`,
		"for tests only":       v2 + `,{"specification":"https://linli.example/linli/v1","type":"test","url":"%/open311/v2"}`,
		"something like Linli": v2 + `,{"specification":"https://linli.example/linli/v2","type":"production","url":"%/open311/v2"}`,
	} {
		t.Run(name, func(t *testing.T) {
			city := newCity(t)
			if discovery != "" {
				city.answering("/discovery.json", 200, `{"endpoints":[`+strings.ReplaceAll(discovery, "%", city.URL)+`]}`)
			}
			city.special["/open311/v2/requests.json"] = func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodPost {
					city.post(w, r)
				} else {
					city.list(w)
				}
			}
			cl := city.client()
			if r, err := cl.Send(t.Context(), fresh()); err != nil || !r.ChangeUntil.IsZero() {
				t.Errorf("%+v, %v", r, err)
			}
			if st, err := cl.Track(t.Context(), number, ""); err != nil || !st.ChangeUntil.IsZero() || st.Proof {
				t.Errorf("%+v, %v", st, err)
			}
			posts := city.called("POST")
			if err := cl.Withdraw(t.Context(), number, phone); report.CodeOf(err) != report.Refused {
				t.Errorf("withdraw: %v", err)
			}
			if err := cl.Amend(t.Context(), number, phone, "x"); report.CodeOf(err) != report.Refused {
				t.Errorf("amend: %v", err)
			}
			if city.called("linli") != 0 || city.called("POST") != posts {
				t.Errorf("called %v", city.calls)
			}
		})
	}
}

func TestWhereTheCityCannotBeAskedNothingIsRefused(t *testing.T) {
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	portal := newCity(t).answering("/discovery.json", 200, page).answering("/discovery.xml", 200, page)
	for name, address := range map[string]string{"nobody listens": closed.URL, "a log-in page": portal.URL} {
		cl := connect(t, client.Options{BaseURL: address})
		if err := cl.Withdraw(t.Context(), number, phone); report.CodeOf(err) != report.Offline {
			t.Errorf("%s: withdraw: %v", name, err)
		}
		if err := cl.Amend(t.Context(), number, phone, "x"); report.CodeOf(err) != report.Offline {
			t.Errorf("%s: amend: %v", name, err)
		}
	}
}

func TestLinliIsFoundBelowAFolder(t *testing.T) {
	city := newCity(t)
	at := city.URL + "/a/b/open311/v2"
	city.answering("/discovery.json", 200, `{"endpoints":[
		{"specification":"http://wiki.open311.org/GeoReport_v2","type":"test","url":"`+at+`"},
		{"specification":"https://Linli.example/linli/v1/","type":"test","url":"`+at+`/"}]}`).
		answering("/a/b/linli/v1/requests/"+string(number)+"/withdraw", 200, `{"ref":"`+string(number)+`"}`)
	if err := city.client().Withdraw(t.Context(), number, phone); err != nil {
		t.Errorf("%v, called %v", err, city.calls)
	}
}

func TestD07ChangesLeaveNothingInLogsOrErrors(t *testing.T) {
	var log bytes.Buffer
	w := newTown(t, "secret-key")
	cl := connect(t, client.Options{BaseURL: w.URL + "/open311/v2", APIKey: "secret-key",
		Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	w.filed(cl)
	echo := func(status int) fault {
		return only(status, `{"code":"x","description":"proof 7351 and 还有一盏 of 13800138000 with secret-key"}`)
	}
	w.plans(fine, drop, drop, echo(400), echo(403), echo(500), echo(200), echo(200))
	for range 8 {
		err := cl.Amend(t.Context(), number, digits("7351"), "还有一盏")
		if err == nil {
			t.Fatal("amended without proof")
		}
		log.WriteString(err.Error() + "\n")
	}
	for _, words := range []string{"7351", "还有", "13800138000", "secret-key", string(number)} {
		if strings.Contains(log.String(), words) {
			t.Errorf("%q is in\n%s", words, &log)
		}
	}
}
