package client

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"linli/client/georeport"
	"linli/report"
)

// endpoint is where a city takes calls, and in which formats, the better one first.
type endpoint struct {
	url     *url.URL
	formats []georeport.Format
	// linli tells that it offers linli/v1 too.
	linli bool
}

// address returns where a call goes; segments are percent-encoded, the query of the endpoint itself is kept.
func (e endpoint) address(q question, f georeport.Format) string {
	u := *e.url
	path := make([]string, len(q.path))
	for i, segment := range q.path {
		path[i] = url.PathEscape(segment)
	}
	raw := strings.TrimRight(u.EscapedPath(), "/") + "/" + strings.Join(path, "/") + "." + string(f)
	// Both are set, so that what was escaped on purpose stays escaped.
	u.Path, u.RawPath = unescaped(raw), raw
	query := u.Query()
	for name, values := range q.query {
		query[name] = values
	}
	u.RawQuery = query.Encode()
	return u.String()
}

func unescaped(path string) string {
	if plain, err := url.PathUnescape(path); err == nil {
		return plain
	}
	return path
}

// endpoint returns where to call, discovering it first where that is not known ("Service Discovery"). A city
// without a discovery document is called at the base address. A line that is down is an error, and the next call
// tries again.
func (c *Client) endpoint(ctx context.Context) (endpoint, error) {
	const op = "find the city's endpoint"
	select {
	case c.finding <- struct{}{}:
		defer func() { <-c.finding }()
	case <-ctx.Done():
		return endpoint{}, &report.Error{Code: report.Offline, Op: op, Err: ctx.Err()}
	}
	c.mu.Lock()
	known := c.learned.endpoint
	c.mu.Unlock()
	if known != nil {
		return *known, nil
	}
	found, certain, err := c.discover(ctx, op)
	if err != nil {
		return endpoint{}, err
	}
	if certain {
		c.pin(found)
	}
	return found, nil
}

// pin keeps an endpoint for all further calls.
func (c *Client) pin(e endpoint) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.learned.endpoint = &e
}

// discover asks for the discovery document in both formats. It is not certain where something answered that is
// not a city's server: then the base address is used for now, and asked again the next time.
func (c *Client) discover(ctx context.Context, op string) (found endpoint, certain bool, err error) {
	certain = true
	base := endpoint{url: c.base, formats: []georeport.Format{georeport.JSON, georeport.XML}}
	for _, f := range base.formats {
		k := call{op: op, url: base.address(question{path: []string{"discovery"}}, f), format: f}
		a, err := c.do(ctx, k)
		switch report.CodeOf(err) {
		case "":
		case report.Nonsense:
			certain = false
			continue
		default:
			return endpoint{}, false, err
		}
		base = base.upgraded(a.url)
		if a.status >= 300 {
			if err := c.refused(k, a); report.CodeOf(err) == report.Offline {
				return endpoint{}, false, err
			}
			continue
		}
		d, err := c.read.Discovery(a.body)
		if err != nil {
			certain = false
			continue
		}
		chosen := c.choose(d, base)
		c.learn(func(d *Dialect) { d.Discovery, d.Linli = Yes, factOf(chosen.linli) })
		if chosen.url.Host != base.url.Host && !c.answers(ctx, chosen) {
			c.log.Warn("client: nothing answers where discovery says; the address itself is used", "host", base.url.Host)
			return base, false, nil
		}
		return chosen, true, nil
	}
	if certain {
		c.learn(func(d *Dialect) { d.Discovery, d.Linli = No, No })
	}
	return base, certain, nil
}

// answers says whether there are services at an endpoint: some documents name a port that nobody listens at.
func (c *Client) answers(ctx context.Context, e endpoint) bool {
	for _, f := range e.formats {
		a, err := c.do(ctx, call{op: "try an endpoint", url: e.address(question{path: []string{"services"}}, f), format: f})
		if err != nil || a.status >= 300 {
			continue
		}
		if _, err := c.read.Services(a.body); err == nil {
			return true
		}
	}
	return false
}

// upgraded returns the endpoint with the scheme and port to which its server has sent us on.
func (e endpoint) upgraded(to *url.URL) endpoint {
	if e.url.Scheme == "http" && to.Scheme == "https" {
		u := *e.url
		u.Scheme, u.Host = to.Scheme, to.Host
		e.url = &u
	}
	return e
}

