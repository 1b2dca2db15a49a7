package server_test

import (
	"net/http"
	"strings"
	"testing"

	"linli/client/georeport"
	"linli/server"
)

// Every call of GeoReport v2, in both formats, against files that show what is answered.
func TestEachCallAnswersAsSpecified(t *testing.T) {
	b := start(t, func(o *server.Options) { o.PublicName = "Test City" })
	heat := lamp("service_code", "heating-cold", "description", "客厅很冷 <b>&", "lat", "", "long", "")
	heat["attribute[rooms][]"] = []string{"bedroom", "kitchen"}
	heat["attribute[since]"] = []string{"2026-01-30"}
	for _, f := range []georeport.Format{georeport.XML, georeport.JSON} {
		filed := b.post(f, lamp(), "key-1")
		if filed.status != http.StatusOK {
			t.Fatalf("%d %s", filed.status, filed.body)
		}
		golden(t, "post."+string(f), filed.body)
		for name, path := range map[string]string{
			"discovery":   "/discovery",
			"services":    api + "/services",
			"definition":  api + "/services/heating-cold",
			"request":     api + "/requests/" + number,
			"token":       api + "/tokens/" + number,
			"updates":     api + "/servicerequestupdates",
			"not-found":   api + "/requests/999",
			"no-service":  api + "/services/none",
			"no-call":     api + "/nothing",
			"bad-request": api + "/requests",
		} {
			path += "." + string(f)
			if name == "bad-request" {
				path += "?status=new"
			}
			got := b.get(path, "en")
			if got.header.Get("Content-Type") != f.ContentType() {
				t.Errorf("%s: Content-Type %q", path, got.header.Get("Content-Type"))
			}
			want := map[string]int{"not-found": 404, "no-service": 404, "no-call": 404, "bad-request": 400}[name]
			if want == 0 {
				want = 200
			}
			if got.status != want {
				t.Errorf("%s: %d", path, got.status)
			}
			golden(t, name+"."+string(f), got.body)
		}
	}
	id := b.file(heat)
	if got := b.list("service_code=heating-cold"); len(got) != 1 || got[0].ID != id || got[0].Description != "客厅很冷 <b>&" && got[0].Description != "客厅很冷 &" {
		t.Errorf("got %+v", got)
	}
}

func TestDiscoveryIsWhereClientsLookForIt(t *testing.T) {
	b := start(t, func(o *server.Options) { o.PublicURL = "" })
	for _, path := range []string{"/discovery.json", "/discovery.xml", api + "/discovery.json", api + "/discovery.xml"} {
		d, err := georeport.Reader{}.Discovery([]byte(b.get(path, "").body))
		if err != nil || d.Endpoints[0].URL != b.url+api {
			t.Errorf("%s: %+v, %v", path, d, err)
		}
	}
}

func TestTheLanguageIsNegotiated(t *testing.T) {
	b := start(t, nil)
	for accept, want := range map[string][2]string{
		"":                           {"zh-Hans", "暖气不热"},
		"en":                         {"en", "Heating is cold"},
		"en-GB,en;q=0.9":             {"en", "Heating is cold"},
		"zh-TW":                      {"zh-Hant", "暖氣不熱"},
		"zh-Hant-HK;q=0.9, en;q=0.1": {"zh-Hant", "暖氣不熱"},
		"zh-CN":                      {"zh-Hans", "暖气不热"},
		"xx;;;q=none":                {"zh-Hans", "暖气不热"},
		"el":                         {"zh-Hans", "暖气不热"},
	} {
		got := b.get(api+"/services.json", accept)
		if got.header.Get("Content-Language") != want[0] || got.header.Get("Vary") != "Accept-Language" || !strings.Contains(got.body, want[1]) {
			t.Errorf("%q: got %v", accept, got.header)
		}
	}
}

func TestNoPublicCallShowsWhoFiled(t *testing.T) {
	b := start(t, nil)
	b.file(lamp())
	for _, path := range []string{"/requests", "/requests/" + number, "/tokens/" + number, "/servicerequestupdates"} {
		for _, ext := range []string{".json", ".xml"} {
			body := b.get(api+path+ext, "").body
			for _, secret := range []string{"13800138000", "Secretname", "secret@mail.example"} {
				if strings.Contains(body, secret) {
					t.Errorf("%s%s shows %s", path, ext, secret)
				}
			}
		}
	}
}

func TestFiltersOfTheList(t *testing.T) {
	b := start(t, nil)
	old := b.file(lamp("description", "old"))
	b.clock.pass(100 * 24 * 60 * 60 * 1e9)
	one := b.file(lamp("description", "one"))
	b.clock.pass(60 * 60 * 1e9)
	heat := lamp("service_code", "heating-cold", "description", "two")
	heat["attribute[rooms]"] = []string{"kitchen"}
	two := b.file(heat)
	for query, want := range map[string][]string{
		"": {two, one}, // the last 90 days, the newest first
		"service_request_id=" + old + ",x," + one:                    {one, old},
		"service_request_id=" + old + "&status=closed":               {old}, // ids override the rest
		"service_code=lamp":                                          {one},
		"service_code=lamp,heating-cold":                             {two, one},
		"status=open":                                                {two, one},
		"status=closed":                                              nil,
		"status=open,closed":                                         {two, one},
		"start_date=2026-01-01T00:00:00Z&end_date=2026-02-01":        {old},
		"start_date=2026-01-31":                                      {old}, // 90 days from there
		"end_date=2026-05-11T09:45:00%2B08:00":                       {one},
		"end_date=2026-05-11T09:45:00+08:00":                         {one}, // the + not escaped
		"start_date=2026-01-01T00:00:00Z&end_date=2026-12-31T00:00Z": {two, one, old},
		"jurisdiction_id=any&page=1&unknown=x":                       {two, one},
	} {
		var got []string
		for _, r := range b.list(query) {
			got = append(got, r.ID)
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%q: got %v, want %v", query, got, want)
		}
	}
	for _, query := range []string{"status=new", "start_date=yesterday", "end_date=x", "service_request_id=" + strings.Repeat("1,", 1001)} {
		if got := b.get(api+"/requests.xml?"+query, ""); got.status != 400 || !strings.Contains(got.body, "<errors>") {
			t.Errorf("%.40q: %d %s", query, got.status, got.body)
		}
	}
}

func TestWhatHappenedIsListedInOrder(t *testing.T) {
	b := start(t, nil)
	id := b.file(lamp())
	got := b.history(id)
	if len(got) != 2 || got[0].Status != "received" || got[1].Status != "dispatched" || got[0].Description != "We have your request." ||
		got[1].Description != "It is now with: City lighting. You will have an answer by February 7, 09:30." {
		t.Errorf("got %+v", got)
	}
	if r := b.list("")[0]; r.Agency != "City lighting" || r.Status != "open" || r.Expected.Sub(r.Requested.Time).Hours() != 7*24 ||
		r.Description != "路灯坏了" || r.ID != number {
		t.Errorf("got %+v", r)
	}
}
