package kiosktest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"linli/i18n"
	"linli/report"
)

// Recogniser understands what it is told to understand.
type Recogniser struct {
	// Text is what it understands next. Broken: it fails.
	Text   string
	Broken bool
	// Asked are the languages that it was asked for, in order.
	Asked    []string
	sessions []context.Context
}

// Recognise implements kiosk.Recogniser.
func (r *Recogniser) Recognise(ctx context.Context, _ report.Attachment, lang string) (string, error) {
	r.Asked, r.sessions = append(r.Asked, lang), append(r.sessions, ctx)
	if r.Broken {
		return "", errors.New("it has ended by itself")
	}
	return r.Text, ctx.Err()
}

// Remembers says how many recordings it has not been told to forget.
func (r *Recogniser) Remembers() int {
	return len(slices.DeleteFunc(slices.Clone(r.sessions), func(ctx context.Context) bool { return ctx.Err() != nil }))
}

// recogniser installs it, if it is not, and tells it what it understands next.
func (p *Player) recogniser(what string) error {
	p.Kiosk.TakeDownWith(&p.Recogniser, i18n.Shipped())
	p.Kiosk.Settle(context.Background())
	text, understands := strings.CutPrefix(what, "understands ")
	switch {
	case what == "understands nothing":
		p.Recogniser.Text, p.Recogniser.Broken = "", false
	case understands:
		p.Recogniser.Text, p.Recogniser.Broken = text, false
	case what == "breaks":
		p.Recogniser.Broken = true
	default:
		return fmt.Errorf("the recogniser cannot do %q", what)
	}
	return nil
}
