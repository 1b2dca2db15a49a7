package screen_test

import (
	"strings"
	"testing"

	"linli/a11y"
	"linli/flow"
	"linli/i18n"
	"linli/kiosk/kiosktest"
	"linli/ui/screen"
)

// TestPagesOfALesson holds on the pages on which keys are taught what holds on all others, in every language.
func TestPagesOfALesson(t *testing.T) {
	v := kiosktest.View(t)
	at := flow.Teaching([]string{"next", "previous", "activate", "back", "help", "plugged_in"}, [][]string{{"Down"}, {"Up"}, {"Enter"}, {"Escape"}, {"F1"}, {}})
	states := []flow.State{at}
	do := func(events ...flow.Event) {
		for _, e := range events {
			at, _ = flow.Step(at, e)
			states = append(states, at)
		}
	}
	for _, flaw := range []flow.Flaw{flow.NoName, flow.System, flow.Writes, ""} {
		do(flow.KeyStruck{Key: "F13", Flaw: flaw})
	}
	do(flow.KeyAdded{}, flow.KeyStruck{Key: "F14"}, flow.Continued{}, flow.KeyStruck{Key: "F13"}, flow.KeyStruck{Key: "Enter"}, flow.LessonEnded{}, flow.BackPressed{}, flow.LessonEnded{})
	for range 5 {
		do(flow.BackPressed{})
	}
	do(flow.LessonForgotten{}, flow.LessonEnded{}, flow.KeysWanted{}, flow.KeysSaved{Trouble: "internal"}, flow.KeysWanted{}, flow.KeysSaved{})
	do(flow.BackPressed{}, flow.LessonEnded{}, flow.KeysWanted{}, flow.KeysSaved{Where: "/etc/linli.toml"})
	pages := map[a11y.ID]bool{}
	for _, lang := range append(i18n.Shipped(), i18n.Pseudo) {
		for _, s := range states {
			s.Settings.Lang = lang
			scr := screen.For(s, v)
			pages[scr.Root.ID] = true
			for _, err := range a11y.Check(scr.Root) {
				t.Errorf("%s %s: %v", lang, scr.Root.ID, err)
			}
			checkEvents(t, scr)
			checkReach(t, scr.Root)
			checkDefault(t, scr.Root)
			for n := range scr.Root.All() {
				if n.Label == "" && n.Role != a11y.Page || strings.Contains(n.Label+n.Hint, "teach.") || strings.HasPrefix(n.Label, "key.") {
					t.Errorf("%s %s: %s has no words", lang, scr.Root.ID, a11y.Line(n))
				}
			}
		}
	}
	if len(pages) < 5 {
		t.Errorf("only %v", pages)
	}
}
