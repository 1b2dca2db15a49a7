package client_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"linli/client"
	"linli/report"
)

const page = "<!DOCTYPE html><html><body>Welcome! Please log in.</body></html>"

func TestASubmissionIsFiledOnceWhateverHappens(t *testing.T) {
	huge := strings.Repeat("x", 5<<20)
	for name, c := range map[string]struct {
		plan []fault
		// code is of the first try; the tries after it are made until one succeeds.
		code report.Code
	}{
		"nothing goes wrong":               {nil, ""},
		"the line drops before":            {[]fault{drop}, ""},
		"the line drops after":             {[]fault{commitDrop}, ""},
		"it drops before, then after":      {[]fault{drop, commitDrop}, ""},
		"it drops twice":                   {[]fault{drop, drop}, report.Unconfirmed},
		"a gateway fails after":            {[]fault{commitThen(502, page)}, ""},
		"a gateway fails before":           {[]fault{only(502, page)}, ""},
		"a gateway gives up waiting":       {[]fault{only(504, page)}, report.Unconfirmed},
		"the server fails after":           {[]fault{commitThen(500, "")}, ""},
		"the server is overloaded":         {[]fault{only(503, "")}, report.Offline},
		"too many requests":                {[]fault{only(429, "")}, report.Offline},
		"it says that it is still at it":   {[]fault{commitThen(409, "")}, ""},
		"the answer is a page":             {[]fault{commitThen(200, page)}, ""},
		"a page and nothing stored":        {[]fault{only(200, page)}, ""},
		"the answer is empty":              {[]fault{commitThen(200, "")}, ""},
		"the answer is no content":         {[]fault{commitThen(204, "")}, ""},
		"the answer is an empty list":      {[]fault{commitThen(200, "[]")}, ""},
		"the answer is cut off":            {[]fault{commitTruncated}, ""},
		"the answer is huge":               {[]fault{commitThen(200, huge)}, ""},
		"it is called a duplicate":         {[]fault{commitThen(400, `[{"code":400,"description":"This request already exists"}]`)}, ""},
		"a redirect after, as pages do":    {[]fault{commitThen(303, "")}, ""},
		"drops before each of three tries": {[]fault{drop, drop, drop}, report.Unconfirmed},
	} {
		t.Run(name, func(t *testing.T) {
			city, sub := newCity(t), fresh()
			cl := city.known()
			city.plan = c.plan
			receipt, err := cl.Send(t.Context(), sub)
			if report.CodeOf(err) != c.code {
				t.Errorf("the first try: got %v, want code %q", err, c.code)
			}
			for range 4 {
				if err == nil {
					break
				}
				receipt, err = cl.Send(t.Context(), sub)
			}
			if err != nil {
				t.Fatal(err)
			}
			if city.count() != 1 || receipt.RequestID != "7001" || receipt.Number != number {
				t.Errorf("%d stored, receipt %+v", city.count(), receipt)
			}
		})
	}
}

func TestASlowServerIsNotSentTheSameAgain(t *testing.T) {
	city := newCity(t)
	city.plan = []fault{commitHang}
	cl := connect(t, client.Options{BaseURL: city.URL, Timeout: 150 * time.Millisecond})
	receipt, err := cl.Send(t.Context(), fresh())
	if err != nil || receipt.RequestID != "7001" || city.count() != 1 {
		t.Errorf("got %+v, %v, %d stored", receipt, err, city.count())
	}
	hang := func(_ http.ResponseWriter, r *http.Request, _ func(http.ResponseWriter)) { <-r.Context().Done() }
	city = newCity(t)
	city.plan = []fault{hang}
	cl = connect(t, client.Options{BaseURL: city.URL, Timeout: 150 * time.Millisecond})
	if _, err := cl.Send(t.Context(), fresh()); report.CodeOf(err) != report.Unconfirmed || city.called("POST") != 1 {
		t.Errorf("got %v after %d POSTs; one that may still be worked on must not be sent again", err, city.called("POST"))
	}
}

func TestWhoGivesUpLeavesNoDoubt(t *testing.T) {
	city := newCity(t)
	ctx, cancel := context.WithCancel(t.Context())
	city.plan = []fault{func(_ http.ResponseWriter, r *http.Request, commit func(http.ResponseWriter)) {
		commit(httptest.NewRecorder())
		cancel()
		<-r.Context().Done()
	}}
	if receipt, err := city.client().Send(ctx, fresh()); err != nil || receipt.RequestID != "7001" {
		t.Errorf("got %+v, %v", receipt, err)
	}
}

func TestAnOlderSubmissionIsLookedForFirst(t *testing.T) {
	city := newCity(t)
	sub := fresh()
	if _, err := city.client().Send(t.Context(), sub); err != nil {
		t.Fatal(err)
	}
	// Another client, as after a new start of the kiosk, knows of the first one's tries what it is told.
	sub.MayHaveLeft = true
	receipt, err := city.client().Send(t.Context(), sub)
	if err != nil || receipt.RequestID != "7001" || city.count() != 1 {
		t.Errorf("got %+v, %v, %d stored", receipt, err, city.count())
	}
}

