package client_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"linli/client"
	"linli/report"
)

func TestABadAddressIsOneClearLine(t *testing.T) {
	for _, address := range []string{"", "city.example", "ftp://city.example", "http://", "http://[", "://", "http://a b/", "https://me:pw@city.example"} {
		_, err := client.New(client.Options{BaseURL: address})
		if err == nil || strings.Contains(err.Error(), "\n") || !strings.HasPrefix(err.Error(), "backend") || strings.Contains(err.Error(), "pw") {
			t.Errorf("%q: got %v", address, err)
		}
	}
}

func TestServicesAreThoseThatCanBeUsed(t *testing.T) {
	city := newCity(t)
	city.special["/services.json"] = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Language", "zh-Hant")
		if r.Header.Get("Accept-Language") != "zh-Hant" {
			t.Errorf("Accept-Language is %q", r.Header.Get("Accept-Language"))
		}
		say(w, 200, `[{"service_code":1,"service_name":" Lamp\n out ","metadata":"true","keywords":"light, 燈","group":"Street","description":"<p>Dark</p>"},
			{"service_code":"2"},{"service_name":"nameless"},{"service_code":"1","service_name":"again"}]`)
	}
	got, err := city.client().Services(t.Context(), "zh-Hant")
	want := []report.Service{{Code: "1", Name: "Lamp out", Description: "Dark", Group: "Street",
		Keywords: []string{"light", "燈"}, Asks: true, Lang: "zh-Hant"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestLongAndEmptyListsAreFine(t *testing.T) {
	var list []string
	for i := range 500 {
		list = append(list, fmt.Sprintf(`{"service_code":"%03d","service_name":"Service %d"}`, i, i))
	}
	city := newCity(t).answering("/services.json", 200, "["+strings.Join(list, ",")+"]")
	if got, err := city.client().Services(t.Context(), ""); err != nil || len(got) != 500 {
		t.Errorf("%d services, %v", len(got), err)
	}
	city = newCity(t).answering("/services.json", 200, "[]")
	if got, err := city.client().Services(t.Context(), ""); err != nil || got == nil || len(got) != 0 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestWhatIsNotOpen311IsNonsense(t *testing.T) {
	for name, body := range map[string]string{"a page": page, "JSON of somebody else": `{"login":"here"}`,
		"something huge": strings.Repeat("[", 5<<20), "broken": `[{"service_code":`} {
		city := newCity(t).answering("/services.json", 200, body).answering("/services.xml", 200, body)
		if _, err := city.client().Services(t.Context(), ""); report.CodeOf(err) != report.Nonsense {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestBrokenJSONIsReadAsXML(t *testing.T) {
	city := newCity(t).answering("/services.json", 200, `[{"service_code":`).
		answering("/services.xml", 200, `<services><service><service_code>1</service_code><service_name>A</service_name></service></services>`)
	if got, err := city.client().Services(t.Context(), ""); err != nil || len(got) != 1 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestASlowDripEndsInTime(t *testing.T) {
	city := newCity(t)
	city.special["/services.json"] = func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := io.WriteString(w, " "); err != nil || http.NewResponseController(w).Flush() != nil {
				return
			}
		}
	}
	cl := connect(t, client.Options{BaseURL: city.URL, Timeout: 200 * time.Millisecond})
	start := time.Now()
	_, err := cl.Services(t.Context(), "")
	if code := report.CodeOf(err); code != report.Offline && code != report.Nonsense || time.Since(start) > 5*time.Second {
		t.Errorf("got %v after %v", err, time.Since(start))
	}
}

func TestNothingGoesToAnotherHost(t *testing.T) {
	portal := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("the other host was called: %s", r.Method)
	}))
	defer portal.Close()
	elsewhere := strings.Replace(portal.URL, "127.0.0.1", "localhost", 1)
	for _, status := range []int{301, 302, 303, 307, 308} {
		city := httptest.NewServer(http.RedirectHandler(elsewhere, status))
		cl := connect(t, client.Options{BaseURL: city.URL})
		if _, err := cl.Services(t.Context(), ""); report.CodeOf(err) != report.Nonsense {
			t.Errorf("%d: services: %v", status, err)
		}
		if _, err := cl.Send(t.Context(), fresh()); report.CodeOf(err) != report.Unconfirmed {
			t.Errorf("%d: send: %v", status, err)
		}
		city.Close()
	}
	city := newCity(t).answering("/discovery.json", 200, `{"endpoints":[{"specification":"http://wiki.open311.org/GeoReport_v2","type":"production","url":"`+elsewhere+`"}]}`)
	if _, err := city.client().Send(t.Context(), fresh()); err != nil || city.count() != 1 {
		t.Errorf("an endpoint on another host: %v, %d stored at home", err, city.count())
	}
}

func TestAMoveToHTTPSOfTheSameHostIsFollowed(t *testing.T) {
	city := newCity(t)
	city.Server.Close()
	secure := httptest.NewTLSServer(city)
	defer secure.Close()
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, secure.URL+r.URL.RequestURI(), http.StatusMovedPermanently)
	}))
	defer plain.Close()
	pool := x509.NewCertPool()
	pool.AddCert(secure.Certificate())
	cl := connect(t, client.Options{BaseURL: plain.URL, TLS: &tls.Config{RootCAs: pool}})
	if _, err := cl.Send(t.Context(), fresh()); err != nil || city.count() != 1 {
		t.Errorf("%v, %d stored", err, city.count())
	}
}

