package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"linli/outbox"
	"linli/report"
)

// shownEntry is a submission as it is shown, for programs.
type shownEntry struct {
	queued
	Tried []shownTry `json:"tried"`
	// What residents wrote, for a reason only.
	Draft      *report.Draft     `json:"draft,omitempty"`
	Files      []report.Attached `json:"files,omitempty"`
	Words      string            `json:"words,omitempty"`
	Unreadable string            `json:"unreadable,omitempty"`
}

// shownTry is what came of a try, or of several in a row.
type shownTry struct {
	First  time.Time   `json:"first"`
	Last   time.Time   `json:"last"`
	Times  int         `json:"times"`
	Code   report.Code `json:"code,omitempty"`
	Reason string      `json:"reason,omitempty"`
}

// showQueue shows all that is known of a number. What is personal is shown for a reason only, which is noted.
func showQueue(ctx context.Context, e *env, o outbox.Options, numbers []report.Number) error {
	var all []outbox.Entry
	err := looking(ctx, o, func(b *outbox.Box) (err error) {
		all, err = b.Show(ctx, numbers[0], flagOf(e, "reason"))
		return err
	})
	if err != nil {
		return err
	}
	out := []shownEntry{}
	for _, one := range all {
		s := shownEntry{queued: queuedOf(one.Item), Tried: []shownTry{}, Files: one.Files, Words: one.Words, Unreadable: one.Unreadable}
		for _, t := range one.Tried {
			s.Tried = append(s.Tried, shownTry(t))
		}
		if one.Sub != nil {
			s.Draft = &one.Sub.Draft
		}
		out = append(out, s)
	}
	if asJSON(e) {
		return printJSON(e, out)
	}
	for _, s := range out {
		s.write(e.stdout)
	}
	if flagOf(e, "reason") == "" {
		fmt.Fprintln(e.stdout, "what the resident wrote is shown with -reason \"...\", which is noted (linli queue shown)")
	}
	return nil
}

// unnoted is of how many tries nothing is known.
func (s shownEntry) unnoted() int {
	n := s.Tries
	for _, t := range s.Tried {
		n -= t.Times
	}
	return n
}

// inWords says what staff are to do about a trouble that no try had.
func inWords(code report.Code) string {
	if code == report.Garbled {
		return "the city shows it in other words than were sent: compare it there with what -reason shows, and tell the city; it is kept here for two weeks"
	}
	return ""
}

func (s shownEntry) write(w io.Writer) {
	line := func(name, what string) {
		if strings.TrimSpace(what) != "" {
			fmt.Fprintf(w, "  %-12s %s\n", name, strings.ReplaceAll(what, "\n", "\n               "))
		}
	}
	fmt.Fprintf(w, "%s  %s: %s\n", string(s.Number), cmp.Or(string(s.Kind), "request"), s.stands())
	line("filed", s.Filed.Format(time.DateTime))
	line("for", s.Backend)
	line("there as", s.Request)
	if !s.Exported.IsZero() {
		line("exported", s.Exported.Format(time.DateTime))
	}
	for _, t := range s.Tried {
		line("tried", fmt.Sprintf("%s to %s, %d times: %s", t.First.Format(time.DateTime), t.Last.Format(time.DateTime), t.Times, cmp.Or(t.Reason, string(t.Code), "it arrived")))
	}
	if n := s.unnoted(); n > 0 {
		line("tried", fmt.Sprintf("%d times of which no outcome is noted: cut off, older than these, or sent from elsewhere", n))
	}
	line("trouble", inWords(s.Code))
	for i, a := range s.Attached {
		line(fmt.Sprint("attachment ", i+1), strings.TrimSpace(string(a.State)+"  "+a.Reason))
	}
	line("words", s.Words)
	line("unreadable", s.Unreadable)
	if s.Draft == nil {
		return
	}
	line("service", s.Draft.ServiceCode)
	line("words", s.Draft.Description)
	line("place", s.Draft.Place.Name+"  "+s.Draft.Place.Address)
	for _, a := range s.Draft.Answers {
		line(a.Code, strings.Join(a.Values, ", "))
	}
	line("contact", strings.TrimSpace(string(s.Draft.Contact.Channel)+" "+s.Draft.Contact.Phone+" "+s.Draft.Contact.Name()))
	for _, f := range s.Files {
		line("file", fmt.Sprintf("%s, %d bytes, SHA-256 %s", f.Type, f.Size, f.SHA256))
	}
}

// shownQueue lists who was shown what, and why. A record that was tampered with is said to be.
func shownQueue(ctx context.Context, e *env, o outbox.Options, _ []report.Number) error {
	type showing struct {
		At     time.Time     `json:"at"`
		Number report.Number `json:"number"`
		Reason string        `json:"reason"`
	}
	out := []showing{}
	var wrong []int
	err := looking(ctx, o, func(b *outbox.Box) error {
		all, bad, err := b.Shown()
		for _, s := range all {
			out = append(out, showing(s))
		}
		wrong = bad
		return err
	})
	if err != nil {
		return err
	}
	if asJSON(e) {
		err = printJSON(e, map[string]any{"shown": out, "changed_lines": append([]int{}, wrong...)})
	} else {
		for _, s := range out {
			fmt.Fprintf(e.stdout, "%s  %s  %s\n", s.At.Format(time.DateTime), string(s.Number), s.Reason)
		}
	}
	if err == nil && len(wrong) > 0 {
		err = fmt.Errorf("somebody, or a power cut, has changed this record: look at line %v, and for what is missing before it", wrong)
	}
	return err
}