func TestADoubtThatCannotBeSettledIsUnconfirmed(t *testing.T) {
	for name, list := range map[string]string{
		"a log-in page": page,
		"a long list that begins too late": "[" + strings.Repeat(`{"service_request_id":1,"description":"x","requested_datetime":"2099-01-01T00:00:00Z"},`, 60) +
			`{"service_request_id":2,"description":"y","requested_datetime":"2099-01-01T00:00:00Z"}]`,
	} {
		city := newCity(t).answering("/requests.json", 200, list)
		city.special["/requests.json"] = func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost {
				hangUp(w)
				return
			}
			say(w, http.StatusOK, list)
		}
		cl := city.client()
		for range 2 {
			if _, err := cl.Send(t.Context(), fresh()); report.CodeOf(err) != report.Unconfirmed {
				t.Errorf("%s: got %v", name, err)
			}
		}
		if n := city.called("POST"); n != 1 {
			t.Errorf("%s: sent %d times", name, n)
		}
	}
}

func TestWhatSurelyDidNotArriveIsOffline(t *testing.T) {
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	untrusted := httptest.NewTLSServer(http.NotFoundHandler())
	defer untrusted.Close()
	untrusted.Config.ErrorLog = nil
	for name, url := range map[string]string{
		"nobody listens":      closed.URL,
		"no such host":        "http://no-such-host.invalid/",
		"a false certificate": untrusted.URL,
	} {
		cl := connect(t, client.Options{BaseURL: url, ConnectTimeout: time.Second})
		if _, err := cl.Send(t.Context(), fresh()); report.CodeOf(err) != report.Offline {
			t.Errorf("%s: send: %v", name, err)
		}
		if _, err := cl.Services(t.Context(), "en"); report.CodeOf(err) != report.Offline {
			t.Errorf("%s: services: %v", name, err)
		}
		if _, err := cl.Track(t.Context(), number, "en"); report.CodeOf(err) != report.Offline {
			t.Errorf("%s: track: %v", name, err)
		}
	}
}

func TestRefusalsAreFinalAndRepeatNoWords(t *testing.T) {
	for status, want := range map[int]report.Code{
		400: report.Refused, 401: report.NoKey, 403: report.NoKey, 404: report.Refused, 413: report.Refused, 422: report.Refused,
	} {
		city := newCity(t)
		city.plan = []fault{only(status, `[{"code":400,"description":"phone 13800138000 bad, key secret-key, 楼下的路灯坏了 😀, 和平里1号 (3号楼)"}]`)}
		cl := city.client()
		if _, err := cl.Services(t.Context(), ""); report.CodeOf(err) != report.NotFound {
			t.Fatal(err)
		}
		_, err := cl.Send(t.Context(), fresh())
		if report.CodeOf(err) != want {
			t.Errorf("%d: got %v, want %s", status, err, want)
		}
		for _, words := range []string{"13800138000", "secret-key", "路灯", "和平里"} {
			if strings.Contains(err.Error(), words) {
				t.Errorf("%d: the error repeats %q: %v", status, words, err)
			}
		}
		if city.count() != 0 {
			t.Errorf("%d: stored", status)
		}
	}
}

func TestTheFormIsGeoReport(t *testing.T) {
	city := newCity(t).answering("/services/lamp.json", 200, `{"service_code":"lamp","attributes":[
		{"code":"rooms","datatype":"multivaluelist","values":[{"key":"a"},{"key":"b"}]},{"code":"kind","datatype":"singlevaluelist","values":[{"key":"a"}]}]}`)
	cl := connect(t, client.Options{BaseURL: city.URL + "/", APIKey: "k", JurisdictionID: "city.example"})
	sub := fresh()
	sub.Draft = sub.Draft.WithAnswer("rooms", "a").WithAnswer("kind", "a")
	sub.Draft.Contact.Channel = report.BySMS
	sub.Draft.Contact.Surname, sub.Draft.Contact.Given = "欧阳", "秀英"
	sub.Lang = "zh-Hant"
	sub.Draft.Description = "one\x00\r\ntwo  "
	if _, err := cl.Send(t.Context(), sub); err != nil {
		t.Fatal(err)
	}
	form := city.filed[0]
	for name, want := range map[string]string{
		"service_code": "lamp", "lat": "39.9042001", "long": "116.4074000", "address_string": "和平里1号 (3号楼)",
		"attribute[rooms][]": "a", "attribute[kind]": "a", "phone": "13800138000", "first_name": "秀英", "last_name": "欧阳", "api_key": "k",
		"jurisdiction_id": "city.example", "description": "one\ntwo\n只发短信 SMS only\n" + line,
	} {
		if got := form.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
		delete(form, name)
	}
	if len(form) != 0 {
		t.Errorf("also sent: %v", form)
	}
	if key := city.heads[0].Get("Idempotency-Key"); key != sub.Key {
		t.Errorf("Idempotency-Key %q", key)
	}
	if lang := city.heads[0].Get("Accept-Language"); lang != "zh-Hant" {
		t.Errorf("Accept-Language %q", lang)
	}
}

