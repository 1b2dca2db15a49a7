package client

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"

	"linli/report"
)

const opSend = "send a request"

// errAbsent tells that the city was asked and surely does not have a request.
var errAbsent = errors.New("the city does not have it")

// Send files a submission (GeoReport v2, "POST Service Request"), once, whatever happens: where an earlier try may
// have arrived it looks for the number first, and where the outcome of this one is unknown it looks before sending
// again.
//
// Its error's code is Offline where surely nothing was filed, Refused where waiting will not help, and Unconfirmed
// where the city could not be asked whether it has the request: then only the very same submission may be sent
// again.
func (c *Client) Send(ctx context.Context, sub report.Submission) (report.Receipt, error) {
	if c.doubts(sub) {
		receipt, err := c.look(ctx, sub)
		if err == nil {
			return c.arrived(ctx, sub, receipt), nil
		}
		if !errors.Is(err, errAbsent) {
			return report.Receipt{}, c.undecided(sub, err)
		}
	}
	form, err := c.form(ctx, sub)
	if err != nil {
		return report.Receipt{}, err
	}
	receipt, err := c.deliver(ctx, sub, form)
	if report.CodeOf(err) == report.Unconfirmed && again(err) {
		receipt, err = c.deliver(ctx, sub, form)
	}
	if err != nil {
		return report.Receipt{}, err
	}
	return c.arrived(ctx, sub, receipt), nil
}

// parting limits looking for a request after the caller has given up: the program may be ending.
const parting = 2 * time.Second

// deliver posts a submission and, where that leaves the outcome open, looks for it. An error that is Unconfirmed
// and wraps errAbsent means: it was looked for and is surely not there.
func (c *Client) deliver(ctx context.Context, sub report.Submission, form url.Values) (report.Receipt, error) {
	receipt, err := c.post(ctx, sub, form)
	if code := report.CodeOf(err); code != report.Unconfirmed {
		return receipt, err
	}
	c.mu.Lock()
	c.learned.doubtful[sub.Key] = true
	c.mu.Unlock()
	c.log.Warn("client: outcome unknown, looking for the request", "error", err)
	patience := c.http.GetClient().Timeout
	if ctx.Err() != nil { // the caller has given up, but knowing is worth a little more time
		patience = min(patience, parting)
	}
	looking, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	receipt, lookErr := c.look(looking, sub)
	if lookErr == nil {
		return receipt, nil
	}
	code := report.Unconfirmed
	if statusOf(err) == http.StatusServiceUnavailable && errors.Is(lookErr, errAbsent) {
		code = report.Offline
	}
	return report.Receipt{}, &report.Error{Code: code, Op: opSend, Err: errors.Join(err, lookErr)}
}

// again says whether a submission that is not there may be sent again at once. Where the server was slow it may
// still be at work on the first one, and where it is overloaded it wants to be left alone: then the next Send
// looks again.
func again(err error) bool {
	var late interface{ Timeout() bool }
	switch {
	case !errors.Is(err, errAbsent), errors.As(err, &late) && late.Timeout(), errors.Is(err, context.Canceled):
		return false
	}
	status := statusOf(err)
	return status == 0 || status == http.StatusInternalServerError || status == http.StatusBadGateway
}

// doubts says whether an earlier try may have arrived.
func (c *Client) doubts(sub report.Submission) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.learned.doubtful[sub.Key] || sub.MayHaveLeft
}

// arrived forgets the doubts about a submission that has arrived, and asks until when it may be changed.
func (c *Client) arrived(ctx context.Context, sub report.Submission, r report.Receipt) report.Receipt {
	c.mu.Lock()
	delete(c.learned.doubtful, sub.Key)
	maps.DeleteFunc(c.learned.taken, func(_ string, at time.Time) bool { return time.Since(at) > promptly })
	c.learned.taken[sub.Key] = time.Now()
	c.mu.Unlock()
	if v, ok := c.view(ctx, sub.Number); ok {
		r.ChangeUntil = v.ChangeUntil
	}
	return r
}

// undecided is the error where a request could not be looked for. The line being down is no news about a
// submission of which we do not know that it was ever sent.
func (c *Client) undecided(sub report.Submission, err error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if report.CodeOf(err) == report.Offline && !c.learned.doubtful[sub.Key] {
		return &report.Error{Code: report.Offline, Op: opSend, Err: err}
	}
	return &report.Error{Code: report.Unconfirmed, Op: opSend, Err: err}
}

// post makes the POST, in the way this server wants it. A refusal because of the format or of the way in which
// lists are written is answered with the other one; neither can have been filed.
func (c *Client) post(ctx context.Context, sub report.Submission, form url.Values) (report.Receipt, error) {
	e, err := c.endpoint(ctx)
	if err != nil {
		return report.Receipt{}, &report.Error{Code: report.CodeOf(err), Op: opSend, Err: err}
	}
	plain, listed := withPlainLists(form)
	if c.Dialect().PlainLists == Yes {
		form, listed = plain, false
	}
	formats, _ := c.formats(e)
	k := call{op: opSend, format: formats[0], lang: sub.Lang, form: form, key: sub.Key}
	if c.Dialect().Key == No && !e.linli {
		form.Del("api_key")
		plain.Del("api_key")
	}
	receipt, err := c.postOnce(ctx, e, k, sub.Number)
	if aboutKey(err) && form.Has("api_key") && !e.linli {
		receipt, err = c.postKeyless(ctx, e, k, sub.Number, err)
		plain.Del("api_key")
	}
	if len(formats) > 1 && notOffered(err) { // where it was proven before, something else may have answered then
		k.format = formats[1]
		receipt, err = c.postOnce(ctx, e, k, sub.Number)
	}
	if listed && statusOf(err) == http.StatusBadRequest && report.CodeOf(err) == report.Refused {
		k.form = plain
		var plainErr error
		if receipt, plainErr = c.postOnce(ctx, e, k, sub.Number); plainErr == nil {
			c.learn(func(d *Dialect) { d.PlainLists = Yes })
			return receipt, nil
		} else if report.CodeOf(plainErr) != report.Refused {
			return receipt, plainErr
		}
	}
	return receipt, err
}

