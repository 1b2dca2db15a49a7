package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"linli/client/georeport"
	"linli/report"
	"linli/server"
)

func TestWhatIsWrongWithAFormIsSaid(t *testing.T) {
	b := start(t, func(o *server.Options) { o.Jurisdiction = "city.example" })
	heat := func(more ...string) url.Values {
		form := lamp(append([]string{"service_code", "heating-cold", "attribute[rooms][]", "kitchen"}, more...)...)
		return form
	}
	for name, c := range map[string]struct {
		form   url.Values
		status int
		says   []string
	}{
		"no service":            {lamp("service_code", ""), 400, []string{"service_code: it was not provided"}},
		"unknown service":       {lamp("service_code", "none"), 404, []string{"there is no such service"}},
		"another city":          {lamp("jurisdiction_id", "other.example"), 404, []string{"jurisdiction_id"}},
		"no place":              {lamp("lat", "", "long", "", "address_string", ""), 400, []string{"a place is needed"}},
		"half a place":          {lamp("long", ""), 400, []string{"lat and long must be given together"}},
		"a place off the earth": {lamp("lat", "91", "long", "NaN"), 400, []string{"lat: want degrees", "long: want degrees"}},
		"several mistakes":      {url.Values{"phone": {"\x00"}}, 400, []string{"service_code", "a place is needed", "phone: holds the control character U+0000"}},
		"an answer is missing":  {heat("attribute[rooms][]", ""), 400, []string{"attribute[rooms]: it is required"}},
		"not one of the values": {heat("attribute[rooms][]", "attic"), 400, []string{"not one of the values"}},
		"two where one is due":  {func() url.Values { f := heat(); f["attribute[meter]"] = []string{"yes", "no"}; return f }(), 400, []string{"one value is wanted"}},
		"the same twice":        {func() url.Values { f := heat(); f["attribute[rooms]"] = []string{"kitchen"}; return f }(), 400, []string{"given twice"}},
		"not a number":          {heat("attribute[degrees]", "warm"), 400, []string{"attribute[degrees]: want a number"}},
		"infinitely warm":       {heat("attribute[degrees]", "Inf"), 400, []string{"attribute[degrees]: want a number"}},
		"not a date":            {heat("attribute[since]", "yesterday"), 400, []string{"attribute[since]: want a date"}},
		"not asked":             {heat("attribute[colour]", "red"), 400, []string{"attribute[colour]: the service heating-cold does not ask this"}},
		"only a text":           {heat("attribute[advice]", "done"), 400, []string{"does not ask this"}},
		"4,001 characters":      {lamp("description", strings.Repeat("字", 4001)), 400, []string{"description: 4001 characters"}},
		"a NUL":                 {lamp("description", "a\x00b"), 400, []string{"control character"}},
		"not UTF-8":             {lamp("description", "a\xffb"), 400, []string{"description: not UTF-8"}},
		"a strange address":     {lamp("media_url", "javascript:alert(1)"), 400, []string{"media_url"}},
		"a long phone":          {lamp("phone", strings.Repeat("1", 257)), 400, []string{"phone: 257 characters"}},
	} {
		for _, f := range []georeport.Format{georeport.JSON, georeport.XML} {
			got := b.post(f, c.form, "key-"+name)
			errs := georeport.Reader{}.Errors([]byte(got.body))
			var all strings.Builder
			for _, e := range errs {
				all.WriteString(string(e.Description) + "\n")
				if e.Code < 400 {
					t.Errorf("%s.%s: code %d", name, f, e.Code)
				}
			}
			if got.status != c.status || len(errs) == 0 {
				t.Errorf("%s.%s: %d %s", name, f, got.status, got.body)
			}
			for _, s := range c.says {
				if !strings.Contains(all.String(), s) {
					t.Errorf("%s.%s does not say %q: %s", name, f, s, got.body)
				}
			}
		}
	}
	if got := b.list(""); len(got) != 0 {
		t.Errorf("stored all the same: %+v", got)
	}
}

