package client

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
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
	opRate     = "rate a request"
	opView     = "view a request"
)

// errNotOffered tells that a city has only GeoReport.
var errNotOffered = errors.New("the city does not offer linli/v1")

// Withdraw takes a request back. Doing so again is fine.
//
// Its error's code is Offline where surely nothing happened, Unconfirmed where that is not known, NoProof where number
// and proof do not belong together, TooOften where no more digits are taken for a while, Busy where this kiosk has asked
// too much within a minute, TooLate where the time is over, and Refused where it will not be done, as at a city that does not offer it.
func (c *Client) Withdraw(ctx context.Context, n report.Number, proof report.Proof) error {
	k := call{op: opWithdraw, key: changeKey("withdraw", n)}
	return c.change(ctx, k, n, "withdraw", georeport.Change{Proof: proof.Digits, Filing: proof.Filing})
}

// Amend adds words to a request. Its proof and its errors are those of Withdraw. The same words are added to a request
// once, however often they are sent.
func (c *Client) Amend(ctx context.Context, n report.Number, proof report.Proof, words string) error {
	words = strings.TrimSpace(writable(words))
	count := utf8.RuneCountInString(words)
	if count == 0 || count > georeport.MaxWords {
		return &report.Error{Code: report.Refused, Op: opAmend, Err: fmt.Errorf("%d characters, want 1 to %d", count, georeport.MaxWords)}
	}
	k := call{op: opAmend, key: changeKey("amend", n, words)}
	return c.change(ctx, k, n, "amend", georeport.Change{Proof: proof.Digits, Filing: proof.Filing, Words: words})
}

// Rate tells what a resident says of a request, of the how-many-th time that it was closed. Its proof and its errors are
// those of Withdraw; without an end there is no TooLate. The same is taken once for each closing.
func (c *Client) Rate(ctx context.Context, n report.Number, proof report.Proof, closing int, r report.Rating) error {
	if !r.Sound() || closing < 1 {
		return &report.Error{Code: report.Refused, Op: opRate, Err: errors.New("there is nothing to say, or nothing to say it of")}
	}
	said := []string{strconv.Itoa(closing), string(r.Answered), string(r.Solved), strconv.Itoa(r.Satisfied)}
	k := call{op: opRate, key: changeKey("rating", n, said...)}
	return c.change(ctx, k, n, "rating", georeport.Rating{Proof: proof.Digits, Filing: proof.Filing,
		Closing: closing, Answered: said[1], Solved: said[2], Satisfied: r.Satisfied})
}

// change posts a change. Where the line breaks it is posted once more: its key lets it be made only once.
func (c *Client) change(ctx context.Context, k call, n report.Number, verb string, change any) error {
	op := k.op
	e, err := c.withLinli(ctx, op)
	if err != nil {
		return err
	}
	if k.body, err = json.Marshal(change); err != nil {
		return &report.Error{Code: report.Internal, Op: op, Err: err}
	}
	k.url, k.format, k.bearer = e.linliAddress("requests", string(n), verb), georeport.JSON, c.key
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
func changeKey(verb string, n report.Number, words ...string) string {
	sum := sha256.Sum256([]byte(verb + "\n" + string(n) + "\n" + strings.Join(words, "\n")))
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
// could repeat what was sent. A page without a code comes from something between us: nothing is certain then.
func objected(op string, a answer) error {
	var p georeport.Problem
	if err := json.Unmarshal(a.body, &p); err != nil {
		p.Code = "" // a page of something between us
	}
	code := report.Unconfirmed
	switch known := report.Code(p.Code); known {
	case report.NoProof, report.TooOften, report.Busy, report.TooLate, report.Refused, report.NotFound, report.Offline:
		code = known
	default:
		said := codeOf(a.status)
		final := said == report.Refused || said == report.NotFound
		if a.status >= 400 && a.status < 500 && (p.Code != "" || !final || a.status == http.StatusRequestEntityTooLarge) {
			code = said
		}
	}
	return &report.Error{Code: code, Op: op, Err: &refusal{status: a.status, after: retryAfter(a.header, time.Now())}}
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
