package screen_test

import (
	"testing"

	"linli/a11y"
	"linli/flow"
	"linli/i18n"
	"linli/kiosk/kiosktest"
	"linli/ui/screen"
)

// TestACodeForSomethingElseIsNoWrongAnswer: the page says why nothing was taken, and finds nothing wrong with what was answered.
func TestACodeForSomethingElseIsNoWrongAnswer(t *testing.T) {
	v := screen.View{Bundle: words(), Site: kiosktest.Site(), Langs: i18n.Shipped(), Zone: kiosktest.Zone, Offer: kiosktest.Offer()}
	for _, place := range []flow.Place{flow.Home, flow.Where, flow.Tell, flow.Contact, flow.Phone, flow.Number} {
		s, _ := flow.Step(flow.State{Place: place, Settings: flow.Settings{Lang: "en"}}, flow.Scanned{Text: "11010519491231002X"})
		page := screen.For(s, v).Root
		alert, ok := page.Find("problem")
		if want := v.Bundle.Words("en").T("problem.cardread"); !ok || alert.Role != a11y.Alert || alert.Label != want {
			t.Errorf("%s: %q is said, want %q", place, alert.Label, want)
		}
		for _, n := range append(page.Leaves(), page.Children...) {
			if n.State.Invalid {
				t.Errorf("%s: %s is called wrong", place, n.ID)
			}
		}
	}
}
