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
	i := slices.IndexFunc(c.Filed, func(f report.Submission) bool { return f.Number == n })
	s, known := c.statuses[n]
	switch {
	case c.away:
		return refused(report.Offline)
	case c.plain:
		return refused(report.Refused)
	case i < 0 || !known || !proves(c.Filed[i], proof):
		if c.wrong[n]++; c.wrong[n] > 10 {
			return refused(report.TooOften)
		}
		return refused(report.NoProof)
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
	for _, f := range c.Filed {
		s.Proof = s.Proof || f.Number == s.Number && report.LastFour(f.Draft.Contact.Phone) != ""
	}
	return s
}
