package server_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"linli/client/georeport"
	"linli/report"
	"linli/server"
)

// attacked is a backend that gets calls of all kinds, right and wrong.
type attacked struct {
	handler http.Handler
	log     *bytes.Buffer
	look    *sql.Conn
	officer string
	number  string // of a request that somebody has just filed
	calls   int
	state   string // of what is stored, at a version of the data
	at      int
}

// newAttacked starts one, with a key for a kiosk, "kiosk", and one for an officer.
func newAttacked(f *testing.F) *attacked {
	dir := f.TempDir()
	a := &attacked{log: &bytes.Buffer{}}
	keys, err := server.OpenKeys(f.Context(), dir, "")
	if err != nil {
		f.Fatal(err)
	}
	if a.officer, err = keys.Add(f.Context(), "works", server.Officer); err != nil {
		f.Fatal(err)
	}
	if err := keys.Close(); err != nil {
		f.Fatal(err)
	}
	now := time.Date(2026, 1, 31, 9, 30, 0, 0, time.UTC)
	s, err := server.New(server.Options{DataDir: dir, Catalogue: os.DirFS("testdata"), APIKeys: []string{"kiosk"}, Jurisdiction: "city.example",
		Clock: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(a.log, nil))})
	if err != nil {
		f.Fatal(err)
	}
	a.handler = s.Handler()
	db, err := sql.Open("sqlite", filepath.Join(dir, "linli.db"))
	if err != nil {
		f.Fatal(err)
	}
	if a.look, err = db.Conn(f.Context()); err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() {
		if err := a.look.Close(); err != nil {
			f.Error(err)
		}
		if err := db.Close(); err != nil {
			f.Error(err)
		}
		if err := s.Close(); err != nil {
			f.Error(err)
		}
	})
	return a
}

