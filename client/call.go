package client

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/go-resty/resty/v2"

	"linli/client/georeport"
	"linli/report"
)

// maxRedirects is how often one call may be sent on.
const maxRedirects = 5

// errElsewhere tells that a server sent us to another host, as the log-in page of a network does.
var errElsewhere = errors.New("redirected to another host")

// call is one HTTP request. A call with a form or a body is a POST.
type call struct {
	op     string // what it is for, in errors
	url    string
	format georeport.Format
	lang   string
	form   url.Values
	body   []byte // JSON
	key    string // Idempotency-Key
	bearer string // our key, where it is not in the form
	proof  report.Proof
	put    *put // where the body is a piece of an attachment
}

// put is what a piece of an attachment is: of which media type, which bytes, and of which request.
type put struct {
	kind, span string
	request    report.Number
}

// answer is what came back, whatever its status.
type answer struct {
	status int
	body   []byte
	header http.Header
	// url is where it came from after redirects.
	url *url.URL
}

// lang is the language that it says it is in, the first where it is in several; "" where it does not say (RFC 9110, 8.5).
func (a answer) lang() string {
	first, _, _ := strings.Cut(a.header.Get("Content-Language"), ",")
	return strings.TrimSpace(first)
}

// refusal is an answer other than 2xx, or a 2xx that carries GeoReport errors.
type refusal struct {
	status int
	text   string
	after  time.Duration
}

// RetryAfter is how long the server wants to be left alone, 0 where it did not say (RFC 9110, 10.2.3).
func (r *refusal) RetryAfter() time.Duration { return r.after }

func (r *refusal) Error() string {
	if r.text == "" {
		return fmt.Sprintf("answered %d %s", r.status, http.StatusText(r.status))
	}
	return fmt.Sprintf("answered %d: %s", r.status, r.text)
}

// statusOf returns the status of the refusal in err's chain, 0 where there is none.
func statusOf(err error) int {
	var r *refusal
	if errors.As(err, &r) {
		return r.status
	}
	return 0
}

// do makes a call. Its error tells what is known of the outcome: Offline where the server surely did not get the
// whole of it, Unconfirmed where a POST may have been taken, Nonsense where something else answered.
func (c *Client) do(ctx context.Context, k call) (answer, error) {
	var begun atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { begun.Store(true) }})
	req := c.http.R().SetContext(ctx).SetHeader("Accept", accept(k.format))
	if k.lang != "" {
		req.SetHeader("Accept-Language", k.lang)
	}
	if k.bearer != "" {
		req.SetHeader("Authorization", "Bearer "+k.bearer)
	}
	for name, value := range map[string]string{georeport.ContactProof: k.proof.Digits, georeport.FilingProof: k.proof.Filing} {
		if value != "" {
			req.SetHeader(name, value)
		}
	}
	method := resty.MethodGet
	switch {
	case k.put != nil:
		method = resty.MethodPut
		req.SetHeader("Content-Type", k.put.kind).SetHeader("Content-Range", k.put.span).SetHeader(georeport.ForRequest, string(k.put.request))
		if k.body != nil {
			req.SetBody(k.body)
		}
	case k.form != nil:
		method = resty.MethodPost
		req.SetFormDataFromValues(k.form).SetHeader("Idempotency-Key", k.key)
	case k.body != nil:
		method = resty.MethodPost
		req.SetBody(k.body).SetHeader("Content-Type", "application/json").SetHeader("Idempotency-Key", k.key)
	}
	resp, err := req.Execute(method, k.url)
	if err == nil {
		raw := resp.RawResponse
		return answer{raw.StatusCode, resp.Body(), raw.Header, raw.Request.URL}, nil
	}
	code := report.Offline
	switch {
	case method != resty.MethodGet && begun.Load():
		code = report.Unconfirmed
	case errors.Is(err, errElsewhere), errors.Is(err, resty.ErrResponseBodyTooLarge):
		code = report.Nonsense
	}
	return answer{}, &report.Error{Code: code, Op: k.op, Err: withoutURL(err)}
}

// withoutURL takes the address off an error of net/http; its query can name a request.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

func accept(f georeport.Format) string {
	if f == georeport.XML {
		return "text/xml, application/xml"
	}
	return "application/json"
}

// checkRedirect lets a GET follow to the same host, and never back from https to http. A POST is not followed:
// what was to be filed would become a GET.
func checkRedirect(next *http.Request, via []*http.Request) error {
	first := via[0]
	switch {
	case first.Method != http.MethodGet:
		return http.ErrUseLastResponse
	case !sameHost(next.URL, first.URL):
		return errElsewhere
	case first.URL.Scheme == "https" && next.URL.Scheme != "https":
		return errors.New("redirected from https to http")
	case len(via) > maxRedirects:
		return fmt.Errorf("redirected more than %d times", maxRedirects)
	}
	return nil
}

func sameHost(a, b *url.URL) bool { return strings.EqualFold(a.Hostname(), b.Hostname()) }

// refused makes the error for an answer that is no success.
func (c *Client) refused(k call, a answer) error {
	var texts []string
	for _, e := range c.read.Errors(a.body) {
		texts = append(texts, string(e.Description))
	}
	text := shortened(k.withoutForm(strings.Join(texts, "; ")))
	return &report.Error{Code: codeOf(a.status), Op: k.op, Err: &refusal{a.status, text, retryAfter(a.header, time.Now())}}
}

// retryAfter reads Retry-After: seconds, or a date.
func retryAfter(h http.Header, now time.Time) time.Duration {
	text := h.Get("Retry-After")
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// withoutForm takes out of a server's words what it repeated of the form: a resident's words, or our key.
func (k call) withoutForm(text string) string {
	for name, values := range k.form {
		if name == "service_code" || name == "jurisdiction_id" {
			continue
		}
		for line := range strings.SplitSeq(strings.Join(values, "\n"), "\n") {
			if line = georeport.Clean(line); len(line) > 3 {
				text = strings.ReplaceAll(text, line, "…")
			}
		}
	}
	return text
}

// codeOf says what a status means for a call that is no POST, or for a POST that was surely not taken.
func codeOf(status int) report.Code {
	switch {
	case status == http.StatusNotFound || status == http.StatusGone:
		return report.NotFound
	case status == http.StatusProxyAuthRequired, status == http.StatusNetworkAuthenticationRequired,
		status < 400:
		return report.Nonsense
	case status == http.StatusRequestTimeout, status == http.StatusTooEarly,
		status == http.StatusTooManyRequests, status >= 500:
		return report.Offline
	}
	return report.Refused
}

// shortened keeps what an operator needs of a server's words.
func shortened(s string) string {
	const most = 300
	for i := range s {
		if i >= most {
			return s[:i] + "…"
		}
	}
	return s
}
