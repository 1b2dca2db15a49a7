package screen_test

import (
	"strings"
	"testing"

	"linli/a11y"
	"linli/a11y/announce"
	"linli/flow"
	"linli/i18n"
	"linli/kiosk/kiosktest"
	"linli/report"
	"linli/ui/screen"
)

// TestF18EveryAnswerHasAPictureAndWords: two, three and five cards, no two alike, none of them chosen for the resident.
func TestF18EveryAnswerHasAPictureAndWords(t *testing.T) {
	v := kiosktest.View(t)
	for _, lang := range i18n.Shipped() {
		for asking, want := range []int{2, 3, 5} {
			s := flow.State{Place: flow.Opinion, Settings: flow.Settings{Lang: lang}, Change: flow.Change{Act: flow.ToRate, Asking: asking}}
			scr := screen.For(s, v)
			cards, _ := scr.Root.Part(a11y.RadioGroup)
			alike := map[string]bool{}
			for _, n := range cards.Children {
				e, ok := scr.On[n.ID].(flow.OpinionGiven)
				if n.Role != a11y.Radio || n.Icon == "" || n.State.Selected || alike[n.Label] || alike[n.Icon] || !ok || !e.Rating.Sound() {
					t.Errorf("%s %d: %s, %+v", lang, asking, a11y.Line(n), scr.On[n.ID])
				}
				alike[n.Label], alike[n.Icon] = true, true
				after, _ := flow.Step(s, e)
				if chosen, _ := screen.For(after, v).Root.Find(n.ID); !chosen.State.Selected {
					t.Errorf("%s %d: chosen and not shown: %s", lang, asking, a11y.Line(chosen))
				}
			}
			if len(cards.Children) != want || scr.On["continue"] != (flow.Continued{}) {
				t.Errorf("%s %d: %d cards, on: %v", lang, asking, len(cards.Children), scr.On["continue"])
			}
		}
	}
}

// TestF18WhatFollowsIsToldBefore: above the answers, so that it is there wherever the page is cut, and only where it is so.
func TestF18WhatFollowsIsToldBefore(t *testing.T) {
	v := kiosktest.View(t)
	for _, lang := range i18n.Shipped() {
		told := map[bool]string{}
		for _, r := range []report.Rating{{Solved: report.No}, {Answered: report.No, Solved: report.No, Satisfied: 1}, {Solved: report.Partly, Satisfied: 1}, {Solved: report.Yes}, {Satisfied: 1}} {
			s := flow.State{Place: flow.OpinionCheck, Settings: flow.Settings{Lang: lang}, Change: flow.Change{Act: flow.ToRate, Rating: r}}
			root := screen.For(s, v).Root
			main, _ := root.Part(a11y.Main)
			first := main.Leaves()[0]
			if first.ID != "follows" {
				t.Errorf("%s: first comes %s", lang, a11y.Line(first))
			}
			if other := told[!r.Reopens()]; first.Label == other || told[r.Reopens()] != "" && first.Label != told[r.Reopens()] {
				t.Errorf("%s: %+v reads %q", lang, r, first.Label)
			}
			told[r.Reopens()] = first.Label
		}
	}
}

// TestF18EveryTroubleOfARatingHasItsSentence: why it did not work and a way on, with a title that is about it.
func TestF18EveryTroubleOfARatingHasItsSentence(t *testing.T) {
	v := kiosktest.View(t)
	for _, act := range []flow.Act{flow.ToAdd, flow.ToRate, flow.ToRead} {
		for _, code := range []report.Code{report.Offline, report.Unconfirmed, report.Refused, report.NotFound, report.NoProof,
			report.TooOften, report.Busy, report.Nonsense, report.Internal} {
			for _, lang := range i18n.Shipped() {
				root := screen.For(flow.State{Place: flow.NotChanged, Settings: flow.Settings{Lang: lang},
					Change: flow.Change{Number: "102406428304", Act: act, Trouble: code}}, v).Root
				why, _ := root.Find("trouble")
				_, ok := root.Part(a11y.Actions)
				changed := strings.Contains(root.Label, "改") || strings.Contains(root.Label, "changed")
				if why.Label == "" || why.Label == "trouble.why."+string(code) || !ok || changed != (act == flow.ToAdd) {
					t.Errorf("%s %s: %q says %q", lang, code, root.Label, why.Label)
				}
			}
		}
	}
}

// TestD07WhatIsPrivateIsHiddenAndNeverSaid: all of it is a secret, and nothing but stars until it is asked for.
func TestD07WhatIsPrivateIsHiddenAndNeverSaid(t *testing.T) {
	v := kiosktest.View(t)
	private := []string{"我家水管坏了", "三号楼", "从昨天起", "卧室"}
	told := report.Told{Description: strings.Repeat(private[0], 40), Place: private[1], Answers: []report.ToldAnswer{{Question: "从什么时候", Words: private[2:]}, {Question: "空的"}}}
	for _, revealed := range []bool{false, true} {
		s := flow.State{Place: flow.Written, Revealed: revealed, Change: flow.Change{Number: "102406428304", Act: flow.ToRead, Told: told}}
		scr := screen.For(s, v)
		words := v.Bundle.Words(v.Lang(s))
		text := a11y.Sketch(scr.Root)
		said := announce.Page(words, scr.Root)
		for n := range scr.Root.All() {
			said = append(said, announce.Focus(words, n)...)
			for _, p := range private {
				if strings.Contains(n.Label+n.Value+n.Hint, p) && !n.Secret {
					t.Errorf("%s is personal and not secret", a11y.Line(n))
				}
			}
		}
		for _, p := range private {
			if strings.Contains(text, p) != revealed {
				t.Errorf("revealed %v: %q on\n%s", revealed, p, text)
			}
			for _, u := range said {
				if strings.Contains(u.Text, p) { // u.Private is for headphones
					t.Errorf("said %q", u.Text)
				}
			}
		}
		if strings.Count(text, private[0]) != map[bool]int{true: 40, false: 0}[revealed] {
			t.Errorf("not all of a long text can be read:\n%s", text)
		}
	}
}