// call makes a call that each caller makes for the first time. Nothing comes of one that no http.Server would let through.
func (a *attacked) call(c wild) *httptest.ResponseRecorder {
	u, err := url.ParseRequestURI(c.path + "?" + c.query)
	if err != nil {
		return nil
	}
	r, err := http.NewRequestWithContext(context.Background(), c.method, u.String(), strings.NewReader(c.body))
	if err != nil || c.method == "" {
		return nil
	}
	a.calls++
	r.RemoteAddr = fmt.Sprintf("10.%d.%d.%d:1", a.calls>>16%256, a.calls>>8%256, a.calls%256)
	for name, value := range map[string]string{"Content-Type": c.kind, "Idempotency-Key": c.key, "Content-Range": c.span, "Authorization": "Bearer kiosk",
		georeport.FilingProof: ownKey(a.number), georeport.ForRequest: a.number} {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	w := httptest.NewRecorder()
	a.handler.ServeHTTP(w, r)
	return w
}

// wild is a call as somebody made it up.
type wild struct{ method, path, query, kind, body, key, span string }

// known puts into a call what only this run knows: the number of a request and the key of an officer.
func (a *attacked) known(c wild) wild {
	r := strings.NewReplacer("$NUMBER", a.number, "$OFFICER", a.officer, "$OWNKEY", ownKey(a.number))
	c.path, c.query, c.body = r.Replace(c.path), r.Replace(c.query), r.Replace(c.body)
	return c
}

// ownKey is the key with which the request of a number was filed.
func ownKey(number string) string { return strings.Repeat("k", 20) + number }

// renew files a request for those that change one: what was done to the one before shall not last.
func (a *attacked) renew(t testing.TB) {
	t.Helper()
	n, err := report.Mint(1, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := lamp("api_key", "kiosk", "description", "dark\n编号 Ref: "+string(n))
	w := a.call(wild{method: "POST", path: api + "/requests.json", kind: formKind, body: form.Encode(), key: ownKey(string(n))})
	if w == nil || w.Code != 200 {
		t.Fatalf("not taken: %v", w)
	}
	a.number = string(n)
	a.log.Reset()
}

// stored tells what there is of requests, in a way that changes with them. Wrong proofs are counted, and attachments announced, whatever
// comes of the call.
func (a *attacked) stored(t testing.TB) (state string) {
	t.Helper()
	err := a.look.QueryRowContext(context.Background(), `SELECT
		(SELECT count(*) || ' requests, ' || total(updated_at - due_at) || total(length(description)) FROM requests) || ', ' ||
		(SELECT count(*) FROM answers) || ' answers, ' || (SELECT count(*) FROM contacts) || ' contacts, ' || (SELECT count(*) FROM updates) || ' updates, ' ||
		(SELECT count(*) FROM idempotency_keys) || '+' || (SELECT count(*) FROM changes) || '+' || (SELECT count(*) FROM update_ids) || ' keys, ' ||
		(SELECT count(*) FROM ratings) || ' ratings, ' || (SELECT count(*) || ' calls ' || total(length(state) + length(by) + minutes) FROM calls) ||
		(SELECT count(*) FROM keys) || ' holders, ' || (SELECT count(*) FROM attachments WHERE complete) || ' attachments'`).Scan(&state)
	if err != nil {
		t.Fatal(err)
	}
	return state
}

// version changes with each write of another connection.
func (a *attacked) version(t testing.TB) (n int) {
	t.Helper()
	if err := a.look.QueryRowContext(context.Background(), `PRAGMA data_version`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

const formKind = "application/x-www-form-urlencoded"

// plainLog is all that a log may say of calls that a healthy backend gets.
var plainLog = regexp.MustCompile(`^(time=\S+ level=WARN msg="server: an attachment is not what it was said to be"\n)?` +
	`time=\S+ level=INFO msg=call method=(GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|other) ` +
	`route=("((GET|POST|PUT) )?/[a-z0-9/._-]*(\{[a-z0-9]+\}[a-z/]*)?"|/|"") status=[1-4]\d\d took=\S+ id=[A-Z2-7]{26}\n$`)

// FuzzCalls: whatever is called, nothing panics, nothing is answered with 5xx, a call that is refused has stored nothing, and the log says
// nothing of what came.
func FuzzCalls(f *testing.F) {
	if onPostgres() != "" {
		f.Skip("it looks into the files of SQLite")
	}
	a := newAttacked(f)
	a.renew(f)
	for _, c := range rightCalls() {
		f.Add(c.method, c.path, c.query, c.kind, c.body, c.key, c.span)
		if w := a.checked(f, c.wild); w.Code != c.want {
			f.Errorf("%s %s: %d %s, want %d", c.method, c.path, w.Code, w.Body, c.want)
		}
	}
	a.calls = 0
	f.Fuzz(func(t *testing.T, method, path, query, kind, body, key, span string) {
		if a.calls%40 == 0 {
			a.renew(t)
		}
		a.checked(t, wild{method, path, query, kind, body, key, span})
	})
}

// checked makes a call and says what must not come of any.
func (a *attacked) checked(t testing.TB, c wild) *httptest.ResponseRecorder {
	t.Helper()
	if now := a.version(t); now != a.at {
		a.state, a.at = a.stored(t), now
	}
	w := a.call(a.known(c))
	if w == nil {
		return nil
	}
	said := a.log.String()
	a.log.Reset()
	if w.Code >= 500 {
		t.Errorf("answered %d: %s\n%s", w.Code, w.Body, said)
	}
	if !plainLog.MatchString(said) {
		t.Errorf("the log says %s", said)
	}
	if w.Code >= 300 && a.version(t) != a.at {
		if is := a.stored(t); is != a.state {
			t.Errorf("answered %d, and stored: there were %s; there are %s", w.Code, a.state, is)
		}
	}
	return w
}

// right is a call that is known to get an answer.
type right struct {
	want int
	wild
}

// rightCalls are calls of each kind to begin with, one after the other, most of them as they should be.
func rightCalls() []right {
	json, sha, number := "application/json", hashOf([]byte("RIFF")), "/linli/v1/requests/$NUMBER"
	heat := lamp("api_key", "kiosk", "service_code", "heating-cold", "attribute[rooms][]", "kitchen", "attribute[since]", "2026-01-30", "media_url", "https://a.example/b",
		"description", "cold")
	rating := `{"proof":"8000","closing":1,"answered":"yes","solved":"no","satisfied":2}`
	calls := []right{
		{200, wild{"POST", api + "/requests.json", "", formKind, lamp("api_key", "kiosk").Encode(), "key", ""}},
		{422, wild{"POST", api + "/requests.json", "", formKind, lamp("api_key", "kiosk", "phone", "1").Encode(), "key", ""}},
		{200, wild{"POST", api + "/requests.xml", "", formKind, heat.Encode(), "", ""}},
		{404, wild{"POST", api + "/requests.xml", "api_key=kiosk", formKind, "service_code=none&lat=91&phone=%00", "k", ""}},
		{400, wild{"POST", api + "/requests.xml", "", formKind, lamp("api_key", "kiosk", "lat", "91", "description", "far").Encode(), "k", ""}},
		{202, wild{"PUT", "/linli/v1/attachments/" + sha, "", "audio/wav", "RI", "", "bytes 0-1/4"}},
		{200, wild{"PUT", "/linli/v1/attachments/" + sha, "", "audio/wav", "FF", "", "bytes 2-3/4"}},
		{200, wild{"PUT", "/linli/v1/attachments/" + sha, "", "audio/wav", "", "", "bytes */4"}},
		{200, wild{"GET", "/linli/v1/attachments/" + sha, "", "", "", "", ""}},
		{200, wild{"POST", "/linli/v1/calls", "", json, `{"key": "a", "kiosk": 1024, "name": "here"}`, "", ""}},
		{200, wild{"POST", "/linli/v1/calls/a/answer", "", json, `{"by": "王姐", "in": 3}`, "", ""}},
		{200, wild{"POST", "/linli/v1/calls/a/takeback", "", json, "", "", ""}},
		{404, wild{"OPTIONS", api + "/services.json", "", "", "", "", ""}},
		{200, wild{"POST", number + "/amend", "", json, `{"proof":"8000","words":"more"}`, "", ""}},
		{403, wild{"POST", "/linli/v1/requests/000000000000/amend", "", json, `{"proof":"8000","words":"more"}`, "", ""}},
		{200, wild{"POST", api + "/servicerequestupdates.json", "", formKind, "api_key=$OFFICER&service_request_id=$NUMBER&status=closed&description=done&update_id=1", "", ""}},
		{400, wild{"POST", api + "/servicerequestupdates.xml", "", formKind, "api_key=$OFFICER&service_request_id=$NUMBER&status=none", "", ""}},
		{200, wild{"POST", number + "/rating", "", json, rating, "rating", ""}},
		{200, wild{"POST", number + "/withdraw", "", json, `{"filing":"$OWNKEY"}`, "key", ""}},
		{409, wild{"POST", number + "/amend", "", json, `{"proof":"8000","words":"more"}`, "", ""}},
	}
	for _, path := range []string{"/discovery.xml", api + "/services.json", api + "/services/heating-cold.xml", api + "/requests/$NUMBER.xml",
		api + "/tokens/$NUMBER.json", api + "/servicerequestupdates.xml", "/linli/v1/openapi.json", "/linli/v1/capabilities", number, "/linli/v1/calls",
		"/linli/v1/calls/a", "/healthz"} {
		calls = append(calls, right{200, wild{method: "GET", path: path}})
	}
	calls = append(calls, right{401, wild{method: "GET", path: "/metrics"}}, right{404, wild{method: "GET", path: "/nothing"}})
	for _, query := range []string{"extensions=true&page=2&page_size=1", "service_request_id=$NUMBER,1",
		"service_code=lamp&status=open,closed&start_date=2026-01-01&end_date=2026-02-01T00:00:00Z"} {
		calls = append(calls, right{200, wild{method: "GET", path: api + "/requests.xml", query: query}},
			right{200, wild{method: "HEAD", path: api + "/requests.json", query: query}})
	}
	return calls
}
