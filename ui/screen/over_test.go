package screen_test

import (
	"testing"

	"linli/a11y"
	"linli/flow"
	"linli/ui/screen"
)

// TestWhatLiesOverIsADialog, and nothing else is.
func TestWhatLiesOverIsADialog(t *testing.T) {
	v := allOffered(t)
	over := map[flow.Place]bool{
		flow.Help: true, flow.About: true, flow.Suit: true, flow.SwitchPage: true, flow.Staff: true, flow.StaffNumber: true, flow.StaffCode: true, flow.Leaving: true,
	}
	for _, place := range flow.Places() {
		s := flow.State{Place: place, HelpFor: flow.Home, SuitFor: flow.Home, SwitchesFor: flow.Home}
		s.Call.Below.Place, s.Picking.Homes = flow.Home, v.Site.Homes
		want := a11y.Page
		if over[place] {
			want = a11y.Dialog
		}
		if got := screen.For(s, v).Root.Role; got != want {
			t.Errorf("%s is a %s, want a %s", place, got, want)
		}
		s.Quiet = true
		if quiet := screen.For(s, v).Root; quiet.Role != a11y.Dialog {
			t.Errorf("the question over %s is a %s", place, quiet.Role)
		}
	}
}
