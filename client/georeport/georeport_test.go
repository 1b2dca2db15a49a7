package georeport_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"linli/client/georeport"
)

func at(s string) georeport.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return georeport.Time{Time: t}
}

// documents is one of each, as full as it can be.
func documents() map[string]georeport.Document {
	when := at("2026-01-31T09:30:00+08:00")
	return map[string]georeport.Document{
		"discovery": georeport.Discovery{
			Changeset: when, Contact: "ask", KeyService: "here",
			Endpoints: []georeport.Endpoint{{Specification: georeport.Specification, URL: "https://city.example/v2",
				Changeset: when, Type: "production", Formats: []string{"text/xml", "application/json"}}},
		},
		"services": georeport.Services{
			{Code: "001", Name: "路灯不亮", Description: "A & B < C", Metadata: true, Type: "realtime",
				Keywords: georeport.Keywords{"light", "路灯"}, Group: "街上的事"},
			{Code: "Mayor's Hotline:Needle Pickup", Name: "Needles", Type: "batch"},
		},
		"definition": georeport.Definition{ServiceCode: "001", Attributes: []georeport.Attribute{
			{Variable: true, Code: "rooms", Datatype: "multivaluelist", Required: true, DatatypeDescription: "several",
				Order: 1, Description: "Which?", Values: []georeport.Value{{Key: "1", Name: "卧室"}, {Key: "2", Name: "Kitchen"}}},
			{Code: "note", Datatype: "text", Order: 2, Description: "Only to be read"},
		}},
		"answer": georeport.Answers{{ID: "102455837716", Notice: "Soon"}},
		"token":  georeport.Tokens{{ID: "12", Token: "t-12"}},
		"requests": georeport.Requests{{
			ID: "0012", Status: "open", StatusNotes: "seen", ServiceName: "Lamp", ServiceCode: "001",
			Description: "坏了 😀\nsecond line", Agency: "City", Notice: "Soon", Requested: when, Updated: when, Expected: when,
			Address: "Street 1", AddressID: "5", Zipcode: "100000", Lat: "39.9042000", Long: "-116.4074000",
			MediaURL: "https://city.example/a.jpg",
		}, {ID: "2", Status: "closed", ServiceCode: "001"}},
		"updates": georeport.Updates{{ID: "1", RequestID: "0012", Status: "in_progress", Updated: when, Description: "Going"}},
		"errors":  georeport.Errors{{Code: 404, Description: "nothing"}, {Code: 400, Description: "bad"}},
	}
}

func TestWhatIsWrittenIsReadAsItWas(t *testing.T) {
	var r georeport.Reader
	for name, doc := range documents() {
		for _, f := range []georeport.Format{georeport.JSON, georeport.XML} {
			body, err := georeport.Encode(f, doc)
			if err != nil {
				t.Fatal(err)
			}
			var got any
			switch doc.(type) {
			case georeport.Discovery:
				got, err = r.Discovery(body)
			case georeport.Services:
				got, err = r.Services(body)
			case georeport.Definition:
				got, err = r.Definition(body)
			case georeport.Answers:
				var a georeport.Answer
				a, err = r.Answer(body)
				got = georeport.Answers{a}
			case georeport.Tokens:
				var a georeport.Answer
				a, err = r.Answer(body)
				got = georeport.Tokens{{ID: a.ID, Token: a.Token}}
			case georeport.Requests:
				got, err = r.Requests(body)
			case georeport.Updates:
				got, err = r.Updates(body)
			case georeport.Errors:
				got = r.Errors(body)
			}
			if err != nil {
				t.Errorf("%s.%s: %v\n%s", name, f, err, body)
				continue
			}
			if want := fmt.Sprintf("%+v", doc); fmt.Sprintf("%+v", got) != normal(want) && fmt.Sprintf("%+v", got) != want {
				t.Errorf("%s.%s:\n got %+v\nwant %+v\n%s", name, f, got, doc, body)
			}
		}
	}
}

// normal shortens degrees as JSON numbers do.
func normal(s string) string {
	return strings.NewReplacer("39.9042000", "39.9042", "-116.4074000", "-116.4074").Replace(s)
}

