package client

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"linli/client/georeport"
	"linli/report"
)

// Track returns what became of a request (GeoReport v2, "GET Service Request", and the extension
// servicerequestupdates where the server has it). Its error's code is NotFound where the city does not know the
// number, and Busy where this kiosk has looked up too many. Until when it may be changed is known only from a city that offers linli/v1.
func (c *Client) Track(ctx context.Context, n report.Number, lang string) (report.Status, error) {
	r, err := c.request(ctx, string(n), lang)
	if code := report.CodeOf(err); code == report.NotFound || code == report.Refused {
		if v, ok := c.view(ctx, n); ok && v.Answers != "" {
			return silentStatus(n, v), nil
		}
		if r, err = c.findListed(ctx, n, ""); report.CodeOf(err) == report.Nonsense { // no list to search
			err = &report.Error{Code: report.NotFound, Op: opFind, Err: err}
		}
	}
	if err != nil {
		return report.Status{}, asBusy(err)
	}
	return c.status(ctx, n, r, lang), nil
}

// silentStatus is what linli/v1 says of a request that GeoReport does not show.
func silentStatus(n report.Number, v georeport.View) report.Status {
	now := report.Received
	if report.State(v.Status) == report.Withdrawn {
		now = report.Withdrawn
	}
	return report.Status{
		Number: n, ServiceCode: v.ServiceCode, ServiceName: georeport.Clean(v.ServiceName), State: now, FiledAt: v.Filed, Due: v.Due,
		Answers: report.Answering(v.Answers), ChangeUntil: v.ChangeUntil, Proof: v.Proof, Private: v.Private,
		ChangeOver: v.ChangeUntil.IsZero() && !now.Final(), Updates: []report.Update{{At: v.Filed, State: report.Received}},
	}
}

// Follow is Track for a request whose receipt is here: the city is asked for its own id, which it may still know when it lists the
// request no more. A token is exchanged for one first. Its error's code is NotFound where the city gives no id yet.
func (c *Client) Follow(ctx context.Context, receipt report.Receipt, lang string) (report.Status, error) {
	id := receipt.RequestID
	if id == "" && receipt.Token != "" {
		var err error
		if id, err = c.resolve(ctx, receipt.Token); err != nil {
			return report.Status{}, asBusy(err)
		}
	}
	if id == "" || id == string(receipt.Number) {
		return c.Track(ctx, receipt.Number, lang)
	}
	r, err := c.request(ctx, id, lang)
	if code := report.CodeOf(err); code == report.NotFound || code == report.Refused {
		return c.Track(ctx, receipt.Number, lang)
	}
	if err != nil {
		return report.Status{}, asBusy(err)
	}
	return c.status(ctx, receipt.Number, r, lang), nil
}

// asBusy tells that this kiosk has looked up too many.
func asBusy(err error) error {
	if statusOf(err) == http.StatusTooManyRequests {
		return &report.Error{Code: report.Busy, Op: opFind, Err: err}
	}
	return err
}

// status is what became of a request, with what happened to it.
func (c *Client) status(ctx context.Context, n report.Number, r georeport.Request, lang string) report.Status {
	status := report.Status{
		Number:      n,
		ServiceCode: r.ServiceCode,
		ServiceName: oneLine(r.ServiceName),
		Lang:        r.Lang,
		Agency:      oneLine(r.Agency),
		FiledAt:     r.Requested.Time,
		Due:         r.Expected.Time,
		Updates:     c.updates(ctx, r, lang),
	}
	status.State = status.Updates[len(status.Updates)-1].State
	if v, ok := c.view(ctx, n); ok {
		status.ChangeUntil, status.Proof = v.ChangeUntil, v.Proof
		status.Private = v.Private
		if status.State == report.Closed { // what the city says last is what the resident reads
			status.Closing = v.Closing
		}
		status.ChangeOver = v.ChangeUntil.IsZero() && !status.State.Final()
	}
	return status
}

// updates returns what happened to a request, the oldest first, never nothing. A server without updates has at
// least said when it got the request and when it last touched it.
func (c *Client) updates(ctx context.Context, r georeport.Request, lang string) []report.Update {
	q := question{op: "list updates", path: []string{"servicerequestupdates"}, lang: lang,
		query: url.Values{"service_request_id": {r.ID}}}
	wire, _, err := ask(ctx, c, q, c.read.Updates)
	if err != nil {
		c.log.Debug("client: no updates", "error", err)
	}
	if !unreachable(err) {
		c.learn(func(d *Dialect) { d.Updates = factOf(err == nil) })
	}
	var out []report.Update
	for _, u := range wire {
		if u.RequestID == r.ID { // a server may not know the filter and send all
			out = append(out, report.Update{At: u.Updated.Time, State: state(u.Status), Text: string(u.Description)})
		}
	}
	slices.SortStableFunc(out, func(a, b report.Update) int { return a.At.Compare(b.At) })
	if len(out) == 0 {
		out = []report.Update{{At: r.Requested.Time, State: report.Received}}
		if r.StatusNotes != "" && !closed(r) {
			out = append(out, report.Update{At: r.Updated.Time, State: report.InProgress, Text: string(r.StatusNotes)})
		}
	}
	if last := out[len(out)-1].State; closed(r) && !final(last) {
		out = append(out, report.Update{At: r.Updated.Time, State: report.Closed, Text: string(r.StatusNotes)})
	}
	return out
}

func closed(r georeport.Request) bool { return strings.EqualFold(r.Status, "closed") }

func final(s report.State) bool {
	return s == report.Closed || s == report.Withdrawn || s == report.Rejected
}

// state reads the status of an update: our own words, and those of FixMyStreet.
func state(s string) report.State {
	s = strings.ToLower(s)
	switch known := report.State(s); known {
	case report.Received, report.Dispatched, report.InProgress, report.Answered, report.Confirming, report.Closed,
		report.Reopened, report.Withdrawn, report.Rejected:
		return known
	}
	switch s {
	case "investigating", "action_scheduled", "action scheduled", "planned", "in progress":
		return report.InProgress
	case "internal_referral", "internal referral":
		return report.Dispatched
	case "fixed", "fixed - council", "duplicate", "no_further_action", "no further action":
		return report.Closed
	case "not_councils_responsibility", "unable to fix":
		return report.Rejected
	}
	return report.Received
}
