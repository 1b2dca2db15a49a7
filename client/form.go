package client

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"linli/client/georeport"
	"linli/report"
)

// form writes a submission as GeoReport v2 wants it ("POST Service Request"). A description that is too long is
// refused rather than cut: the resident's words are not ours to shorten.
func (c *Client) form(ctx context.Context, sub report.Submission) (url.Values, error) {
	kept, err := c.hasKept(ctx, sub.Draft.Attachments)
	if err != nil {
		return nil, err
	}
	description := describe(sub, kept)
	if n := utf8.RuneCountInString(description); n > georeport.MaxDescription {
		return nil, &report.Error{Code: report.Refused, Op: opSend, Err: fmt.Errorf(
			"the description has %d characters with its reference line; at most %d can be sent", n, georeport.MaxDescription)}
	}
	d := sub.Draft
	form := url.Values{"service_code": {d.ServiceCode}, "description": {description}}
	set := func(name, value string) {
		if value != "" {
			form.Set(name, value)
		}
	}
	set("api_key", c.key)
	set("jurisdiction_id", c.jurisdiction)
	set("address_string", address(d.Place))
	if d.Place.Located {
		form.Set("lat", string(georeport.DegreesOf(d.Place.Lat)))
		form.Set("long", string(georeport.DegreesOf(d.Place.Long)))
	}
	if d.Contact.Channel != report.NoReply {
		set("phone", d.Contact.Phone)
		first, last := d.Contact.Names()
		set("first_name", writable(first))
		set("last_name", writable(last))
	}
	c.setAnswers(ctx, form, d)
	return form, nil
}

// setAnswers writes the answers as attribute[code], and as attribute[code][] where several may be given.
func (c *Client) setAnswers(ctx context.Context, form url.Values, d report.Draft) {
	if len(d.Answers) == 0 {
		return
	}
	lists := c.lists(ctx, d.ServiceCode)
	for _, a := range d.Answers {
		if len(a.Values) == 0 {
			continue
		}
		values := make([]string, len(a.Values))
		for i, v := range a.Values {
			values[i] = writable(v)
		}
		name := "attribute[" + a.Code + "]"
		if lists[a.Code] || len(values) > 1 {
			name += "[]"
		}
		form[name] = values
	}
}

// lists returns which attributes of a service take several values. Where the city cannot be asked, the number of
// values has to tell.
func (c *Client) lists(ctx context.Context, service string) map[string]bool {
	c.mu.Lock()
	lists, known := c.learned.lists[service]
	c.mu.Unlock()
	if known {
		return lists
	}
	if _, err := c.Definition(ctx, service, ""); err != nil {
		c.log.Warn("client: definition not known while sending", "error", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.learned.lists[service]
}

// withPlainLists returns the form with attribute[code] repeated, as some servers want lists, and whether it
// differs.
func withPlainLists(form url.Values) (url.Values, bool) {
	out, differs := url.Values{}, false
	for name, values := range form {
		if plain, list := strings.CutSuffix(name, "[]"); list {
			name, differs = plain, true
		}
		out[name] = values
	}
	return out, differs
}

// describe returns the description with the lines that every server can carry: how to answer, what stays in the kiosk, and our
// number.
func describe(sub report.Submission, kept bool) string {
	var lines []string
	if text := strings.TrimSpace(writable(sub.Draft.Description)); text != "" {
		lines = append(lines, text)
	}
	if by := writable(sub.Draft.Helper); by != "" {
		lines = append(lines, georeport.HelpedLine(by))
	}
	if sub.Draft.Contact.Channel == report.BySMS {
		lines = append(lines, georeport.SMSOnly)
	}
	if kept {
		lines = append(lines, georeport.KeptHere)
	}
	return strings.Join(append(lines, georeport.RefLine(sub.Number)), "\n")
}

// address returns the words for a place.
func address(p report.Place) string {
	switch {
	case p.Address == "":
		return writable(p.Name)
	case p.Name == "" || strings.Contains(p.Address, p.Name):
		return writable(p.Address)
	}
	return writable(p.Address + " (" + p.Name + ")")
}

// writable removes what no form and no XML document can carry: control characters and broken UTF-8.
func writable(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
}