func TestXMLHasTheNamesOfTheSpecification(t *testing.T) {
	docs := documents()
	for name, want := range map[string][]string{
		"discovery":  {"<discovery>", "<key_service>", "<endpoints>\n    <endpoint>", "<formats>\n        <format>text/xml</format>"},
		"services":   {"<services>\n  <service>\n    <service_code>001</service_code>", "<metadata>true</metadata>", "<keywords>light,路灯</keywords>"},
		"definition": {"<service_definition>\n  <service_code>001</service_code>\n  <attributes>\n    <attribute>", "<values>\n        <value>\n          <key>1</key>"},
		"answer":     {"<service_requests>\n  <request>\n    <service_request_id>102455837716</service_request_id>"},
		"requests":   {"<service_requests>\n  <request>", "<long>-116.4074000</long>", "<requested_datetime>2026-01-31T09:30:00+08:00</requested_datetime>"},
		"updates":    {"<service_request_updates>\n  <request_update>\n    <update_id>1</update_id>"},
		"errors":     {"<errors>\n  <error>\n    <code>404</code>"},
	} {
		body, err := georeport.Encode(georeport.XML, docs[name])
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range want {
			if !strings.Contains(string(body), part) {
				t.Errorf("%s has no %q:\n%s", name, part, body)
			}
		}
	}
}