func TestABodyOverTheLimitIsRefusedWhole(t *testing.T) {
	b := start(t, nil)
	got := b.post(georeport.JSON, lamp("junk", strings.Repeat("x", 64<<10)), "")
	if got.status != http.StatusRequestEntityTooLarge || len(georeport.Reader{}.Errors([]byte(got.body))) != 1 {
		t.Errorf("%d %s", got.status, got.body)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, b.url+api+"/requests.json", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if got := b.do(r); got.status != http.StatusUnsupportedMediaType {
		t.Errorf("JSON body: %d %s", got.status, got.body)
	}
}

func TestAKeyIsAskedForWhereThereAreKeys(t *testing.T) {
	b := start(t, func(o *server.Options) { o.APIKeys = []string{"one", "two"} })
	for key, want := range map[string]int{"": 403, "wrong": 403, "on": 403, "one": 200, "two": 200} {
		if got := b.post(georeport.XML, lamp("api_key", key, "description", "d "+key), ""); got.status != want {
			t.Errorf("%q: %d %s", key, got.status, got.body)
		}
	}
	if got := b.get(api+"/requests.json", ""); got.status != 200 {
		t.Errorf("reading needs no key: %d", got.status)
	}
}

func TestWordsComeBackAsTheyWere(t *testing.T) {
	b := start(t, nil)
	for _, text := range []string{"😀👩‍🦽 emoji", "שלום עולם עם RTL", "a\u202Eb", "]]> & <tag> \"'", "line\nline\ttab", "𠮷野家", strings.Repeat("字", 4000), ""} {
		id := b.file(lamp("description", text))
		for _, ext := range []string{"json", "xml"} {
			got, err := georeport.Reader{}.Requests([]byte(b.get(api+"/requests/"+id+"."+ext, "").body))
			if err != nil || string(got[0].Description) != georeport.Clean(text) {
				t.Errorf("%s %.20q: got %.20q, %v", ext, text, got[0].Description, err)
			}
		}
	}
}

func TestTheKiosksNumberIsTheId(t *testing.T) {
	b := start(t, nil)
	for description, want := range map[string]struct{ id, rest string }{
		"坏了\n" + line: {number, "坏了"},
		"坏了\n只发短信 SMS only\n编号 Ref: 1024 0000 0004": {"", "坏了\n只发短信 SMS only\n编号 Ref: 1024 0000 0004"},
		"no line at all": {"", "no line at all"},
	} {
		id := b.file(lamp("description", description))
		if _, err := report.ParseNumber(id); err != nil {
			t.Errorf("%q is no number: %v", id, err)
		}
		if want.id != "" && id != want.id || want.id == "" && !strings.HasPrefix(id, "0000") {
			t.Errorf("%q: id %s", description, id)
		}
		if got := b.list("service_request_id=" + id)[0].Description; string(got) != want.rest {
			t.Errorf("%q: stored %q", description, got)
		}
	}
}

func TestTheSameFilingIsStoredOnce(t *testing.T) {
	b := start(t, nil)
	first := b.post(georeport.JSON, lamp(), "key")
	again := b.post(georeport.JSON, lamp("api_key", "new"), "key")
	if again.status != 200 || again.body != first.body || again.header.Get("Idempotency-Replayed") != "true" || first.header.Get("Idempotency-Replayed") != "" {
		t.Errorf("same key, same body: %d %v %s", again.status, again.header, again.body)
	}
	if got := b.post(georeport.JSON, lamp(), ""); got.body != first.body {
		t.Errorf("same number, same body, no key: %d %s", got.status, got.body)
	}
	for name, got := range map[string]reply{
		"same key":    b.post(georeport.XML, lamp("description", "other"), "key"),
		"same number": b.post(georeport.XML, lamp("phone", "1"), "other-key"),
	} {
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, "<code>422</code>") {
			t.Errorf("%s, other body: %d %s", name, got.status, got.body)
		}
	}
	if got := b.post(georeport.XML, lamp(), strings.Repeat("k", 256)); got.status != 400 {
		t.Errorf("an endless key: %d", got.status)
	}
	if n := len(b.list("")); n != 1 {
		t.Errorf("%d stored", n)
	}
}

func TestListsMayBeWrittenInEitherWayTheSecondTime(t *testing.T) {
	b := start(t, nil)
	form := func(name string) url.Values {
		return lamp("service_code", "heating-cold", name, "kitchen")
	}
	first := b.post(georeport.JSON, form("attribute[rooms]"), "key")
	again := b.post(georeport.JSON, form("attribute[rooms][]"), "key")
	if first.status != 200 || again.status != 200 || again.header.Get("Idempotency-Replayed") != "true" {
		t.Errorf("%d %s, %d %s", first.status, first.body, again.status, again.body)
	}
}

func TestManyAtOnceStoreOneRow(t *testing.T) {
	b := start(t, nil)
	const n = 24
	replies := make([]reply, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			key := "key"
			if i%3 == 0 {
				key = "" // only the number tells
			}
			replies[i] = b.post(georeport.JSON, lamp(), key)
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
	if fresh != 1 || len(b.list("")) != 1 {
		t.Errorf("%d were new, %d stored", fresh, len(b.list("")))
	}
}