// postKeyless makes a POST again without the key that a server has refused: some take requests from everybody, but no key that they
// do not know. The refusal counts where it is refused too.
func (c *Client) postKeyless(ctx context.Context, e endpoint, k call, n report.Number, refusal error) (report.Receipt, error) {
	k.form = maps.Clone(k.form)
	k.form.Del("api_key")
	receipt, err := c.postOnce(ctx, e, k, n)
	switch report.CodeOf(err) {
	case "":
		c.log.Warn("client: the city has refused the key, and takes requests without one")
		c.learn(func(d *Dialect) { d.Key, d.KeyMark = No, mark(c.key) })
	case report.Refused, report.NoKey:
		return receipt, &report.Error{Code: report.NoKey, Op: opSend, Err: refusal}
	}
	return receipt, err
}

// aboutKey says whether a server refuses a request because of its key.
func aboutKey(err error) bool {
	var r *refusal
	if !errors.As(err, &r) || r.status != http.StatusBadRequest && r.status != http.StatusUnauthorized && r.status != http.StatusForbidden {
		return false
	}
	text := strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(r.text))
	return strings.Contains(text, "apikey")
}

// notOffered says whether a server does not have a call in this format. One that says why in GeoReport's words has.
func notOffered(err error) bool {
	var r *refusal
	if !errors.As(err, &r) || r.text != "" {
		return false
	}
	switch r.status {
	case http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusNotAcceptable, http.StatusUnsupportedMediaType:
		return true
	}
	return false
}

func (c *Client) postOnce(ctx context.Context, e endpoint, k call, n report.Number) (report.Receipt, error) {
	k.url = e.address(question{path: []string{"requests"}}, k.format)
	a, err := c.doSecured(ctx, e, k)
	if err != nil {
		return report.Receipt{}, err
	}
	wire, err := decode(c, k, a, c.read.Answer)
	if err != nil {
		err = judged(err)
		if keyless := !k.form.Has("api_key"); keyless && (report.CodeOf(err) == report.NoKey || aboutKey(err)) {
			c.learn(func(d *Dialect) { d.Keyless = No })
		}
		return report.Receipt{}, err
	}
	c.spoke(e, k.format)
	c.learn(func(d *Dialect) {
		d.Answers = "nothing"
		switch {
		case wire.ID != "":
			d.Answers = "id"
		case wire.Token != "":
			d.Answers = "token"
		}
		if k.form.Has("api_key") {
			d.Key, d.KeyMark = Yes, mark(c.key)
		} else {
			d.Keyless = Yes
		}
	})
	r := report.Receipt{Number: n, RequestID: wire.ID, Token: wire.Token, Notice: string(wire.Notice)}
	switch {
	case r.RequestID != "":
	case r.Token != "":
		r.Answers = report.AnswersLater
	default:
		r.Answers = report.AnswersNever
	}
	return r, nil
}

// doSecured makes a POST, and makes it again where the server is now on https: it has not looked at what was sent to
// its old address.
func (c *Client) doSecured(ctx context.Context, e endpoint, k call) (answer, error) {
	a, err := c.do(ctx, k)
	if err != nil || a.status < 301 || a.status > 308 {
		return a, err
	}
	to, ok := secured(k.url, a.header.Get("Location"))
	if !ok {
		return a, nil
	}
	c.pin(e.upgraded(to))
	k.url = to.String()
	return c.do(ctx, k)
}

// secured returns the address a redirect leads to where that is the same one with https.
func secured(from, location string) (*url.URL, bool) {
	f, err1 := url.Parse(from)
	to, err2 := url.Parse(location)
	if err1 != nil || err2 != nil {
		return nil, false
	}
	same := sameHost(f, to) && f.EscapedPath() == to.EscapedPath() && f.RawQuery == to.RawQuery
	return to, same && f.Scheme == "http" && to.Scheme == "https"
}

// judged gives the error of a POST its code: only what a GeoReport server refuses, in its words, is certain not to be filed, and is
// refused for good. A page that says 400 or 404 may come from anything on the way.
func judged(err error) error {
	var e *report.Error
	if errors.As(err, &e) {
		err = e.Err
	}
	var r *refusal
	code := report.Unconfirmed
	if errors.As(err, &r) && r.status >= 400 && r.status < 500 && r.status != http.StatusConflict && !duplicate(r.text) {
		code = codeOf(r.status)
	}
	switch {
	case r != nil && (r.status == http.StatusUnauthorized || r.status == http.StatusForbidden):
		code = report.NoKey
	case wordless(err) && (code == report.NotFound || code == report.Refused):
		code = report.Unconfirmed
	case code == report.NotFound: // the service, not the request
		code = report.Refused
	}
	return &report.Error{Code: code, Op: opSend, Err: err}
}

// wordless says whether a server refused without a word of GeoReport. Of a body that is too large something on the way may speak
// for good: it is as large the next time.
func wordless(err error) bool {
	var r *refusal
	return errors.As(err, &r) && r.text == "" && r.status != http.StatusRequestEntityTooLarge
}

// duplicate says whether a server refuses a request because it has it.
func duplicate(text string) bool {
	text = strings.ToLower(text)
	return strings.Contains(text, "already exists") || strings.Contains(text, "duplicate")
}