func TestWithoutContactAndPlaceLittleIsSent(t *testing.T) {
	city := newCity(t)
	sub := fresh()
	sub.Draft = report.Draft{ServiceCode: "lamp", Place: report.Place{Name: "门口"},
		Contact: report.Contact{Channel: report.NoReply, Phone: "1", Surname: "王"}}
	if _, err := city.client().Send(t.Context(), sub); err != nil {
		t.Fatal(err)
	}
	if f := city.filed[0]; f.Has("phone") || f.Has("last_name") || f.Has("first_name") || f.Has("lat") || f.Get("address_string") != "门口" || f.Get("description") != line {
		t.Errorf("sent %v", f)
	}
}

func TestADescriptionIsRefusedRatherThanCut(t *testing.T) {
	city := newCity(t)
	cl, sub := city.client(), fresh()
	sub.Draft.Description = strings.Repeat("字", 4000-len([]rune("\n"+line)))
	if _, err := cl.Send(t.Context(), sub); err != nil {
		t.Errorf("as long as can be: %v", err)
	}
	sub.Key += "2"
	sub.Draft.Description += "字"
	if _, err := cl.Send(t.Context(), sub); report.CodeOf(err) != report.Refused || !strings.Contains(err.Error(), "4001 characters") {
		t.Errorf("one more: %v", err)
	}
	if city.count() != 1 {
		t.Errorf("%d stored", city.count())
	}
}

func TestAServerThatWantsListsWithoutBracketsIsLearned(t *testing.T) {
	city := newCity(t)
	fussy := func(w http.ResponseWriter, r *http.Request, commit func(http.ResponseWriter)) {
		if r.PostForm.Has("attribute[rooms][]") {
			say(w, 400, `[{"code":400,"description":"no value given for required entry attribute[rooms]"}]`)
			return
		}
		commit(w)
	}
	city.plan = []fault{fussy, fussy, fussy}
	cl := city.client()
	for i := range 2 {
		sub := fresh()
		sub.Key += string(rune('a' + i))
		sub.Draft = sub.Draft.WithAnswer("rooms", "a", "b")
		if _, err := cl.Send(t.Context(), sub); err != nil {
			t.Fatal(err)
		}
	}
	if n := city.called("POST"); n != 3 || city.count() != 2 {
		t.Errorf("%d POSTs, %d stored", n, city.count())
	}
}

func TestAServerThatTakesOnlyXMLIsServed(t *testing.T) {
	city := newCity(t)
	city.answering("/requests.json", http.StatusNotFound, "").special["/requests.xml"] = func(w http.ResponseWriter, _ *http.Request) {
		say(w, http.StatusCreated, `<service_requests><request><service_request_id>9</service_request_id></request></service_requests>`)
	}
	if receipt, err := city.client().Send(t.Context(), fresh()); err != nil || receipt.RequestID != "9" {
		t.Errorf("got %+v, %v", receipt, err)
	}
}

func TestTokensAndBlackboxesAreAnswersToo(t *testing.T) {
	for body, want := range map[string]report.Receipt{
		`[{"token":"t-1"}]`:                       {Number: number, Token: "t-1", Answers: report.AnswersLater},
		`[{"service_notice":"<b>Thank</b> you"}]`: {Number: number, Notice: "Thank you", Answers: report.AnswersNever},
	} {
		city := newCity(t)
		city.plan = []fault{only(200, body)}
		if got, err := city.client().Send(t.Context(), fresh()); err != nil || got != want {
			t.Errorf("%s: got %+v, %v", body, got, err)
		}
	}
}

func TestErrorsSentWithA200AreRefusals(t *testing.T) {
	city := newCity(t)
	city.plan = []fault{only(200, `[{"code":400,"description":"no such service"}]`)}
	_, err := city.client().Send(t.Context(), fresh())
	var e *report.Error
	if !errors.As(err, &e) || e.Code != report.Refused {
		t.Errorf("got %v", err)
	}
}

// X38: a page that says 400 or 404, as log-in pages and proxies do, refuses nothing for good: it is looked for, and sent again once
// the city itself answers. A city's own refusal, in its words, is final.
func TestX38APageIsNoRefusal(t *testing.T) {
	for _, status := range []int{400, 404, 405, 410, 422} {
		city, sub := newCity(t), fresh()
		cl := city.known()
		city.plan = []fault{only(status, page), only(status, page), only(status, `[{"code":`+strconv.Itoa(status)+`,"description":"no"}]`)}
		if _, err := cl.Services(t.Context(), ""); report.CodeOf(err) != report.NotFound {
			t.Fatal(err)
		}
		_, err := cl.Send(t.Context(), sub)
		if report.CodeOf(err) != report.Unconfirmed {
			t.Errorf("%d with a page: %v", status, err)
		}
		for range 3 {
			if _, err = cl.Send(t.Context(), sub); report.CodeOf(err) != report.Unconfirmed {
				break
			}
		}
		if report.CodeOf(err) != report.Refused {
			t.Errorf("%d in its words: %v", status, err)
		}
		if _, err = cl.Send(t.Context(), sub); err != nil || city.count() != 1 {
			t.Errorf("%d: %v, filed %d times", status, err, city.count())
		}
	}
}
