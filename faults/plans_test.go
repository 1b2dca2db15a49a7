package faults

import (
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"
)

// plan is what a proxy does with one call. It may hand it to the city, once or more often, and answers as it likes.
type plan struct {
	name string // with the rows that it is
	// mends tells that the city must know a submission again by itself: nobody else could.
	mends bool
	play  func(x exchange)
}

// exchange is one call on its way through the proxy.
type exchange struct {
	w       http.ResponseWriter
	r       *http.Request
	city    func() *httptest.ResponseRecorder
	portal  string // the address of another host
	tooLong time.Duration
}

const loginPage = "<!DOCTYPE html><html><body>Welcome! Please log in to this network.</body></html>"

func (x exchange) say(status int, kind, body string, header ...string) {
	x.w.Header().Set("Content-Type", kind)
	for i := 0; i+1 < len(header); i += 2 {
		x.w.Header().Set(header[i], header[i+1])
	}
	x.w.WriteHeader(status)
	io.WriteString(x.w, body)
}

// pass hands an answer on as it is.
func (x exchange) pass(a *httptest.ResponseRecorder) {
	for name, values := range a.Header() {
		x.w.Header()[name] = values
	}
	x.w.WriteHeader(a.Code)
	x.w.Write(a.Body.Bytes())
}

// hangUp ends the connection: with a reset, or as if all were said.
func (x exchange) hangUp(reset bool) {
	conn, _, err := http.NewResponseController(x.w).Hijack()
	if err != nil {
		return
	}
	if tcp, ok := conn.(*net.TCPConn); ok && reset {
		tcp.SetLinger(0)
	}
	conn.Close()
}

// wait waits, at most until the other side is gone.
func (x exchange) wait(d time.Duration) {
	select {
	case <-x.r.Context().Done():
	case <-time.After(d):
	}
}

func status(code int, header ...string) func(exchange) {
	return func(x exchange) { x.say(code, "text/html", loginPage, header...) }
}

func after(play func(exchange)) func(exchange) {
	return func(x exchange) {
		x.city()
		play(x)
	}
}

func reset(x exchange) { x.hangUp(true) }
func eof(x exchange)   { x.hangUp(false) }
func hang(x exchange)  { x.wait(3 * x.tooLong) }

func truncated(x exchange) {
	x.w.Header().Set("Content-Length", "1000")
	x.say(200, "application/json", `[{"service_request_id":`)
	x.hangUp(true)
}

// drip sends the right answer a byte at a time, too slowly to end in time.
func drip(x exchange) {
	a := x.city()
	x.w.Header().Set("Content-Type", "application/json")
	for _, b := range a.Body.Bytes() {
		x.w.Write([]byte{b})
		if http.NewResponseController(x.w).Flush() != nil || x.r.Context().Err() != nil {
			return
		}
		x.wait(x.tooLong / 10)
	}
}

func elsewhere(code int) func(exchange) {
	return func(x exchange) { x.say(code, "text/html", loginPage, "Location", x.portal+x.r.URL.Path) }
}

// nested wraps the right answer as some cities do, and makes its id a number where it is one.
func nested(x exchange) {
	a := x.city()
	x.say(a.Code, "application/json", `{"service_requests":`+a.Body.String()+"}\n\n")
}

func twice(x exchange) {
	x.city()
	x.pass(x.city())
}

// late is the city's answer after the kiosk has given up, and the city has it only then.
func late(x exchange) {
	time.Sleep(x.tooLong + x.tooLong/2)
	x.city()
}

// emptyList answers a filing with nothing. A city that says so when it is asked for its list surely has none: that is not to be doubted.
func emptyList(x exchange) {
	a := x.city()
	if x.r.Method != http.MethodPost {
		x.pass(a)
		return
	}
	x.say(200, "application/json", "[]")
}

