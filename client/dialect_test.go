package client_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"linli/client"
	"linli/report"
)

// A key that a city refuses is left out, once, and from then on, after a new start too; where requests without one are refused as well,
// the key is what is wrong.
func TestDifference13AKeyThatIsRefused(t *testing.T) {
	const bad = `[{"code":400,"description":"Invalid API key"}]`
	anybody := func(w http.ResponseWriter, r *http.Request, commit func(http.ResponseWriter)) {
		if r.PostForm.Has("api_key") {
			say(w, 400, bad)
			return
		}
		commit(w)
	}
	city, dir := newCity(t), t.TempDir()
	city.plan = []fault{anybody, anybody, anybody}
	for i := range 2 {
		cl := connect(t, client.Options{BaseURL: city.URL, APIKey: "secret-key", Dir: dir})
		sub := fresh()
		sub.Key += fmt.Sprint(i)
		if _, err := cl.Send(t.Context(), sub); err != nil {
			t.Fatal(err)
		}
		if d := cl.Dialect(); d.Key != client.No || d.Keyless != client.Yes {
			t.Errorf("our key %q, without one %q", d.Key, d.Keyless)
		}
	}
	if n := city.called("POST"); n != 3 || city.count() != 2 {
		t.Errorf("%d POSTs, %d filed", n, city.count())
	}
	city = newCity(t)
	city.plan = []fault{only(400, bad), only(403, `[{"code":403,"description":"api_key missing"}]`)}
	cl := city.client()
	if _, err := cl.Send(t.Context(), fresh()); report.CodeOf(err) != report.NoKey || city.count() != 0 || cl.Dialect().Keyless != client.No {
		t.Errorf("refused without one too: %v, %d filed, without one %q", err, city.count(), cl.Dialect().Keyless)
	}
}

// A city whose list does not have what it has just taken is known to hide it: what is not listed there is not sent again.
func TestDifference16ACityThatHidesWhatIsNew(t *testing.T) {
	city := newCity(t)
	city.special["/requests.json"] = func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			say(w, 200, `[]`)
			return
		}
		city.post(w, r)
	}
	cl, sub := city.client(), fresh()
	receipt, err := cl.Send(t.Context(), sub)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := cl.Look(t.Context(), sub, receipt); err != nil || cl.Dialect().ListsNew != client.No {
		t.Fatalf("%v, lists what is new: %q", err, cl.Dialect().ListsNew)
	}
	sub.Key, city.plan = sub.Key+"2", []fault{commitDrop}
	for range 3 {
		if _, err = cl.Send(t.Context(), sub); report.CodeOf(err) != report.Unconfirmed {
			t.Errorf("got %v", err)
		}
	}
	if city.count() != 2 {
		t.Errorf("filed %d times", city.count()-1)
	}
}

// A city of which is not known yet whether it lists what is new gets nothing twice, however its list is made. One that has listed
// another request meanwhile is believed when it does not have this one, and so is one that took that after days of waiting.
func TestDifference16NotKnownIsNotYes(t *testing.T) {
	for _, list := range []string{`[]`, `{"service_requests":[]}`, `[{"service_request_id":1,"status":"open","description":"x"}]`} {
		city := newCity(t)
		city.special["/requests.json"] = func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet {
				say(w, 200, list)
				return
			}
			city.post(w, r)
		}
		city.plan = []fault{commitDrop}
		cl, sub := city.client(), fresh()
		for range 3 {
			if _, err := cl.Send(t.Context(), sub); report.CodeOf(err) != report.Unconfirmed || city.count() != 1 {
				t.Errorf("%s: %v, filed %d times", list, err, city.count())
			}
		}
		city.mu.Lock()
		delete(city.special, "/requests.json")
		city.filed = nil // it was lost after all
		city.mu.Unlock()
		other := fresh()
		other.Number, other.Key, other.FiledAt = "102400000009", sub.Key+"2", sub.FiledAt.Add(-48*time.Hour)
		receipt, err := cl.Send(t.Context(), other)
		if err == nil {
			_, _, err = cl.Look(t.Context(), other, receipt)
		}
		if err == nil {
			_, err = cl.Send(t.Context(), sub)
		}
		if err != nil || city.count() != 2 {
			t.Errorf("%s: known by now: %v, %d filed", list, err, city.count())
		}
	}
}

// What a city makes of words is what it showed last: one that has mended its database, and one where somebody has once written something
// else, keep words again. A text without rare characters proves nothing of these.
func TestDifference14WordsThatAreKeptAgain(t *testing.T) {
	city := newCity(t)
	cl, n := city.client(), 0
	show := func(sent, shown string) {
		t.Helper()
		n++
		sub := fresh()
		sub.Key, sub.Draft.Description = fmt.Sprint(n), sent
		city.answering("/requests/7001.json", 200, `[{"service_request_id":7001,"status":"open","description":"`+shown+`"}]`)
		if _, _, err := cl.Look(t.Context(), sub, report.Receipt{RequestID: "7001"}); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		sent, shown string
		words, rare client.Fact
	}{
		{"灯坏了 😀", "灯坏了 ????", "", client.No},
		{"灯坏了", "灯坏了", client.Yes, client.No},
		{"灯坏了 😀", "灯坏了 😀", client.Yes, client.Yes},
		{"灯坏了", "（已删）", client.No, client.Yes},
		{"灯坏了", "灯坏了", client.Yes, client.Yes},
	} {
		show(c.sent, c.shown)
		if d := cl.Dialect(); d.KeepsWords != c.words || d.KeepsRare != c.rare {
			t.Errorf("%q shown as %q: keeps words %q, rare ones %q", c.sent, c.shown, d.KeepsWords, d.KeepsRare)
		}
	}
}

