package server_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"linli/client/georeport"
	"linli/server"
)

// ofEachType is a catalogue with a service of each type.
func ofEachType(o *server.Options) {
	const rest = `
kind = "other"
urgency = "7d"
department = { zh-Hans = "档案馆", zh-Hant = "檔案館", en = "Archive" }
name = { zh-Hans = "事", zh-Hant = "事", en = "Thing" }
description = { zh-Hans = "事", zh-Hant = "事", en = "A thing" }
`
	o.Catalogue = fstest.MapFS{"town.toml": {Data: []byte("[group]\nkey = 'town'\norder = 1\nname = { zh-Hans = '镇', zh-Hant = '鎮', en = 'Town' }\n" +
		"[[service]]\ncode = 'lamp'" + rest + "[[service]]\ncode = 'ledger'\ntype = 'batch'\nid_after = '72h'" + rest +
		"[[service]]\ncode = 'box'\ntype = 'blackbox'" + rest)}}
}

func (b *backend) getAs(key, path string) reply {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.url+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+key)
	return b.do(r)
}

// tokenOf files at the service of batch and returns what is given for an id.
func (b *backend) tokenOf(f georeport.Format, key string, form url.Values) (token, body string) {
	b.t.Helper()
	got := b.post(f, form, key)
	a, err := georeport.Reader{}.Answer([]byte(got.body))
	if got.status != http.StatusOK || err != nil || a.Token == "" || a.ID != "" {
		b.t.Fatalf("%d %s", got.status, got.body)
	}
	return a.Token, strings.ReplaceAll(got.body, a.Token, "TOKEN")
}

// TestABatchGivesATokenAndTheIDDaysLater (GeoReport v2, "POST Service Request", "GET service_request_id from a token"), in both formats.
func TestABatchGivesATokenAndTheIDDaysLater(t *testing.T) {
	for _, f := range []georeport.Format{georeport.XML, georeport.JSON} {
		b := start(t, ofEachType)
		ext := "." + string(f)
		golden(t, "types"+ext, b.get(api+"/services"+ext, "en").body)
		token, body := b.tokenOf(f, filingKey, lamp("service_code", "ledger"))
		golden(t, "batch"+ext, body)
		if strings.Contains(token, number) || len(token) < 20 {
			t.Errorf("the token %s can be guessed", token)
		}
		hidden := func(when string) {
			t.Helper()
			if got := b.get(api+"/tokens/"+token+ext, ""); got.status != 200 {
				t.Errorf("%s: the token: %d %s", when, got.status, got.body)
			} else {
				golden(t, "batch-waiting"+ext, got.body)
			}
			for path, want := range map[string]int{"/requests/" + number: 404, "/tokens/" + number: 404, "/tokens/nobodys": 404} {
				if got := b.get(api+path+ext, ""); got.status != want {
					t.Errorf("%s: %s: %d %s", when, path, got.status, got.body)
				}
			}
			if got := b.list("service_request_id=" + number); len(got) != 0 || len(b.list("")) != 0 || len(b.history(number)) != 0 {
				t.Errorf("%s: it is shown: %+v", when, got)
			}
		}
		hidden("at first")
		b.clock.pass(72*time.Hour - time.Second)
		hidden("after three days")
		b.clock.pass(time.Second)
		golden(t, "batch-token"+ext, strings.ReplaceAll(b.get(api+"/tokens/"+token+ext, "").body, token, "TOKEN"))
		if got := b.list(""); len(got) != 1 || got[0].ID != number || len(b.history(number)) != 2 {
			t.Errorf("not shown in the end: %+v", got)
		}
		if got := b.get(api+"/requests/"+number+ext, ""); got.status != 200 {
			t.Errorf("not shown in the end: %d %s", got.status, got.body)
		}
		if got := b.get(api+"/tokens/"+number+ext, ""); got.status != 404 {
			t.Errorf("its id is a token, too: %d", got.status)
		}
		// The first answer again, whatever there is by now.
		again := b.post(f, lamp("service_code", "ledger"), filingKey)
		if again.header.Get("Idempotency-Replayed") != "true" || strings.ReplaceAll(again.body, token, "TOKEN") != body {
			t.Errorf("again: %d %s", again.status, again.body)
		}
	}
}

