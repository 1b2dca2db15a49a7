package client_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"linli/client"
	"linli/client/georeport"
	"linli/report"
)

// What a city does not know it says in many ways; a resident is told the same.
func TestDifference08NumbersThatNobodyKnows(t *testing.T) {
	byID := "/requests/" + string(number)
	for name, c := range map[string]struct {
		status int
		body   string
	}{
		"in words":             {404, `[{"code":404,"description":"no such request"}]`},
		"with a page":          {404, page},
		"with an empty list":   {200, `[]`},
		"with a wrapped one":   {200, `{"service_requests":[]}`},
		"with another request": {200, `[{"service_request_id":"5","status":"open","description":"Dark"}]`},
	} {
		city := newCity(t).answering(byID+".json", c.status, c.body).answering(byID+".xml", c.status, c.body)
		if got, err := city.client().Track(t.Context(), number, "en"); report.CodeOf(err) != report.NotFound {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// A token for which there is no id yet is said in many ways too, and is asked for again.
func TestDifference09TokensThatAreNotReady(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
	}{
		"an empty list":     {200, `[]`},
		"in words":          {404, `[{"code":404,"description":"token not found"}]`},
		"no such call":      {404, `{"detail":"Not Found"}`},
		"a page":            {404, page},
		"an id that is nil": {200, `[{"service_request_id":null,"token":"t"}]`},
	} {
		city, sub, receipt := newCity(t), fresh(), report.Receipt{Number: number, Token: "t"}
		city.answering("/tokens/t.json", c.status, c.body).answering("/tokens/t.xml", c.status, c.body)
		cl := city.client()
		if _, err := cl.Follow(t.Context(), receipt, "en"); report.CodeOf(err) != report.NotFound {
			t.Errorf("%s: %v", name, err)
		}
		if sight, _, err := cl.Look(t.Context(), sub, receipt); sight != report.Hidden || err != nil {
			t.Errorf("%s: %q, %v", name, sight, err)
		}
		city.answering("/tokens/t.json", 200, `[{"service_request_id":7,"token":"t"}]`).answering("/requests/7.json", 200, `[{"service_request_id":7,"status":"open"}]`)
		if st, err := cl.Follow(t.Context(), receipt, "en"); err != nil || st.State != report.Received {
			t.Errorf("%s, and ready now: %+v, %v", name, st, err)
		}
	}
}

// A city whose dates work the wrong way round, and which knows no filter for services, still finds what it has: it is asked for
// neither a first nor a last day, and what it sends is looked through here.
func TestDifference17DatesTheWrongWayRound(t *testing.T) {
	city := newCity(t)
	city.special["/requests.json"] = func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		switch {
		case r.Method == http.MethodPost:
			city.post(w, r)
		case q.Has("start_date"), q.Has("end_date"):
			say(w, 200, `[]`)
		default:
			city.list(w)
		}
	}
	cl, other := city.client(), fresh()
	other.Number, other.Key, other.Draft.ServiceCode = "102400000009", other.Key+"2", "tree"
	if _, err := cl.Send(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	city.plan = []fault{commitDrop}
	receipt, err := cl.Send(t.Context(), fresh())
	if err != nil || receipt.RequestID != "7002" || city.count() != 2 {
		t.Errorf("%+v, %v, %d filed", receipt, err, city.count())
	}
}

// A city that says nowhere where its endpoint is, is called at the address itself.
func TestDifference27NoDiscoveryAtAll(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
	}{"a page": {404, page}, "in words": {404, `[{"code":404,"description":"no such thing"}]`}, "nothing": {404, ""}, "refused": {400, `{"detail":"Not Found"}`}} {
		city := newCity(t).answering("/discovery.json", c.status, c.body).answering("/discovery.xml", c.status, c.body)
		cl := city.client()
		if _, err := cl.Send(t.Context(), fresh()); err != nil || city.count() != 1 || cl.Dialect().Discovery != client.No {
			t.Errorf("%s: %v, %d filed, discovery: %q", name, err, city.count(), cl.Dialect().Discovery)
		}
	}
}

// A city that wants ten characters gets them from somebody who wrote nothing, and one that takes four thousand takes all that a
// kiosk lets people write, with every line that is added.
func TestDifference28ShortAndLongDescriptions(t *testing.T) {
	for _, words := range []string{"", strings.Repeat("字", georeport.MaxOwn)} {
		city, sub := newCity(t), fresh()
		city.plan = []fault{func(w http.ResponseWriter, r *http.Request, commit func(http.ResponseWriter)) {
			if n := utf8.RuneCountInString(r.PostForm.Get("description")); n < 10 || n > 4000 {
				say(w, 400, `[{"code":400,"description":"description: 10 to 4000 characters"}]`)
				return
			}
			commit(w)
		}}
		sub.Draft.Description, sub.Draft.Contact.Channel = words, report.BySMS
		sub.Draft.Attachments, sub.Draft.Helper = []report.Attachment{{Type: report.RecordingType}}, "10241024"
		if _, err := city.client().Send(t.Context(), sub); err != nil || city.count() != 1 {
			t.Errorf("%d characters: %v", len([]rune(words)), err)
			continue
		}
		if got := city.filed[0].Get("description"); !strings.Contains(got, georeport.HelpedLine("10241024")+"\n"+georeport.SMSOnly+"\n"+georeport.KeptHere+"\n"+line) {
			t.Errorf("sent without a line: %s", got[max(0, len(got)-200):])
		}
	}
}

// A server that breaks its answer where deflate may be used is never told that it may; gzip is read, which saves a thin line.
func TestDifference30NoDeflate(t *testing.T) {
	city := newCity(t)
	city.special["/services.json"] = func(w http.ResponseWriter, r *http.Request) {
		if accepted := r.Header.Get("Accept-Encoding"); accepted != "gzip" {
			t.Errorf("accepts %q", accepted)
		}
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		if _, err := io.WriteString(z, `[{"service_code":1,"service_name":"Lamp"}]`); err != nil || z.Close() != nil {
			t.Error(err)
		}
	}
	if got, err := city.client().Services(t.Context(), ""); err != nil || len(got) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

// Some servers refuse a field that they do not know, and they do not agree on what a device or an account is called: all that
// is sent is what every one of them knows.
func TestDifference31OnlyFieldsThatAllKnow(t *testing.T) {
	known := map[string]bool{"service_code": true, "description": true, "api_key": true, "address_string": true, "lat": true, "long": true, "phone": true}
	city := newCity(t)
	city.plan = []fault{func(w http.ResponseWriter, r *http.Request, commit func(http.ResponseWriter)) {
		for name, values := range r.PostForm {
			if !known[name] || len(values) != 1 || values[0] == "" {
				say(w, 400, `[{"code":400,"description":"unknown field `+name+`"}]`)
				return
			}
		}
		commit(w)
	}}
	city.special["/services.json"] = func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery != "" {
			say(w, 400, `[{"code":400,"description":"unknown parameter"}]`)
			return
		}
		say(w, 200, `[]`)
	}
	cl := city.client()
	if _, err := cl.Services(t.Context(), "en"); err != nil {
		t.Error(err)
	}
	if _, err := cl.Send(t.Context(), fresh()); err != nil || city.count() != 1 {
		t.Error(err)
	}
}

// Kinds of questions that no specification knows become the nearest that there is, and what depends on other answers keeps its conditions.
func TestDifference23KindsOfQuestionsOfTheirOwn(t *testing.T) {
	city := newCity(t).answering("/services/dog.json", 200, `{"service_code":"dog","attributes":[
		{"code":"known","datatype":"Boolean (checkbox)","description":"Is it known?","values":0},
		{"code":"read","datatype":"Informational","required":true,"description":"Keep away"},
		{"code":"kind","datatype":"Picklist","dependencies":{"clause":"OR","conditions":[{"attribute":"known","op":"EQ","value":"true"},{"attribute":"n","op":"in","value":[1,2]}]},
			"values":[{"dependentOn":{"clause":"AND","conditions":[{"attribute":"known","op":"eq","value":true}]},"values":[{"key":"g","name":"Grey","img":"g.png"}]},
				{"dependentOn":null,"values":[{"key":"r","name":"Red"}]}]},
		{"code":"when","datatype":"Date","values":2},{"code":"n","datatype":"Integer"},{"code":"t","datatype":"Text"},{"code":"odd","datatype":"telepathy","dependencies":null}]}`)
	got, err := city.client().Definition(t.Context(), "dog", "en")
	known := report.Condition{Attribute: "known", Op: "eq", Values: []string{"true"}}
	want := []report.Attribute{
		{Code: "known", Datatype: report.TypeSingle, Variable: true, Question: "Is it known?", Values: []report.Value{{Key: "true"}, {Key: "false"}}},
		{Code: "read", Datatype: report.TypeText, Question: "Keep away"},
		{Code: "kind", Datatype: report.TypeSingle, Variable: true,
			When:   report.Conditions{Any: true, All: []report.Condition{known, {Attribute: "n", Op: "in", Values: []string{"1", "2"}}}},
			Values: []report.Value{{Key: "g", Name: "Grey", When: report.Conditions{All: []report.Condition{known}}}, {Key: "r", Name: "Red"}}},
		{Code: "when", Datatype: report.TypeDatetime, Variable: true},
		{Code: "n", Datatype: report.TypeNumber, Variable: true},
		{Code: "t", Datatype: report.TypeText, Variable: true},
		{Code: "odd", Datatype: report.TypeText, Variable: true},
	}
	if err != nil || !reflect.DeepEqual(got.Attributes, want) {
		t.Errorf("%v, got\n%+v, want\n%+v", err, got.Attributes, want)
	}
}
