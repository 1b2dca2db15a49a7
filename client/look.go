package client

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"linli/client/georeport"
	"linli/report"
)

// pageSize is the smallest page in which servers are known to cut a long list, mostPages how many are asked for.
const (
	pageSize  = 50
	mostPages = 20
)

// clockSlack is how much the kiosk's clock may be ahead of the city's.
const clockSlack = 5 * time.Minute

// look finds a submission at the city by its number. It returns an error that wraps errAbsent where the city
// surely does not have it, and any other where that cannot be known: some cities list what is new only after somebody has read it.
func (c *Client) look(ctx context.Context, sub report.Submission) (report.Receipt, error) {
	r, err := c.find(ctx, sub.Number, sub.Draft.ServiceCode)
	if err != nil {
		var none *unseen
		absent := errors.As(err, &none) && !none.sure
		silent := false
		if absent {
			var unknown error
			if silent, unknown = c.isSilent(ctx, sub.Draft.ServiceCode); unknown != nil {
				return report.Receipt{}, unknown
			}
		}
		switch {
		case !absent:
		case silent:
			err = &report.Error{Code: report.Unconfirmed, Op: opFind, Err: errors.New("this service of the city lists nothing at once")}
		case !none.covers(sub.FiledAt):
			err = &report.Error{Code: report.Unconfirmed, Op: opFind, Err: errors.New("the city lists only some of its requests")}
		case c.Dialect().ListsNew != Yes: // what has not been seen is not known
			err = &report.Error{Code: report.Unconfirmed, Op: opFind, Err: errors.New("the city is not known to list what is new")}
		}
		return report.Receipt{}, err
	}
	return report.Receipt{Number: sub.Number, RequestID: r.ID, Notice: string(r.Notice)}, nil
}

const opFind = "find a request by its number"

// unseen is the errAbsent of a list, with the list in which a number was not, and when that was by the city's clock.
type unseen struct {
	list georeport.Requests
	at   time.Time
	// sure: there was no need for a list.
	sure bool
}

func (*unseen) Error() string   { return errAbsent.Error() }
func (*unseen) Is(e error) bool { return e == errAbsent }

// covers says whether the list goes back to a time, or is short enough to be whole. A list that is cut is usually
// the newest part; some servers send the oldest. A time that is still to come is a wrong clock's, and says nothing.
func (u *unseen) covers(at time.Time) bool {
	if len(u.list) < pageSize {
		return true
	}
	if at.After(u.at.Add(clockSlack)) {
		return false
	}
	oldest, newest := u.list[0].Requested.Time, u.list[0].Requested.Time
	for _, r := range u.list {
		if r.Requested.Before(oldest) {
			oldest = r.Requested.Time
		}
		if r.Requested.After(newest) {
			newest = r.Requested.Time
		}
	}
	rising := u.list[0].Requested.Before(u.list[len(u.list)-1].Requested.Time)
	return oldest.Before(at) && (!rising || newest.After(at))
}

// find returns the request with our number: as its id where the server took it over, else in the last line of the
// description. A service may be given to make the search shorter.
func (c *Client) find(ctx context.Context, n report.Number, service string) (georeport.Request, error) {
	r, err := c.request(ctx, string(n), "")
	switch report.CodeOf(err) {
	case "":
		if service == "" || r.ServiceCode == "" || r.ServiceCode == service {
			return r, nil
		} // else another city's own numbers have twelve digits too
	case report.NotFound:
		if c.takesNumbers() && !wordless(err) {
			return r, &report.Error{Code: report.NotFound, Op: opFind, Err: &unseen{sure: true}}
		}
	case report.Refused:
	default:
		return r, err
	}
	return c.findListed(ctx, n, service)
}

// takesNumbers says whether the city is known to give each request the kiosk's number as its id: then there is nothing to
// look for in lists, which can be cut.
func (c *Client) takesNumbers() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.learned.endpoint != nil && c.learned.endpoint.linli
}

// findListed returns the request that has our number in its description, or as its id, of those that the city lists.
func (c *Client) findListed(ctx context.Context, n report.Number, service string) (georeport.Request, error) {
	var query url.Values
	if service != "" {
		query = url.Values{"service_code": {service}}
	}
	list, at, err := c.list(ctx, query)
	if err == nil && len(list) == 0 && query != nil {
		list, at, err = c.list(ctx, nil) // some servers answer a filter that they do not understand with nothing
	}
	if err != nil {
		return georeport.Request{}, err
	}
	mentions := func(r georeport.Request) bool {
		return georeport.Mentions(string(r.Description), n) || r.ID == string(n) && r.ServiceCode == service
	}
	for page := 2; ; page++ {
		if i := slices.IndexFunc(list, mentions); i >= 0 {
			return list[i], nil
		}
		more := c.nextPage(ctx, query, list, page)
		if len(more) == 0 {
			return georeport.Request{}, &report.Error{Code: report.NotFound, Op: opFind, Err: &unseen{list: list, at: at}}
		}
		list = append(list, more...)
	}
}

// nextPage returns what a long list goes on with, nothing where it does not. Some servers know no pages: they refuse to be asked for
// one, or send the first again.
func (c *Client) nextPage(ctx context.Context, query url.Values, before georeport.Requests, page int) georeport.Requests {
	if len(before) < pageSize || page > mostPages || c.Dialect().Pages == No {
		return nil
	}
	asked := maps.Clone(query)
	if asked == nil {
		asked = url.Values{}
	}
	asked.Set("page", strconv.Itoa(page))
	more, _, err := c.list(ctx, asked)
	known := func(r georeport.Request) bool {
		return slices.ContainsFunc(before, func(b georeport.Request) bool { return b.ID == r.ID })
	}
	more = slices.DeleteFunc(more, known)
	if page == 2 && report.CodeOf(err) != report.Offline {
		c.learn(func(d *Dialect) { d.Pages = factOf(len(more) > 0) })
	}
	return more
}

// request asks for one request by its id ("GET Service Request"). Unknown ids are NotFound, whether the server
// says 404 or sends an empty list.
func (c *Client) request(ctx context.Context, id, lang string) (georeport.Request, error) {
	q := question{op: opFind, path: []string{"requests", id}, lang: lang}
	list, a, err := ask(ctx, c, q, c.read.Requests)
	if err != nil {
		return georeport.Request{}, err
	}
	for _, r := range list {
		if r.ID == id {
			r.Lang = a.lang()
			return r, nil
		}
	}
	return georeport.Request{}, &report.Error{Code: report.NotFound, Op: opFind}
}

// list asks for the requests of the last weeks ("GET Service Requests"), and returns with them when that was by the
// city's clock. Dates are not sent: some servers take them the wrong way round, and the kiosk's clock may be wrong.
func (c *Client) list(ctx context.Context, query url.Values) (georeport.Requests, time.Time, error) {
	list, a, err := ask(ctx, c, question{op: opFind, path: []string{"requests"}, query: query}, c.read.Requests)
	if err != nil && report.CodeOf(err) != report.Offline {
		err = &report.Error{Code: report.Nonsense, Op: "list requests", Err: err}
	}
	for i := range list {
		list[i].Lang = a.lang()
	}
	at, dateErr := http.ParseTime(a.header.Get("Date"))
	if dateErr != nil {
		at = time.Now()
	}
	return list, at, err
}