// plans are all of them.
func plans() []plan {
	huge := strings.Repeat("x", 5<<20)
	return []plan{
		{"28 reset", false, reset}, {"29 closed without an answer", false, eof}, {"32 53 no answer, nothing filed", false, hang},
		{"30 reset while the body comes", false, reset}, // the proxy has not read it then
		{"31 filed, then reset", false, after(reset)}, {"31 filed, then closed", false, after(eof)}, {"32 filed, then silence", false, after(hang)},
		{"33 filed, then 500", false, after(status(500))}, {"33 filed, then 502", false, after(status(502))}, {"33 filed, then 504", false, after(status(504))},
		{"34 filed, answer cut off", false, after(truncated)}, {"35 filed, then a page", false, after(status(200))},
		{"36 delivered twice", true, twice}, {"32 filed only after the kiosk gave up", true, late}, {"37 oddly nested", false, nested},
		{"38 a page", false, status(200)},
		{"39 a page called JSON", false, func(x exchange) { x.say(200, "application/json", loginPage) }},
		{"40 301 elsewhere", false, elsewhere(301)}, {"40 302 elsewhere", false, elsewhere(302)}, {"40 303 elsewhere", false, elsewhere(303)},
		{"40 307 elsewhere", false, elsewhere(307)}, {"40 308 elsewhere", false, elsewhere(308)},
		{"41 511", false, status(511)}, {"41 407", false, status(407)},
		{"42 empty 200", false, func(x exchange) { x.say(200, "application/json", "") }}, {"42 204", false, func(x exchange) { x.w.WriteHeader(204) }},
		{"42 202", false, func(x exchange) { x.w.WriteHeader(202) }}, {"42 filed, then an empty list", false, emptyList},
		{"43 429 in seconds", false, status(429, "Retry-After", "1")}, {"43 429 with a date", false, status(429, "Retry-After", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat))},
		{"44 503 for a day", false, status(503, "Retry-After", "86400")}, {"44 503", false, status(503)},
		{"45 500", false, status(500)}, {"45 502", false, status(502)}, {"45 504", false, status(504)},
		{"48 called a duplicate", false, after(func(x exchange) {
			x.say(400, "application/json", `[{"code":400,"description":"This request already exists"}]`)
		})},
		{"53 an answer by the byte", false, drip},
		{"54 endless", false, after(func(x exchange) { x.say(200, "application/json", huge) })},
		{"54 not gzip", false, after(func(x exchange) { x.say(200, "application/json", "nonsense", "Content-Encoding", "gzip") })},
		{"74 entities", false, after(func(x exchange) {
			x.say(200, "text/xml", `<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;&b;">]><service_requests><request><service_request_id>&c;</service_request_id></request></service_requests>`)
		})},
		{"74 not UTF-8", false, after(func(x exchange) { x.say(200, "application/json", "\ufeff[{\"service_request_id\":\"\xff\xfe\"") })},
	}
}

// proxy stands between a kiosk and a city, and plays a plan with some of the calls.
type proxy struct {
	*httptest.Server
	city   http.Handler
	plans  []plan
	portal string

	counts  counts
	random  *rand.Rand
	quiet   bool // from now on everything is handed on
	patient time.Duration
}

func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.counts.Lock()
	faulty := !p.quiet && (r.Method == http.MethodPost && p.random.IntN(2) == 0 || p.random.IntN(12) == 0)
	chosen := p.plans[p.random.IntN(len(p.plans))]
	cut := p.random.IntN(4)
	p.counts.Unlock()
	x := exchange{w: w, r: r, portal: p.portal, tooLong: p.patient}
	if faulty && strings.HasPrefix(chosen.name, "30") {
		io.CopyN(io.Discard, r.Body, r.ContentLength*int64(cut)/4)
		p.count(chosen.name)
		chosen.play(x)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	x.city = func() *httptest.ResponseRecorder {
		again := httptest.NewRequest(r.Method, r.URL.RequestURI(), strings.NewReader(string(body)))
		again.Header, again.Host, again.RemoteAddr = r.Header.Clone(), r.Host, r.RemoteAddr
		a := httptest.NewRecorder()
		p.city.ServeHTTP(a, again)
		return a
	}
	if !faulty {
		x.pass(x.city())
		return
	}
	p.count(chosen.name)
	chosen.play(x)
}

func (p *proxy) count(name string) {
	p.counts.Lock()
	defer p.counts.Unlock()
	p.counts.of[name]++
}

func (p *proxy) calm() {
	p.counts.Lock()
	defer p.counts.Unlock()
	p.quiet = true
}
