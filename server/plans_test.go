package server

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"linli/report"
)

// statement is a statement as the server gave it to its database.
type statement struct {
	text string
	args []any
}

// recording is a driver that writes down what goes through it.
type recording struct {
	driver.Connector
	mu  sync.Mutex
	all map[string]statement
}

// opener opens connections of a driver that has no connector.
type opener struct {
	of  driver.Driver
	dsn string
}

func (o opener) Connect(context.Context) (driver.Conn, error) { return o.of.Open(o.dsn) }

func (o opener) Driver() driver.Driver { return o.of }

type recordedConn struct {
	driver.Conn
	of *recording
}

func (r *recording) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := r.Connector.Connect(ctx)
	return recordedConn{c, r}, err
}

func (r *recording) note(query string, named []driver.NamedValue) {
	s := statement{text: query}
	for _, v := range named {
		s.args = append(s.args, v.Value)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all[query] = s
}

func (c recordedConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	return c.Conn.(driver.ConnBeginTx).BeginTx(ctx, o)
}

func (c recordedConn) QueryContext(ctx context.Context, q string, args []driver.NamedValue) (driver.Rows, error) {
	c.of.note(q, args)
	return c.Conn.(driver.QueryerContext).QueryContext(ctx, q, args)
}

func (c recordedConn) ExecContext(ctx context.Context, q string, args []driver.NamedValue) (driver.Result, error) {
	c.of.note(q, args)
	return c.Conn.(driver.ExecerContext).ExecContext(ctx, q, args)
}

func (c recordedConn) CheckNamedValue(v *driver.NamedValue) error {
	if checker, ok := c.Conn.(driver.NamedValueChecker); ok {
		return checker.CheckNamedValue(v)
	}
	return driver.ErrSkip
}

// recorded lets a server's statements be written down.
func recorded(t *testing.T, st *store, database string) *recording {
	t.Helper()
	r := &recording{all: map[string]statement{}}
	if database == "" {
		r.Connector = opener{st.write.Driver(), "file:" + st.path + "?_pragma=busy_timeout(5000)&_txlock=immediate"}
	} else {
		config, err := pgx.ParseConfig(database)
		if err != nil {
			t.Fatal(err)
		}
		tuned(config)
		r.Connector = stdlib.GetConnector(*config)
	}
	if st.tended != nil {
		st.tended.close() // which reads what is exchanged here
	}
	old, reading := st.write, st.reading
	st.write = sql.OpenDB(r)
	st.reading, st.read = st.write, &session{st.write, st.postgres}
	if st.postgres {
		reading = nil
	}
	t.Cleanup(func() {
		old.Close()
		if reading != nil {
			reading.Close()
		}
	})
	return r
}

// TestNoStatementReadsAllRequests: of every statement of the server that has to do with requests, with none in it (where a plan is kept whatever
// comes), and with thousands that the database has statistics of, it is read how the database would carry it out.
func TestNoStatementReadsAllRequests(t *testing.T) {
	database := os.Getenv("LINLI_TEST_POSTGRES")
	dir := t.TempDir()
	now := time.Date(2026, 1, 31, 9, 30, 0, 0, time.UTC)
	s, err := New(Options{DataDir: dir, Catalogue: os.DirFS("testdata"), Database: database, Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r := recorded(t, s.store, database)
	everyStatement(t, s, &now)
	s.options.Demo = true // which moves what is filed
	everyStatement(t, s, &now)
	_, err = s.store.unfinished(t.Context(), now)
	if err = errors.Join(err, s.store.completed(t.Context(), "102455837716", attachment{}), s.store.unannounce(t.Context(), unfinished{number: "102455837716"})); err != nil {
		t.Error(err)
	}
	for _, text := range literals(t) {
		if !said(r, text) {
			t.Errorf("never carried out here: %s", text)
		}
	}
	statements := maps.Clone(r.all)
	many := 5000
	if s.store.postgres { // of few it may well read all
		many = 200_000
	}
	for _, size := range []int{0, many} {
		if size > 0 {
			crowd(t, s.store, size)
		} else if s.store.postgres { // it plans anew when it has counted
			continue
		}
		for _, one := range statements {
			if plan := explained(t, s.store, one); readsAll(plan, s.store.postgres) {
				t.Errorf("with %d requests: %s\n%s", size, one.text, plan)
			}
		}
	}
}

// everyStatement makes each call that has to do with requests.
func everyStatement(t *testing.T, s *Server, now *time.Time) {
	n := 0
	do := func(method, path, body string, headers ...string) string {
		n++
		req := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
		req.RemoteAddr = fmt.Sprintf("10.0.%d.%d:1", n/250, n%250)
		for i := 0; i < len(headers); i += 2 {
			req.Header.Set(headers[i], headers[i+1])
		}
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, req)
		if w.Code >= 500 {
			t.Errorf("%s %s: %d %s", method, path, w.Code, w.Body)
		}
		return w.Body.String()
	}
	const key, asForm, asJSON = "0192d1c0-0000-7000-8000-000000000001-and-more", "application/x-www-form-urlencoded", "application/json"
	form := url.Values{"service_code": {"lamp"}, "lat": {"39.9"}, "long": {"116.4"}, "phone": {"13800138000"}, "description": {"x\n编号 Ref: 1024 5583 7716"}}
	for _, k := range []string{key, ""} {
		do("POST", base+"/requests.json", form.Encode(), "Content-Type", asForm, "Idempotency-Key", k)
		form.Set("description", "without a number")
	}
	for _, filter := range []string{"", "service_code=lamp", "service_code=lamp,heating-cold", "status=open", "status=closed", "status=open&service_code=lamp", "service_request_id=102455837716,2",
		"start_date=2026-01-01&end_date=2026-02-01&status=closed&service_code=lamp"} {
		for _, page := range []string{"&page_size=1", "&page_size=1&page=2", "&page_size=2&page=3"} {
			do("GET", base+"/requests.json?"+filter+page, "")
			do("GET", base+"/servicerequestupdates.json?"+filter+page, "")
		}
	}
	for _, path := range []string{"/requests/102455837716.json", "/tokens/102455837716.json"} {
		do("GET", base+path, "")
	}
	const view = linli + "/requests/102455837716"
	do("GET", view, "")
	do("GET", view, "", "X-Contact-Proof", "0000")
	do("GET", view, "", "X-Filing-Proof", key)
	do("PUT", linli+"/attachments/"+strings.Repeat("ab", 32), "RIFF", "Content-Type", "audio/wav", "Content-Range", "bytes 0-3/8", "X-Request-Ref", "102455837716", "X-Filing-Proof", key)
	do("POST", view+"/amend", `{"proof":"8000","words":"more"}`, "Content-Type", asJSON, "Idempotency-Key", "a")
	number, _ := report.ParseNumber("102455837716")
	for _, u := range []news{{number: number, state: report.Closed, at: *now, id: "u" + strconv.FormatBool(s.options.Demo)}} {
		if _, err := s.store.tell(t.Context(), u); err != nil {
			t.Error(err)
		}
	}
	do("POST", view+"/rating", `{"proof":"8000","closing":1,"answered":"yes"}`, "Content-Type", asJSON, "Idempotency-Key", "r1")
	do("POST", view+"/rating", `{"proof":"8000","closing":1,"solved":"no"}`, "Content-Type", asJSON, "Idempotency-Key", "r2")
	do("POST", view+"/withdraw", `{"proof":"8000"}`, "Content-Type", asJSON, "Idempotency-Key", "w")
	*now = now.Add(time.Hour)
	do("GET", base+"/requests.json", "")
}

// aboutRequests is a statement that reads or changes requests.
var aboutRequests = regexp.MustCompile(`\b(FROM|JOIN|UPDATE) requests\b`)

// literals are the beginnings of the statements in the sources.
func literals(t *testing.T) (all []string) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			if text, err := strconv.Unquote(lit.Value); err == nil && aboutRequests.MatchString(text) {
				all = append(all, strings.TrimSpace(strings.SplitN(text, "?", 2)[0]))
			}
			return true
		})
	}
	if len(all) < 10 {
		t.Errorf("%d statements in the sources", len(all))
	}
	return all
}