// A server whose only endpoint is a test is taken for what it is; one beside a production endpoint never is, even where
// that one cannot be taken.
func TestATestEndpointIsTakenOnlyWhereThereIsNoOther(t *testing.T) {
	v2 := `{"specification":"http://wiki.open311.org/GeoReport_v2","formats":["application/json"],`
	for name, c := range map[string]struct {
		more string
		want int
	}{"alone": {"", 1}, "beside another host's production": {`,` + v2 + `"type":"production","url":"https://elsewhere.example/v2"}`, 0}} {
		city := newCity(t)
		asked := 0
		city.answering("/discovery.json", 200, `{"endpoints":[`+v2+`"type":"test","url":"`+city.URL+`/try"}`+c.more+`]}`)
		city.special["/try/services.json"] = func(w http.ResponseWriter, _ *http.Request) { asked++; say(w, 200, `[]`) }
		if _, err := city.client().Services(t.Context(), ""); err != nil == (c.want == 1) || asked != c.want {
			t.Errorf("%s: the test endpoint was asked %d times, want %d; %v", name, asked, c.want, err)
		}
	}
}

func TestDiscoveryPicksTheProductionEndpoint(t *testing.T) {
	city := newCity(t)
	endpoints := func(scheme string) string {
		return `{"endpoints":[
			{"specification":"http://wiki.open311.org/GeoReport_v2","type":"test","url":"` + city.URL + `/test","formats":["application/json"]},
			{"specification":"http://wiki.open311.org/GeoReport_v2.1_Draft","type":"production","url":"` + city.URL + `/draft"},
			{"specification":"http://wiki.open311.org/GeoReport_v2","type":"production","url":"` + scheme + `/v2/?jurisdiction_id=c","formats":["text/xml"]}]}`
	}
	city.answering("/discovery.json", 200, endpoints(city.URL))
	city.special["/v2/services.xml"] = func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("jurisdiction_id") != "c" {
			t.Errorf("query %q", r.URL.RawQuery)
		}
		say(w, 200, `<services/>`)
	}
	cl := city.client()
	for range 3 {
		if _, err := cl.Services(t.Context(), ""); err != nil {
			t.Fatal(err)
		}
	}
	if n := city.called("discovery"); n != 1 {
		t.Errorf("discovered %d times", n)
	}
}

func TestDiscoveryIsTriedAgainWhenTheLineReturns(t *testing.T) {
	city := newCity(t).answering("/discovery.json", 503, "").answering("/services.json", 200, "[]")
	cl := city.client()
	if _, err := cl.Services(t.Context(), ""); report.CodeOf(err) != report.Offline {
		t.Errorf("while it is down: %v", err)
	}
	city.answering("/discovery.json", 404, "")
	if _, err := cl.Services(t.Context(), ""); err != nil {
		t.Errorf("when it is back: %v", err)
	}
}

