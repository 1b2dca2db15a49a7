package client

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"linli/client/georeport"
	"linli/report"
)

// viewTimeout limits asking until when a request may be changed: what a resident waits for is there already.
const viewTimeout = 5 * time.Second

const (
	opWithdraw = "withdraw a request"
	opAmend    = "add words to a request"
	opView     = "view a request"
)

// errNotOffered tells that a city has only GeoReport.
var errNotOffered = errors.New("the city does not offer linli/v1")

// Withdraw takes a request back. Doing so again is fine.
//
// Its error's code is Offline where surely nothing happened, Unconfirmed where that is not known, NoProof where number
// and proof do not belong together, TooOften where no more digits are taken for a while, TooLate where the time is
// over, and Refused where it will not be done, as at a city that does not offer it.
func (c *Client) Withdraw(ctx context.Context, n report.Number, proof report.Proof) error {
	return c.change(ctx, opWithdraw, n, georeport.Change{Proof: proof.Digits, Filing: proof.Filing})
}

// Amend adds words to a request. Its proof and its errors are those of Withdraw. The same words are added to a request
// once, however often they are sent.
func (c *Client) Amend(ctx context.Context, n report.Number, proof report.Proof, words string) error {
	words = strings.TrimSpace(writable(words))
	count := utf8.RuneCountInString(words)
	if count == 0 || count > georeport.MaxWords {
		return &report.Error{Code: report.Refused, Op: opAmend, Err: fmt.Errorf("%d characters, want 1 to %d", count, georeport.MaxWords)}
	}
	return c.change(ctx, opAmend, n, georeport.Change{Proof: proof.Digits, Filing: proof.Filing, Words: words})
}

// change posts a change. Where the line breaks it is posted once more: its key lets it be made only once.
func (c *Client) change(ctx context.Context, op string, n report.Number, change georeport.Change) error {
	e, err := c.withLinli(ctx, op)
	if err != nil {
		return err
	}
	body, err := json.Marshal(change)
	if err != nil {
		return &report.Error{Code: report.Internal, Op: op, Err: err}
	}
	verb := "withdraw"
	if change.Words != "" {
		verb = "amend"
	}
	k := call{op: op, url: e.linliAddress("requests", string(n), verb), format: georeport.JSON, bearer: c.key, body: body,
		key: changeKey(verb, n, change.Words)}
	err = c.changeOnce(ctx, e, k, n)
	var late interface{ Timeout() bool }
	if report.CodeOf(err) == report.Unconfirmed && statusOf(err) == 0 && ctx.Err() == nil && !(errors.As(err, &late) && late.Timeout()) {
		err = c.changeOnce(ctx, e, k, n)
		if report.CodeOf(err) == report.Offline { // the second try surely did nothing; the first one may have
			err = &report.Error{Code: report.Unconfirmed, Op: op, Err: err}
		}
	}
	return err
}

// changeKey names a change by what it is and not by when it was tried, so that a kiosk that has lost an answer and its
// memory, or another kiosk, makes the same key. The proof has no part in it: a key can be read on the way and in
// tables, and four digits could be found again from it.
func changeKey(verb string, n report.Number, words string) string {
	sum := sha256.Sum256([]byte(verb + "\n" + string(n) + "\n" + words))
	return hex.EncodeToString(sum[:])
}

func (c *Client) changeOnce(ctx context.Context, e endpoint, k call, n report.Number) error {
	a, err := c.doSecured(ctx, e, k)
	if err != nil {
		return err
	}
	if a.status >= 200 && a.status < 300 {
		if _, err := readView(a.body, n); err != nil { // something else answered
			return &report.Error{Code: report.Unconfirmed, Op: k.op, Err: err}
		}
		return nil
	}
	return objected(k.op, a)
}

// objected makes the error for an answer of linli/v1 that is no success. The city's words are left out, since they
// could repeat what was sent. Without a code of linli/v1 only 4xx is certain to have done nothing.
func objected(op string, a answer) error {
	var p georeport.Problem
	if err := json.Unmarshal(a.body, &p); err != nil {
		p.Code = "" // a page of something between us
	}
	code := report.Unconfirmed
	switch known := report.Code(p.Code); known {
	case report.NoProof, report.TooOften, report.TooLate, report.Refused, report.NotFound, report.Offline:
		code = known
	default:
		if a.status >= 400 && a.status < 500 {
			code = codeOf(a.status)
		}
	}
	return &report.Error{Code: code, Op: op, Err: &refusal{status: a.status}}
}

// withLinli returns the endpoint where it offers linli/v1. Where nobody has told yet what the city offers, as behind
// the log-in page of a network, that is no refusal.
func (c *Client) withLinli(ctx context.Context, op string) (endpoint, error) {
	e, err := c.endpoint(ctx)
	if err != nil {
		return endpoint{}, &report.Error{Code: report.CodeOf(err), Op: op, Err: err}
	}
	if e.linli {
		return e, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	code := report.Refused
	if c.learned.endpoint == nil {
		code = report.Offline
	}
	return endpoint{}, &report.Error{Code: code, Op: op, Err: errNotOffered}
}

// linliAddress returns where a call of linli/v1 goes.
func (e endpoint) linliAddress(path ...string) string {
	return e.url.JoinPath(append([]string{georeport.LinliPath}, path...)...).String()
}

// view returns what linli/v1 says of a request, false where that cannot be had.
func (c *Client) view(ctx context.Context, n report.Number) (georeport.View, bool) {
	ctx, cancel := context.WithTimeout(ctx, viewTimeout)
	defer cancel()
	e, err := c.withLinli(ctx, opView)
	if err != nil {
		return georeport.View{}, false
	}
	k := call{op: opView, url: e.linliAddress("requests", string(n)), format: georeport.JSON, bearer: c.key}
	a, err := c.do(ctx, k)
	if err == nil && a.status != 200 {
		err = objected(opView, a)
	}
	var v georeport.View
	if err == nil {
		v, err = readView(a.body, n)
	}
	if err != nil {
		c.log.Debug("client: no view", "error", err)
	}
	return v, err == nil
}

// readView reads the view of a request. Its error does not repeat the body.
func readView(body []byte, n report.Number) (georeport.View, error) {
	var v georeport.View
	if err := json.Unmarshal(body, &v); err != nil || v.Ref != string(n) {
		return georeport.View{}, errors.New("the answer is not about this request")
	}
	return v, nil
}