func said(r *recording, text string) bool {
	for query := range r.all {
		if strings.Contains(query, text) {
			return true
		}
	}
	return false
}

// crowd makes closed requests of one service, in the course of a year, and lets the database count.
func crowd(t *testing.T, st *store, n int) {
	t.Helper()
	series, hash, pad := `(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT i FROM n)`, `x'00'`, `printf('%%08d', i)`
	if st.postgres {
		series, hash, pad = `generate_series(1::bigint, %d) AS n(i)`, `'\x00'`, `lpad(i::text, 8, '0')`
	}
	for _, text := range []string{
		fmt.Sprintf(`INSERT INTO requests (id, body_hash, service, state, description, address, address_id, media_url, received_at, updated_at, due_at)
			SELECT '9000' || `+pad+`, `+hash+`, 'lamp', 'closed', '', '', '', '', 1738000000000000 + i * 6000000000, 0, 0 FROM `+series, n),
		`INSERT INTO updates (request, at, state, text) SELECT seq, received_at, 'closed', '' FROM requests WHERE id LIKE '9000%'`,
		`INSERT INTO contacts SELECT seq, '', FALSE, '', '', '', '', '' FROM requests WHERE id LIKE '9000%'`,
		`ANALYZE`,
	} {
		if _, err := st.write.ExecContext(t.Context(), text); err != nil {
			t.Fatal(err)
		}
	}
}

