package screen_test

import (
	"testing"
	"time"

	"linli/a11y"
	"linli/flow"
	"linli/i18n"
	"linli/kiosk/kiosktest"
	"linli/report"
	"linli/ui/screen"
)

// The page of a status says in plain words where the request stands, what happened last and what comes next.
func TestF18StatusInPlainWords(t *testing.T) {
	v := kiosktest.View(t)
	states := []report.State{report.Queued, report.Stuck, report.Received, report.Dispatched, report.InProgress, report.Answered, report.Confirming,
		report.Closed, report.Reopened, report.Withdrawn, report.Rejected}
	for _, lang := range i18n.Shipped() {
		said := map[string]report.State{}
		for _, state := range states {
			at := kiosktest.Now
			root := screen.For(flow.State{Place: flow.Found, Now: at, Settings: flow.Settings{Lang: lang}, Status: report.Status{
				Number: "102406428304", ServiceName: "x", State: state, Due: at.Add(time.Hour),
				Updates: []report.Update{{At: at, State: report.Received}, {At: at.Add(time.Minute), State: state, Text: "师傅来过。"}},
			}}, v).Root
			now, _ := root.Find("state")
			next, ok := root.Find("next")
			last, lastOK := root.Find("update-1")
			if now.Value == "" || now.Value == "state."+string(state) || !ok || next.Label == "" || next.Label == "next."+string(state) {
				t.Errorf("%s %s: %q, next %q", lang, state, now.Value, next.Label)
			}
			if !lastOK || last.Value != "师傅来过。" || last.Hint == "" {
				t.Errorf("%s %s: last %+v", lang, state, last)
			}
			if other, twice := said[now.Value+next.Label]; twice {
				t.Errorf("%s: %s reads like %s", lang, state, other)
			}
			said[now.Value+next.Label] = state
			if _, due := root.Find("due"); due != (!state.Final() && state != report.Answered) {
				t.Errorf("%s %s: an answer is promised: %v", lang, state, due)
			}
		}
	}
}

// Taking back is worded with its consequence, and keeping the request is the default.
func TestF12KeepingIsTheDefault(t *testing.T) {
	v := kiosktest.View(t)
	s := flow.State{Place: flow.TakeBack, Change: flow.Change{Number: "102406428304", Act: flow.ToWithdraw, Until: kiosktest.Now}}
	for _, lang := range i18n.Shipped() {
		s.Settings.Lang = lang
		scr := screen.For(s, v)
		stay, _ := scr.Root.Find("stay")
		back, _ := scr.Root.Find("take-back")
		if !stay.State.Default || back.State.Default || scr.On["stay"] != (flow.BackPressed{}) || scr.On["take-back"] != (flow.TakeBackConfirmed{}) {
			t.Errorf("%s: %+v, %+v", lang, stay, back)
		}
	}
}

// Every reason for which a change is not made has words and a way on, in every language.
func TestF12EveryRefusalHasItsSentence(t *testing.T) {
	v := kiosktest.View(t)
	for _, code := range []report.Code{report.Offline, report.Unconfirmed, report.Refused, report.NotFound, report.NoProof,
		report.TooOften, report.TooLate, report.Nonsense, report.Internal} {
		for _, lang := range i18n.Shipped() {
			root := screen.For(flow.State{Place: flow.NotChanged, Settings: flow.Settings{Lang: lang},
				Change: flow.Change{Number: "102406428304", Words: "More.", Trouble: code}}, v).Root
			why, _ := root.Find("trouble")
			kept, _ := root.Find("kept")
			ways, ok := root.Part(a11y.Actions)
			if why.Label == "" || why.Label == "trouble.why."+string(code) || kept.Value != "More." || !ok || len(ways.Children) == 0 {
				t.Errorf("%s %s: %q, kept %q", lang, code, why.Label, kept.Value)
			}
		}
	}
}

// What is only kept here is not said to be done, in any language.
func TestF12LaterIsNotSaidToBeDone(t *testing.T) {
	v := kiosktest.View(t)
	for _, lang := range i18n.Shipped() {
		for place, id := range map[flow.Place]a11y.ID{flow.TakenBack: "takenback-text", flow.Added: "added-text"} {
			said := map[bool]string{}
			for _, later := range []bool{true, false} {
				root := screen.For(flow.State{Place: place, Settings: flow.Settings{Lang: lang}, Change: flow.Change{Number: "102406428304", Later: later}}, v).Root
				n, _ := root.Find(id)
				said[later] = n.Label
			}
			if said[true] == "" || said[true] == said[false] {
				t.Errorf("%s %v: %v", lang, place, said)
			}
		}
	}
}