func TestADefinitionIsInOrderAndFitToBeAsked(t *testing.T) {
	code := "Mayor's 24 Hour Hotline:Needle/Pickup"
	city := newCity(t).answering("/services/Mayor%27s%2024%20Hour%20Hotline:Needle%2FPickup.json", 200, `{"service_code":"x","attributes":[
		{"variable":true,"code":"c","datatype":"Picklist","order":3,"description":"C?","values":[{"key":1,"name":"One"}]},
		{"variable":"false","code":"b","datatype":"text","order":2,"required":true,"description":"<b>Read</b>"},
		{"variable":true,"code":"a","datatype":"SingleValueList","order":1,"required":"true","description":"A?","datatype_description":"pick","values":[{"key":1,"name":"One"},{"key":"","name":"none"},{"key":"2"}]},
		{"variable":true,"code":"h","automated":"hidden_field"},{"variable":true,"datatype":"string"},
		{"variable":true,"code":"m","datatype":"multivaluelist","order":4}]}`)
	got, err := city.client().Definition(t.Context(), code, "en")
	want := report.Definition{ServiceCode: code, Attributes: []report.Attribute{
		{Code: "a", Datatype: report.TypeSingle, Variable: true, Required: true, Question: "A?", Hint: "pick",
			Values: []report.Value{{Key: "1", Name: "One"}, {Key: "2", Name: "2"}}},
		{Code: "b", Datatype: report.TypeText, Question: "Read"},
		{Code: "c", Datatype: report.TypeSingle, Variable: true, Question: "C?", Values: []report.Value{{Key: "1", Name: "One"}}},
		{Code: "m", Datatype: report.TypeText, Variable: true},
	}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestAMissingDefinitionIsAnEmptyOne(t *testing.T) {
	for body, status := range map[string]int{page: 404, `[{"code":400,"description":"has no attributes"}]`: 400,
		`{"service_code":"x"}`: 200, `{"service_code":"x","attributes":null}`: 200} {
		city := newCity(t).answering("/services/x.json", status, body).answering("/services/x.xml", status, body)
		if got, err := city.client().Definition(t.Context(), "x", ""); err != nil || len(got.Attributes) != 0 || got.ServiceCode != "x" {
			t.Errorf("%d %s: got %+v, %v", status, body, got, err)
		}
	}
}

func TestTrackTellsTheWholeStory(t *testing.T) {
	id := string(number)
	city := newCity(t).
		answering("/requests/"+id+".json", 200, `[{"service_request_id":"`+id+`","status":"open","service_name":"Lamp","service_code":"lamp","agency_responsible":"City","requested_datetime":"2026-01-31T09:30:00+08:00","expected_datetime":"2026-02-07T09:30:00+08:00"}]`).
		answering("/servicerequestupdates.json", 200, `[{"update_id":3,"service_request_id":"`+id+`","status":"in_progress","updated_datetime":"2026-01-31T10:30:00+08:00","description":"Going"},
			{"update_id":9,"service_request_id":"other","status":"closed","updated_datetime":"2026-01-31T11:30:00+08:00"},
			{"update_id":1,"service_request_id":"`+id+`","status":"received","updated_datetime":"2026-01-31T09:30:00+08:00"},
			{"update_id":2,"service_request_id":"`+id+`","status":"dispatched","updated_datetime":"2026-01-31T09:30:00+08:00","description":"City"}]`)
	got, err := city.client().Track(t.Context(), number, "en")
	if err != nil {
		t.Fatal(err)
	}
	var states []report.State
	for _, u := range got.Updates {
		states = append(states, u.State)
	}
	if !reflect.DeepEqual(states, []report.State{report.Received, report.Dispatched, report.InProgress}) ||
		got.State != report.InProgress || got.Agency != "City" || got.ServiceName != "Lamp" || got.Due.IsZero() || got.Number != number {
		t.Errorf("got %+v", got)
	}
}

func TestTrackMakesAStoryOfLittle(t *testing.T) {
	description := `"description":"Dark<br/>编号 Ref: 1024 5583 7716"`
	for name, c := range map[string]struct {
		list string
		want []report.State
		code report.Code
	}{
		"just filed":   {`[{"service_request_id":5,"status":"open","requested_datetime":"2026-01-31T09:30:00+08:00",` + description + `}]`, []report.State{report.Received}, ""},
		"with a note":  {`[{"service_request_id":5,"status":"new","status_notes":"seen",` + description + `}]`, []report.State{report.Received, report.InProgress}, ""},
		"closed":       {`[{"service_request_id":5,"status":"Closed","status_notes":"done",` + description + `}]`, []report.State{report.Received, report.Closed}, ""},
		"of others":    {`[{"service_request_id":5,"status":"open","description":"Dark"}]`, nil, report.NotFound},
		"an empty one": {`[]`, nil, report.NotFound},
	} {
		city := newCity(t).answering("/requests.json", 200, c.list)
		got, err := city.client().Track(t.Context(), number, "en")
		var states []report.State
		for _, u := range got.Updates {
			states = append(states, u.State)
		}
		if report.CodeOf(err) != c.code || !reflect.DeepEqual(states, c.want) {
			t.Errorf("%s: got %v, %v", name, states, err)
		}
	}
}

func TestLogsHoldNothingOfAResident(t *testing.T) {
	var log bytes.Buffer
	city := newCity(t)
	city.plan = []fault{commitDrop, drop, drop}
	cl := connect(t, client.Options{BaseURL: city.URL, APIKey: "secret-key",
		Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	for i := range 2 {
		sub := fresh()
		sub.Key += string(rune('a' + i))
		sub.Number = [...]report.Number{number, "102400000009"}[i]
		if _, err := cl.Send(t.Context(), sub); err != nil {
			t.Log(err)
		}
	}
	if log.Len() == 0 {
		t.Error("nothing was logged")
	}
	for _, words := range []string{"13800138000", "路灯", "和平里", "secret-key"} {
		if strings.Contains(log.String(), words) {
			t.Errorf("the log holds %q:\n%s", words, &log)
		}
	}
}

// TestA14ACitySaysInWhichLanguage: the language of a request is that of its answer, be it shown by its number or found in a list.
func TestA14ACitySaysInWhichLanguage(t *testing.T) {
	one := `[{"service_request_id":"102406428304","service_name":"Lamp out","status":"open","requested_datetime":"2026-11-22T03:05:00Z"}]`
	for _, path := range []string{"/requests/102406428304.json", "/requests.json"} {
		city := newCity(t)
		city.special[path] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Language", "en, de")
			say(w, 200, one)
		}
		got, err := city.client().Track(t.Context(), "102406428304", "zh-Hans")
		if err != nil || got.Lang != "en" || got.ServiceName != "Lamp out" {
			t.Errorf("%s: got %+v, %v", path, got, err)
		}
	}
}