// A long list goes on with pages where the city has them.
func TestDifference12PagesWhereThereAreSome(t *testing.T) {
	for name, c := range map[string]struct {
		pages func(page string) string
		want  client.Fact
		code  report.Code
	}{
		"pages":       {func(p string) string { return map[string]string{"": page1("a"), "2": page1("b"), "3": ours}[p] }, client.Yes, ""},
		"ignored":     {func(string) string { return page1("a") }, client.No, report.NotFound},
		"refused":     {func(p string) string { return map[string]string{"": page1("a")}[p] }, client.No, report.NotFound},
		"never ended": {func(p string) string { return page1("a" + p) }, client.Yes, report.NotFound},
	} {
		city := newCity(t)
		city.special["/requests.json"] = func(w http.ResponseWriter, r *http.Request) {
			if body := c.pages(r.URL.Query().Get("page")); body != "" {
				say(w, 200, body)
				return
			}
			say(w, 400, `[{"code":400,"description":"unknown parameter page"}]`)
		}
		cl := city.client()
		_, err := cl.Track(t.Context(), number, "en")
		if report.CodeOf(err) != c.code || cl.Dialect().Pages != c.want || city.called("GET /requests.json") > 25 {
			t.Errorf("%s: %v, pages %q, %d calls", name, err, cl.Dialect().Pages, city.called("GET /requests.json"))
		}
	}
}

const ours = `[{"service_request_id":"ours","status":"open","description":"x\n` + line + `"}]`

// page1 is a full page of requests of others.
func page1(of string) string {
	var all []string
	for i := range 60 {
		all = append(all, fmt.Sprintf(`{"service_request_id":"%s-%d","status":"open","description":"x"}`, of, i))
	}
	return "[" + strings.Join(all, ",") + "]"
}

// A discovery document that names a port where nobody listens does not cut the kiosk off.
func TestDifference26AWrongPortInDiscovery(t *testing.T) {
	dead := httptest.NewServer(http.NotFoundHandler())
	dead.Close()
	u, err := url.Parse(dead.URL)
	if err != nil {
		t.Fatal(err)
	}
	city := newCity(t).answering("/services.json", 200, `[]`)
	city.answering("/discovery.json", 200, `{"endpoints":[{"specification":"http://wiki.open311.org/GeoReport_v2","type":"production","url":"http://`+u.Host+`/v2"}]}`)
	if _, err := city.client().Services(t.Context(), ""); err != nil {
		t.Error(err)
	}
}

// An id that the city gave finds a request that its list has no more, and a token is exchanged for one when there is one.
func TestDifference32LookedUpByTheCitysOwnID(t *testing.T) {
	city := newCity(t).answering("/requests.json", 200, `[]`).
		answering("/requests/77.json", 200, `[{"service_request_id":77,"status":"closed","status_notes":"done"}]`).
		answering("/tokens/t-1.json", 200, `[]`)
	cl := city.client()
	for _, r := range []report.Receipt{{Number: number, RequestID: "77"}, {Number: number, Token: "t-1"}} {
		if r.Token != "" {
			if _, err := cl.Follow(t.Context(), r, "en"); report.CodeOf(err) != report.NotFound {
				t.Errorf("a token without an id: %v", err)
			}
			city.answering("/tokens/t-1.json", 200, `[{"service_request_id":77,"token":"t-1"}]`)
		}
		st, err := cl.Follow(t.Context(), r, "en")
		if err != nil || st.Number != number || st.State != report.Closed {
			t.Errorf("%+v: %+v, %v", r, st, err)
		}
	}
}

// What a server has shown is known after a new start; what it thought of another key is not.
func TestTheDialectIsKept(t *testing.T) {
	city, dir := newCity(t), t.TempDir()
	with := func(key string) *client.Client {
		return connect(t, client.Options{BaseURL: city.URL, APIKey: key, Dir: dir})
	}
	cl, sub := with("a"), fresh()
	receipt, err := cl.Send(t.Context(), sub)
	if err == nil {
		_, _, err = cl.Look(t.Context(), sub, receipt)
	}
	if err != nil {
		t.Fatal(err)
	}
	want := cl.Dialect()
	if want.Key != client.Yes || want.Answers != "id" || want.ListsNew != client.Yes || want.KeepsWords != client.Yes || want.At.After(time.Now()) {
		t.Errorf("learned %+v", want)
	}
	got := with("a").Dialect()
	got.At, want.At = time.Time{}, time.Time{}
	if got != want {
		t.Errorf("kept %+v, want %+v", got, want)
	}
	if d := with("b").Dialect(); d.Key != "" || d.Answers != "id" {
		t.Errorf("with another key: %+v", d)
	}
}