// choose picks the production endpoint of GeoReport v2. One on another host is not taken, since a mistake in a
// document must not send a resident's words to strangers: such a city is configured by its endpoint itself. A server that
// has no production endpoint at all is a demonstration, and whoever configured it wants that.
func (c *Client) choose(d georeport.Discovery, base endpoint) endpoint {
	offered := slices.DeleteFunc(slices.Clone(d.Endpoints), func(e georeport.Endpoint) bool {
		return !strings.HasSuffix(strings.ToLower(strings.TrimRight(e.Specification, "/")), "georeport_v2")
	})
	production := func(e georeport.Endpoint) bool { return strings.EqualFold(e.Type, "production") }
	demonstration := !slices.ContainsFunc(offered, production)
	for _, e := range offered {
		if !production(e) && !demonstration {
			continue
		}
		u, err := base.url.Parse(e.URL)
		if err != nil || !sameHost(u, base.url) || u.Scheme != "https" && u.Scheme != base.url.Scheme {
			c.log.Warn("client: endpoint in discovery not taken: other host or not https", "host", c.base.Host)
			continue
		}
		return endpoint{u, formatsOf(e.Formats), offersLinli(d, e)}
	}
	return base
}

// offersLinli says whether linli/v1 is offered at the very address of an endpoint of GeoReport, for the same purpose.
func offersLinli(d georeport.Discovery, at georeport.Endpoint) bool {
	same := func(a, b string) bool { return strings.EqualFold(strings.TrimRight(a, "/"), strings.TrimRight(b, "/")) }
	return slices.ContainsFunc(d.Endpoints, func(e georeport.Endpoint) bool {
		return same(e.Specification, georeport.Linli) && same(e.URL, at.URL) && same(e.Type, at.Type)
	})
}

func formatsOf(mediaTypes []string) []georeport.Format {
	all := strings.ToLower(strings.Join(mediaTypes, " "))
	hasJSON, hasXML := strings.Contains(all, "json"), strings.Contains(all, "xml")
	switch {
	case hasJSON && !hasXML:
		return []georeport.Format{georeport.JSON}
	case hasXML && !hasJSON:
		return []georeport.Format{georeport.XML}
	}
	return []georeport.Format{georeport.JSON, georeport.XML}
}

// question is a GET of GeoReport.
type question struct {
	op    string
	path  []string
	query url.Values
	lang  string
}

// ask makes a GET and reads its answer, in the better format first and in the other where the first is not
// understood or, as long as nothing has been answered in it, not offered.
func ask[T any](ctx context.Context, c *Client, q question, read func([]byte) (T, error)) (T, answer, error) {
	var none T
	e, err := c.endpoint(ctx)
	if err != nil {
		return none, answer{}, &report.Error{Code: report.CodeOf(err), Op: q.op, Err: err}
	}
	if c.jurisdiction != "" {
		query := url.Values{"jurisdiction_id": {c.jurisdiction}}
		for name, values := range q.query {
			query[name] = values
		}
		q.query = query
	}
	formats, proven := c.formats(e)
	var firstErr error
	for _, f := range formats {
		k := call{op: q.op, url: e.address(q, f), format: f, lang: q.lang}
		if e.linli { // it counts the look-ups of each kiosk
			k.bearer = c.key
		}
		a, err := c.do(ctx, k)
		if err == nil {
			var out T
			if out, err = decode(c, k, a, read); err == nil {
				c.spoke(e.upgraded(a.url), f)
				return out, a, nil
			}
		}
		if firstErr == nil {
			firstErr = err
		}
		code := report.CodeOf(err)
		if code == report.Offline || proven && code != report.Nonsense {
			break
		}
	}
	return none, answer{}, firstErr
}

// decode reads an answer. GeoReport errors sent with a 200 count as what they say.
func decode[T any](c *Client, k call, a answer, read func([]byte) (T, error)) (T, error) {
	var none T
	if a.status < 200 || a.status >= 300 {
		return none, c.refused(k, a)
	}
	out, err := read(a.body)
	if err == nil {
		return out, nil
	}
	if errs := c.read.Errors(a.body); errors.Is(err, georeport.ErrNotGeoReport) && len(errs) > 0 && errs[0].Code >= 400 {
		a.status = errs[0].Code
		return none, c.refused(k, a)
	}
	return none, &report.Error{Code: report.Nonsense, Op: k.op, Err: err}
}

// formats returns the formats to try, and whether the first has already been answered in.
func (c *Client) formats(e endpoint) (list []georeport.Format, proven bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, f := range e.formats {
		if f == c.learned.Format {
			list = append([]georeport.Format{f}, list...)
			proven = true
		} else {
			list = append(list, f)
		}
	}
	return list, proven
}

// spoke keeps what an answer has shown: that the endpoint is one, and that it speaks the format.
func (c *Client) spoke(e endpoint, f georeport.Format) {
	c.pin(e)
	c.learn(func(d *Dialect) { d.Format = f })
}