func TestJSONIsAListWithNullForNothing(t *testing.T) {
	body, err := georeport.Encode(georeport.JSON, georeport.Requests{{ID: "2", Status: "closed"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"[\n", `"service_request_id": "2"`, `"lat": null`, `"updated_datetime": null`, `"address": null`} {
		if !strings.Contains(string(body), part) {
			t.Errorf("no %q in %s", part, body)
		}
	}
	if body, _ = georeport.Encode(georeport.JSON, georeport.Services(nil)); string(body) != "[]\n" {
		t.Errorf("an empty list is %q", body)
	}
}

func TestServicesAreReadAsRealServersSendThem(t *testing.T) {
	want := georeport.Services{{Code: "002", Name: "Plate", Metadata: true, Type: "realtime",
		Keywords: georeport.Keywords{"lorem", "ipsum"}, Group: "street"}}
	for name, body := range map[string]string{
		"as specified":    `[{"service_code":"002","service_name":"Plate","metadata":true,"type":"realtime","keywords":"lorem, ipsum","group":"street"}]`,
		"bare number":     `[{"service_code":002,"service_name":"Plate","metadata":"true","type":"realtime","keywords":"lorem,ipsum,","group":"street","description":null}]`,
		"one object":      `{"service_code":"002","service_name":"Plate","metadata":1,"type":"realtime","keywords":["lorem","ipsum"],"groups":["street"]}`,
		"wrapped":         `{"count":1,"services":[{"service_code":"002","service_name":"Plate","metadata":"TRUE","type":"realtime","keywords":"lorem,ipsum","group":"street"}]}`,
		"shouted":         `[{"SERVICE_CODE":"002","SERVICE_NAME":"Plate","METADATA":true,"TYPE":"realtime","KEYWORDS":"lorem,ipsum","GROUP":"street"}]` + "\n\n\n",
		"with markup":     `[{"service_code":"002","service_name":"<b>Pl\u0000ate</b>\u202e","metadata":true,"type":"realtime","keywords":"lorem,ipsum","group":"&lt;i&gt;street"}]`,
		"XML":             `<?xml version="1.0" encoding="utf-8"?><services is_array="true"><service><service_code>002</service_code><service_name>Plate</service_name><metadata>true</metadata><type>realtime</type><keywords>lorem, ipsum</keywords><group>street</group></service></services>`,
		"XML, namespaces": "\xEF\xBB\xBF" + `<x:services xmlns:x="http://x"><x:service><x:service_code> 002 </x:service_code><x:service_name><![CDATA[<p>Plate</p>]]></x:service_name><x:metadata>true</x:metadata><x:type>realtime</x:type><x:keywords>lorem,ipsum</x:keywords><x:group>street</x:group></x:service></x:services>`,
	} {
		got, err := georeport.Reader{}.Services([]byte(body))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
}

func TestDefinitionsAreReadAsRealServersSendThem(t *testing.T) {
	for name, body := range map[string]string{
		"without wrapper":   `<service_definition><service_code>9</service_code><attribute><variable>true</variable><code>250</code><datatype>singlevaluelist</datatype><required>true</required><order>1</order><description>Why?</description><values><value><key>790</key><name>Child</name></value></values></attribute></service_definition>`,
		"shouted in a list": `[{"ATTRIBUTES":[{"ORDER":1,"CODE":250,"DATETYPE":"singlevaluelist","DESCRIPTION":"Why?","REQUIRED":true,"VALUES":[{"KEY":790,"NAME":"Child "}]}],"SERVICE_CODE":9}]`,
		"single objects":    `{"service_code":9,"attributes":{"variable":"true","code":"250","datatype":"singlevaluelist","required":"true","order":"1","description":"Why?","values":{"key":"790","name":"Child"}}}`,
	} {
		got, err := georeport.Reader{}.Definition([]byte(body))
		want := georeport.Definition{ServiceCode: "9", Attributes: []georeport.Attribute{{Variable: true, Code: "250",
			Datatype: "singlevaluelist", Required: true, Order: 1, Description: "Why?",
			Values: []georeport.Value{{Key: "790", Name: "Child"}}}}}
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
	for _, body := range []string{`{"service_code":"001"}`, `{"service_code":"001","attributes":[]}`, `<service_definition><service_code>1</service_code><attributes/></service_definition>`} {
		if got, err := (georeport.Reader{}).Definition([]byte(body)); err != nil || len(got.Attributes) != 0 {
			t.Errorf("%s: got %+v, %v", body, got, err)
		}
	}
}

func TestAnswersToAFilingInTheirManyNestings(t *testing.T) {
	for body, want := range map[string]georeport.Answer{
		`[{"service_request_id":293944,"service_notice":"Soon","account_id":null}]`:                                                           {ID: "293944", Notice: "Soon"},
		`{"service_requests":[{"service_request_id":"293944"}]}`:                                                                              {ID: "293944"},
		`<service_requests><service_requests><service_request_id>3</service_request_id></service_requests></service_requests>`:                {ID: "3"},
		`<requests><request><service_request_id>abc</service_request_id><token/></request></requests>`:                                        {ID: "abc"},
		`<service_requests><request><token>503f</token></request></service_requests>`:                                                         {Token: "503f"},
		`<service_requests><request><service_notice/></request></service_requests>`:                                                           {},
		`[{"service_request_id":"1","token":"","status":"open","description":"d","lat":1.5}]`:                                                 {ID: "1"},
		"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><r><request><token>1</token><service_notice>Stra\xDFe</service_notice></request></r>": {Token: "1", Notice: "Straße"},
	} {
		if got, err := (georeport.Reader{}).Answer([]byte(body)); err != nil || got != want {
			t.Errorf("%s: got %+v, %v", body, got, err)
		}
	}
}

func TestWhatIsNotGeoReportIsAnError(t *testing.T) {
	deep := strings.Repeat("[", 10000)
	for _, body := range []string{
		"", " \n", "<!DOCTYPE html><html><body>log in</body></html>", "<HTML><form></form></HTML>",
		`{"login":"https://portal.example"}`, `["a"]`, "hello", "[", "<services>", deep, deep + strings.Repeat("]", 10000),
		strings.Repeat("<a>", 10000), `<!DOCTYPE a [<!ENTITY b "bbbb">]><services><service><service_code>&b;</service_code></service></services>`,
		`[` + strings.Repeat(`[],`, 300000) + `[]]`, strings.Repeat(" ", georeport.MaxBytes+1),
		`<?xml version="1.0" encoding="klingon"?><services/>`, "\x00\x01", "[]x",
	} {
		if got, err := (georeport.Reader{}).Services([]byte(body)); !errors.Is(err, georeport.ErrNotGeoReport) {
			t.Errorf("%.60q: got %v, %v", body, got, err)
		}
	}
}

func TestEmptyListsAreNoErrors(t *testing.T) {
	for _, body := range []string{"[]", "{}", "null", "<services/>", "<service_requests>\n</service_requests>",
		`{"service_requests":[]}`, `{"count":0,"services":null}`} {
		if got, err := (georeport.Reader{}).Services([]byte(body)); err != nil || len(got) != 0 {
			t.Errorf("%s: got %v, %v", body, got, err)
		}
	}
}

func TestErrorsInTheirManyShapes(t *testing.T) {
	for body, want := range map[string]georeport.Errors{
		`[{"code":404,"description":"nothing"}]`:                                 {{Code: 404, Description: "nothing"}},
		`{"code":404,"detail":"Not Found"}`:                                      {{Code: 404, Description: "Not Found"}},
		`{"code":400,"detail":{"phone":["bad","long"]}}`:                         {{Code: 400, Description: "bad; long"}},
		`{"type":"e","code":"middleware_15","message":"no"}`:                     {{Description: "no"}},
		`<error><code>403</code><description>key</description></error>`:          {{Code: 403, Description: "key"}},
		`<error>Invalid api_key received</error>`:                                {{Description: "Invalid api_key received"}},
		`<errors><error><code>400</code><message>dup</message></error></errors>`: {{Code: 400, Description: "dup"}},
		`{"errors":["no","never"]}`:                                              {{Description: "no"}, {Description: "never"}},
		`{"error":"closed"}`:                                                     {{Description: "closed"}},
		`<html>nothing</html>`:                                                   nil,
		`[]`:                                                                     nil,
	} {
		if got := (georeport.Reader{}).Errors([]byte(body)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v", body, got)
		}
	}
}

func TestRequestsKeepWhatTheyCan(t *testing.T) {
	body := `{"requests":[{"service_request_id":1378634,"service_code":1864,"lat":"60.21","lon":25.07,"zip_code":"00100",
		"updated_datetime":"","requested_datetime":"2020-08-13T11:45:51.163-06:00","status_notes":"","media_url":[{"id":1,"url":"https://a/b.jpg"}]},
		{"service_request_id":"2","service_code":"x","lat":884936.006,"long":1037155.1,"expected_datetime":"2020-08-13 11:45:51"}]}`
	zone := time.FixedZone("", 8*3600)
	got, err := georeport.Reader{Zone: zone}.Requests([]byte(body))
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	if r := got[0]; r.ID != "1378634" || r.ServiceCode != "1864" || r.Long != "25.07" || r.Zipcode != "00100" ||
		!r.Updated.IsZero() || r.Requested.UTC().Hour() != 17 {
		t.Errorf("first: %+v", r)
	}
	if r := got[1]; r.Lat != "" || r.Long != "" || r.Expected.UTC().Hour() != 3 {
		t.Errorf("second: %+v", r)
	}
}

func TestCleanLeavesWordsAndTakesTheRest(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                                     "plain",
		"a < b and c > d":                           "a < b and c > d",
		"<p>One</p><p>Two<br/>Three</p>":            "One\nTwo\nThree",
		"<script>alert(1)</script>safe":             "safe",
		"&lt;script&gt;alert(1)&lt;/script&gt;safe": "safe",
		"x\x00\x1b[31my\u202Ez\u2066\uFEFF":         "x[31myz",
		"bad \xff utf8":                             "bad  utf8",
		"👩‍🦽 family":                                "👩‍🦽 family",
		"I <3 U":                                    "I <3 U",
		"R&amp;D\r\nnext":                           "R&D\nnext",
	} {
		if got := georeport.Clean(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	if n := len([]rune(georeport.Clean(strings.Repeat("字", 100_000)))); n != 20_000 {
		t.Errorf("a long text keeps %d characters", n)
	}
}

func TestTheReferenceLineIsFoundAndTakenOff(t *testing.T) {
	const n = "102455837716"
	line := "编号 Ref: 1024 5583 7716"
	for in, want := range map[string]struct {
		rest string
		ok   bool
	}{
		"路灯坏了\n" + line:           {"路灯坏了", true},
		line:                      {"", true},
		"a\n\nb\n" + line + " \n": {"a\n\nb", true},
		line + "\nmore":           {line + "\nmore", false},
		"编号 Ref: 1024 5583 7717":  {"编号 Ref: 1024 5583 7717", false},
		"see 编号 Ref: " + n:        {"see 编号 Ref: " + n, false},
		"nothing":                 {"nothing", false},
	} {
		rest, got, ok := georeport.CutRef(in)
		if rest != want.rest || ok != want.ok || ok && georeport.RefLine(got) != line {
			t.Errorf("%q: got %q, %q, %v", in, rest, got, ok)
		}
	}
	if !georeport.Mentions("x <br> "+line, n) || georeport.Mentions("x", n) {
		t.Error("a number in the middle of a description was not found, or one that is not there was")
	}
}

func TestADiscoveryDocumentWithLooseEndpoints(t *testing.T) {
	body := `<discovery><changeset>2011-09-1 17:35</changeset>
		<endpoints><specification>http://wiki.open311.org/GeoReport_v2</specification><url>https://c/v2/?jurisdiction_id=c&amp;x=1</url><type>production</type><formats><format>text/xml</format></formats></endpoints>
		<endpoints><specification>other</specification><url>https://c/test</url></endpoints></discovery>`
	got, err := georeport.Reader{}.Discovery([]byte(body))
	if err != nil || len(got.Endpoints) != 2 || got.Endpoints[0].URL != "https://c/v2/?jurisdiction_id=c&x=1" || !got.Changeset.IsZero() {
		t.Errorf("got %+v, %v", got, err)
	}
}
