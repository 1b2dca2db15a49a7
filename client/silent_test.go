package client_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"linli/client"
	"linli/report"
	"linli/server"
)

// slowTown is a backend of ours with a service of each type. Plain hides from its clients that it is one of ours.
func slowTown(t *testing.T, plain bool) (*town, *client.Client) {
	t.Helper()
	const rest = `
kind = "other"
urgency = "7d"
department = { zh-Hans = "档案馆", zh-Hant = "檔案館", en = "Archive" }
name = { zh-Hans = "事", zh-Hant = "事", en = "Thing" }
description = { zh-Hans = "事", zh-Hant = "事", en = "A thing" }
`
	w := openTown(t, server.Options{Catalogue: fstest.MapFS{"town.toml": {Data: []byte("[group]\nkey = 'town'\norder = 1\nname = { zh-Hans = '镇', zh-Hant = '鎮', en = 'Town' }\n" +
		"[[service]]\ncode = 'lamp'" + rest + "[[service]]\ncode = 'ledger'\ntype = 'batch'\nid_after = '72h'" + rest +
		"[[service]]\ncode = 'box'\ntype = 'blackbox'" + rest)}}})
	address := w.URL
	if plain {
		ours := w.Config.Handler
		front := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "discovery") || strings.HasPrefix(r.URL.Path, "/linli/") {
				http.NotFound(rw, r)
				return
			}
			r.Header.Del("Idempotency-Key")
			ours.ServeHTTP(rw, r)
		}))
		t.Cleanup(front.Close)
		address = front.URL
	}
	return w, connect(t, client.Options{BaseURL: address + "/open311/v2"})
}

func at(service string) report.Submission {
	sub := fresh()
	sub.Draft.ServiceCode = service
	return sub
}

// A service of batch, end to end: a token that takes three days is kept with the receipt; until then a resident reads that the city has it and
// says more later, and then what became of it.
func TestATokenThatTakesDays(t *testing.T) {
	for _, plain := range []bool{false, true} {
		w, cl := slowTown(t, plain)
		sub := at("ledger")
		receipt, err := cl.Send(t.Context(), sub)
		if err != nil || receipt.Token == "" || receipt.RequestID != "" || receipt.Answers != report.AnswersLater {
			t.Fatalf("plain %v: %+v, %v", plain, receipt, err)
		}
		for range 3 {
			st, err := cl.Follow(t.Context(), receipt, "en")
			if plain && report.CodeOf(err) != report.NotFound { // which the receipt's own kiosk tells as received
				t.Errorf("plain, waiting: %+v, %v", st, err)
			}
			if !plain && (err != nil || st.State != report.Received || st.Answers != report.AnswersLater || st.ChangeUntil.IsZero() != (w.passed() > 10*time.Minute)) {
				t.Errorf("waiting: %+v, %v", st, err)
			}
			want := report.Seen // whose it is, its key proves
			if plain {
				want = report.Hidden
			}
			if sight, _, err := cl.Look(t.Context(), sub, receipt); sight != want || err != nil {
				t.Errorf("plain %v, waiting: %q, %v", plain, sight, err)
			}
			w.pass(24*time.Hour - time.Minute)
		}
		w.pass(time.Hour)
		st, err := cl.Follow(t.Context(), receipt, "en")
		if err != nil || st.State != report.Dispatched || st.Answers != report.AnswersAtOnce || st.Number != number {
			t.Errorf("plain %v, in the end: %+v, %v", plain, st, err)
		}
		sight, now, err := cl.Look(t.Context(), sub, receipt)
		if sight != report.Seen || err != nil || plain && now.RequestID != string(number) {
			t.Errorf("plain %v, in the end: %q, %+v, %v", plain, sight, now, err)
		}
		if d := cl.Dialect(); d.Batch != 0 && d.Batch != 1 || d.Answers != "token" || d.ListsNew == client.No {
			t.Errorf("plain %v: %+v", plain, d)
		}
	}
}

// A blackbox, end to end: there is nothing but its word. A backend of ours still says that it was received.
func TestABlackboxWithoutAnID(t *testing.T) {
	for _, plain := range []bool{false, true} {
		w, cl := slowTown(t, plain)
		sub := at("box")
		receipt, err := cl.Send(t.Context(), sub)
		if err != nil || receipt.Token != "" || receipt.RequestID != "" || receipt.Answers != report.AnswersNever || receipt.Notice == "" {
			t.Fatalf("plain %v: %+v, %v", plain, receipt, err)
		}
		w.pass(100 * 24 * time.Hour)
		st, err := cl.Track(t.Context(), number, "en")
		if plain && report.CodeOf(err) != report.NotFound || !plain && (err != nil || st.State != report.Received || st.Answers != report.AnswersNever || !st.Due.IsZero()) {
			t.Errorf("plain %v: %+v, %v", plain, st, err)
		}
	}
}

// What a silent service has taken is in no list: where the answer was lost, a list says nothing, even of a city that lists all that is new.
func TestALostAnswerOfASilentServiceIsNotSentAgain(t *testing.T) {
	for _, service := range []string{"ledger", "box"} {
		city := newCity(t)
		cl := city.known()
		city.answering("/services.json", 200, `[{"service_code":"lamp","service_name":"L"},{"service_code":"ledger","service_name":"B","type":"batch"},{"service_code":"box","service_name":"X","type":"BlackBox"}]`)
		city.special["/requests.json"] = func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet {
				say(w, 200, `[]`)
				return
			}
			city.post(w, r)
		}
		city.plan = []fault{commitDrop}
		for range 3 {
			if _, err := cl.Send(t.Context(), at(service)); report.CodeOf(err) != report.Unconfirmed || city.count() != 1 {
				t.Errorf("%s: %v, filed %d times", service, err, city.count())
			}
		}
		if d := cl.Dialect(); d.Batch != 1 || d.Blackbox != 1 || d.ListsNew != client.Yes {
			t.Errorf("%+v", d)
		}
		all, err := cl.Services(t.Context(), "")
		if err != nil || all[0].Answers != report.AnswersAtOnce || all[1].Answers != report.AnswersLater || all[2].Answers != report.AnswersNever {
			t.Errorf("%+v, %v", all, err)
		}
	}
}
