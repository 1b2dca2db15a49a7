package client

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"time"

	"linli/client/georeport"
	"linli/report"
)

const opLook = "look for what was sent"

// Look says what the city shows of a submission that it said it has taken. Where it had given a token, and has an id for it now, the
// receipt says so. Only a backend that takes our numbers and knows keys can be said not to have one; other cities hide what is new,
// what is closed, or whole services. Its error says that nothing can be known now.
func (c *Client) Look(ctx context.Context, sub report.Submission, r report.Receipt) (report.Sight, report.Receipt, error) {
	if _, err := c.endpoint(ctx); err != nil {
		return "", r, &report.Error{Code: report.CodeOf(err), Op: opLook, Err: err}
	}
	if c.takesNumbers() {
		sight, err := c.lookOwn(ctx, sub)
		return sight, r, err
	}
	if r.RequestID == "" && r.Token != "" {
		id, err := c.resolve(ctx, r.Token)
		if err != nil {
			return "", r, err
		}
		r.RequestID = id
	}
	sight, err := c.lookPlain(ctx, sub, r.RequestID)
	return sight, r, err
}

// lookOwn asks a backend of Linli's own, with the key as the proof.
func (c *Client) lookOwn(ctx context.Context, sub report.Submission) (report.Sight, error) {
	wire, err := c.told(ctx, opLook, sub.Number, report.Proof{Filing: sub.Key}, "")
	if err == nil {
		return c.compared(words(writable(sub.Draft.Description)), words(wire.Description)), nil
	}
	if report.CodeOf(err) != report.NoProof { // which is said of numbers that do not exist, too
		return "", err
	}
	list, _, err := c.list(ctx, url.Values{"service_request_id": {string(sub.Number)}})
	if err != nil {
		return "", err
	}
	for _, one := range list {
		if one.ID == string(sub.Number) {
			return report.Changed, nil // it is another one's
		}
	}
	return report.Gone, nil
}

// resolve asks for the id of a token ("GET service_request_id from a token"), which is empty as long as there is none.
func (c *Client) resolve(ctx context.Context, token string) (string, error) {
	list, _, err := ask(ctx, c, question{op: opLook, path: []string{"tokens", token}}, c.read.Requests)
	if err != nil && unreachable(err) {
		return "", err
	}
	for _, one := range list {
		if one.ID != "" {
			return one.ID, nil
		}
	}
	return "", nil
}

// lookPlain looks for the id, and for the number among those that are listed.
func (c *Client) lookPlain(ctx context.Context, sub report.Submission, id string) (report.Sight, error) {
	sent := words(georeport.Clean(writable(sub.Draft.Description)))
	var byIDErr error
	if id != "" {
		list, _, err := ask(ctx, c, question{op: opLook, path: []string{"requests", id}}, c.read.Requests)
		if err != nil && unreachable(err) {
			return "", err
		}
		for _, one := range list {
			if one.ID == id {
				c.learn(func(d *Dialect) { d.ShowsByID = Yes })
				c.learnListing(ctx, sub)
				return c.compared(sent, words(string(one.Description))), nil
			}
		}
		byIDErr = err
	}
	one, err := c.findListed(ctx, sub.Number, sub.Draft.ServiceCode)
	if id != "" || err == nil { // a service that gives no id lists nothing, which says nothing of the others
		c.learnListed(sub, err)
	}
	if err == nil {
		return c.compared(sent, words(string(one.Description))), nil
	}
	var none *unseen
	read := errors.As(err, &none)
	if report.CodeOf(err) == report.Offline || !read && wordless(byIDErr) { // nothing of GeoReport has answered
		return "", err
	}
	inList := read && none.covers(sub.FiledAt)
	if d := c.Dialect(); id != "" && d.ShowsByID == Yes || inList && d.Lists == Yes {
		return report.Missing, nil
	}
	return report.Hidden, nil
}

// promptly is how soon after it was taken a request of ours has to be in the city's list, for the list to be believed about others.
const promptly = 5 * time.Minute

// learnListing looks once whether the city lists what is new: it decides whether a request that is not listed has not arrived.
func (c *Client) learnListing(ctx context.Context, sub report.Submission) {
	if c.Dialect().ListsNew == "" && c.isNew(sub) {
		_, err := c.findListed(ctx, sub.Number, sub.Draft.ServiceCode)
		c.learnListed(sub, err)
	}
}

// learnListed keeps what came of looking in the list for a request that the city has.
func (c *Client) learnListed(sub report.Submission, err error) {
	var none *unseen
	whole := errors.As(err, &none) && none.covers(sub.FiledAt)
	isNew := c.isNew(sub)
	c.learn(func(d *Dialect) {
		if err == nil {
			d.Lists = Yes
		}
		if isNew && (err == nil || whole) {
			d.ListsNew = factOf(err == nil)
		}
	})
}

// isNew says whether the city has taken a submission just now. After a new start it counts from when it was filed; that is what the
// kiosk's clock said then, and some have waited.
func (c *Client) isNew(sub report.Submission) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	at, known := c.learned.taken[sub.Key]
	if !known {
		at = sub.FiledAt
	}
	return time.Since(at).Abs() < promptly
}

// compared says whether what is shown holds what was sent. A city that shows no words is believed.
func (c *Client) compared(sent, shown string) report.Sight {
	if shown == "" {
		return report.Seen
	}
	same := strings.Contains(shown, sent)
	rare := strings.ContainsFunc(sent, func(r rune) bool { return r > 0xFFFF })
	c.learn(func(d *Dialect) {
		if rare {
			d.KeepsRare = factOf(same)
		}
		if same || !rare {
			d.KeepsWords = factOf(same)
		}
	})
	if same {
		return report.Seen
	}
	return report.Changed
}

// words are a text without the breaks that a server may have set anew.
func words(text string) string { return strings.Join(strings.Fields(text), " ") }