// TestABlackboxGivesNothing, ever: neither an id nor a token, in no list, and by no number.
func TestABlackboxGivesNothing(t *testing.T) {
	for _, f := range []georeport.Format{georeport.XML, georeport.JSON} {
		b := start(t, ofEachType)
		ext := "." + string(f)
		for range 2 { // the second is replayed
			got := b.post(f, lamp("service_code", "box"), filingKey)
			if got.status != 200 || strings.Contains(got.body, number) {
				t.Errorf("%d %s", got.status, got.body)
			}
			golden(t, "blackbox"+ext, got.body)
			for _, path := range []string{"/requests/", "/tokens/"} {
				if got := b.get(api+path+number+ext, ""); got.status != 404 {
					t.Errorf("%s: %d %s", path, got.status, got.body)
				}
			}
			if all := b.list("service_code=box"); len(all) != 0 || len(b.history("")) != 0 {
				t.Errorf("it is shown: %+v", all)
			}
			b.clock.pass(89 * 24 * time.Hour)
		}
	}
}

// TestOfficersSeeWhatNobodyElseDoes: somebody has to read it. What an officer says of a request of batch gives it its id; a blackbox stays one.
func TestOfficersSeeWhatNobodyElseDoes(t *testing.T) {
	dir := t.TempDir()
	k := keys(t, server.Options{DataDir: dir, Database: database(t, dir)})
	kiosk, err := k.Add(t.Context(), "kiosk", server.Kiosk)
	if err != nil {
		t.Fatal(err)
	}
	officer, err := k.Add(t.Context(), "archive", server.Officer)
	if err != nil {
		t.Fatal(err)
	}
	b := start(t, func(o *server.Options) { ofEachType(o); o.DataDir = dir })
	token, _ := b.tokenOf(georeport.JSON, "", lamp("service_code", "ledger", "api_key", kiosk))
	box := lamp("service_code", "box", "api_key", kiosk, "description", "两\n编号 Ref: 1024 0642 8304")
	if got := b.post(georeport.JSON, box, ""); got.status != 200 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	for key, want := range map[string]int{kiosk: 0, officer: 2, "": 0} {
		for _, call := range []string{"/requests.json", "/requests.json?service_request_id=" + number + ",102406428304"} {
			list, err := georeport.Reader{}.Requests([]byte(b.getAs(key, api+call).body))
			if err != nil || len(list) != want {
				t.Errorf("%s: %d requests, %v; want %d", call, len(list), err, want)
			}
		}
	}
	for _, id := range []string{number, "102406428304"} {
		if got := b.tell(word(officer, id, "in_progress", "w-"+id)); got.status != 200 {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
	if got := b.get(api+"/tokens/"+token+".json", ""); !strings.Contains(got.body, number) {
		t.Errorf("an officer has it, and it has no id: %s", got.body)
	}
	if got := b.list(""); len(got) != 1 || got[0].ID != number {
		t.Errorf("shown: %+v", got)
	}
}

// TestWhatAKioskReadsOfASilentService: linli/v1 says that it was received and when more is said, and no more than that; it can be taken back.
func TestWhatAKioskReadsOfASilentService(t *testing.T) {
	for service, answers := range map[string]string{"ledger": "later", "box": "never"} {
		b := start(t, ofEachType)
		b.post(georeport.JSON, lamp("service_code", service), filingKey)
		v := b.view(number)
		if v.Answers != answers || v.Status != "received" || v.ChangeUntil.IsZero() || v.Due.IsZero() != (answers == "never") || v.Closing != 0 {
			t.Errorf("%s: %+v", service, v)
		}
		var after georeport.View
		got := b.change(number, withdraw, `{"filing":"`+filingKey+`"}`)
		if err := json.Unmarshal([]byte(got.body), &after); err != nil || got.status != 200 || after.Status != "withdrawn" || after.Answers != answers {
			t.Errorf("%s, taken back: %d %s", service, got.status, got.body)
		}
		b.clock.pass(73 * time.Hour)
		if v := b.view(number); v.Answers == "later" {
			t.Errorf("%s, days later: %+v", service, v)
		}
	}
}
