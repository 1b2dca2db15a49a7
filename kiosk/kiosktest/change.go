package kiosktest

import (
	"context"
	"slices"
	"time"

	"linli/report"
)

// changeTime is how long this city lets a request be changed.
const changeTime = 10 * time.Minute

// Withdraw implements kiosk.City.
func (c *City) Withdraw(_ context.Context, n report.Number, proof report.Proof) error {
	return c.change(n, proof, "", func(s *report.Status) { s.State = report.Withdrawn })
}

// Amend implements kiosk.City.
func (c *City) Amend(_ context.Context, n report.Number, proof report.Proof, words string) error {
	return c.change(n, proof, words, func(*report.Status) { c.Added[n] = append(c.Added[n], words) })
}

// change makes a change once, with the answers of linli/v1 in their order.
func (c *City) change(n report.Number, proof report.Proof, words string, make func(*report.Status)) error {
	refused := func(code report.Code) error { return &report.Error{Code: code, Op: "change"} }
	if code := c.proved(n, proof); code != "" {
		return refused(code)
	}
	s := c.statuses[n]
	switch {
	case words == "" && s.State == report.Withdrawn, words != "" && slices.Contains(c.Added[n], words):
		return nil
	case c.now().Sub(s.FiledAt) > changeTime:
		return refused(report.TooLate)
	case s.State.Final():
		return refused(report.Refused)
	}
	make(&s)
	s.Updates = append(slices.Clone(s.Updates), report.Update{At: c.now(), State: s.State})
	c.statuses[n] = s
	if c.mute {
		return refused(report.Unconfirmed)
	}
	return nil
}

// proved says why this city does nothing for somebody with a proof, "" where it does.
func (c *City) proved(n report.Number, proof report.Proof) report.Code {
	i := c.filed(n)
	switch {
	case c.away:
		return report.Offline
	case c.plain:
		return report.Refused
	case i < 0 || !proves(c.Filed[i], proof):
		if c.wrong[n]++; c.wrong[n] > 10 {
			return report.TooOften
		}
		return report.NoProof
	}
	return ""
}

// filed is where a request is among those that were filed, -1 where it is not.
func (c *City) filed(n report.Number) int {
	return slices.IndexFunc(c.Filed, func(f report.Submission) bool { return f.Number == n })
}

// Rate implements kiosk.City.
func (c *City) Rate(_ context.Context, n report.Number, proof report.Proof, closing int, r report.Rating) error {
	refused := func(code report.Code) error { return &report.Error{Code: code, Op: "rate"} }
	if code := c.proved(n, proof); code != "" {
		return refused(code)
	}
	s := c.statuses[n]
	switch {
	case closing > 0 && closing <= len(c.Rated[n]) && c.Rated[n][closing-1] == r:
		return nil
	case s.State != report.Closed || closing != closings(s) || closing <= len(c.Rated[n]):
		return refused(report.Refused)
	}
	c.Rated[n] = append(c.Rated[n], r)
	if r.Reopens() {
		s.State = report.Reopened
		s.Updates = append(slices.Clone(s.Updates), report.Update{At: Now.Add(time.Duration(len(s.Updates)) * time.Hour), State: s.State})
		c.statuses[n] = s
	}
	if c.mute {
		return refused(report.Unconfirmed)
	}
	return nil
}

// closings is how often a request has been closed.
func closings(s report.Status) (n int) {
	for _, u := range s.Updates {
		if u.State == report.Closed {
			n++
		}
	}
	return n
}

// Told implements kiosk.City.
func (c *City) Told(_ context.Context, n report.Number, proof report.Proof, _ string) (report.Told, error) {
	if code := c.proved(n, proof); code != "" {
		return report.Told{}, &report.Error{Code: code, Op: "told"}
	}
	d := c.Filed[c.filed(n)].Draft
	told := report.Told{Description: d.Description, Place: d.Place.Name}
	for _, a := range d.Answers {
		told.Answers = append(told.Answers, report.ToldAnswer{Question: a.Code, Words: a.Values})
	}
	return told, nil
}

func proves(f report.Submission, proof report.Proof) bool {
	if proof.Filing != "" {
		return proof.Filing == f.Key
	}
	last := report.LastFour(f.Draft.Contact.Phone)
	return last != "" && last == proof.Digits
}

// changeable says until when a request may be changed, with what, or that it may no more.
func (c *City) changeable(s report.Status) report.Status {
	if c.plain {
		return s
	}
	if until := s.FiledAt.Add(changeTime); !s.State.Final() && !c.now().After(until) {
		s.ChangeUntil = until
	} else {
		s.ChangeOver = !s.State.Final()
	}
	s.Private = true
	if n := closings(s); s.State == report.Closed && n > len(c.Rated[s.Number]) {
		s.Closing = n
	}
	for _, f := range c.Filed {
		s.Proof = s.Proof || f.Number == s.Number && report.LastFour(f.Draft.Contact.Phone) != ""
	}
	return s
}