// explained is how a database would carry a statement out.
func explained(t *testing.T, st *store, one statement) string {
	t.Helper()
	if !aboutRequests.MatchString(one.text) {
		return ""
	}
	explain := "EXPLAIN QUERY PLAN "
	if st.postgres {
		explain = "EXPLAIN "
	}
	rows, err := st.write.QueryContext(t.Context(), explain+one.text, one.args...)
	if err != nil {
		t.Fatalf("%s: %v", one.text, err)
	}
	defer rows.Close()
	var out strings.Builder
	for rows.Next() {
		var a, b, c int
		var line string
		to := []any{&a, &b, &c, &line}
		if st.postgres {
			to = []any{&line}
		}
		if err := rows.Scan(to...); err != nil {
			t.Fatal(err)
		}
		out.WriteString(line + "\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// readsAll says whether a plan goes through all requests. Going through those that are open is what a demonstration does.
func readsAll(plan string, postgres bool) bool {
	lines := strings.Split(plan, "\n")
	for i, line := range lines {
		switch {
		case strings.Contains(line, "requests_open"):
		case !postgres && regexp.MustCompile(`^SCAN (r|requests)\b`).MatchString(line):
			return true
		case postgres && regexp.MustCompile(`Seq Scan on requests\b`).MatchString(line):
			return true
		case postgres && strings.Contains(line, "Bitmap Heap Scan on requests"):
			at := slices.IndexFunc(lines[i:], func(l string) bool { return strings.Contains(l, "Bitmap Index Scan on requests") })
			if at < 0 || !strings.Contains(lines[i+at], "requests_open") && !strings.Contains(lines[i+at+1], "Index Cond") {
				return true
			}
		case postgres && strings.Contains(line, "Bitmap Index Scan on requests"): // has been looked at
		case postgres && regexp.MustCompile(`Scan .*on requests\b|Scan using \w+ on requests\b`).MatchString(line) && !strings.Contains(lines[i+1], "Index Cond"):
			return true
		}
	}
	return false
}
