package gallery

import (
	"fmt"
	"testing"

	"linli/a11y"
	"linli/audit/measure"
	"linli/flow"
	"linli/kiosk"
	"linli/kiosk/kiosktest"
	"linli/ui/layout"
	"linli/ui/screen"
	"linli/ui/theme"
)

// TestThreeHundredServices: on each page of a large city everything is in the window and apart, and each service can be chosen, once, on one
// page. At the usual size of text what there is to choose from in comfort is on one part of a page that stands.
func TestThreeHundredServices(t *testing.T) {
	fonts, view, mark := open(t), kiosktest.View(t), holds(t)
	for i, lang := range []string{"zh-Hans", "en"} {
		shape := []kiosktest.Shape{kiosktest.Grouped, kiosktest.Crumbled}[i]
		services := kiosk.Understand(kiosktest.Large(lang, shape), view.Bundle.Words(lang), kiosktest.Reader())
		first, _ := flow.Step(flow.State{Place: flow.Home, Settings: flow.Settings{Lang: lang}, Now: now}, flow.ServicesArrived{Lang: lang, Services: services})
		first, _ = flow.Step(first, flow.ReportChosen{})
		for n, size := range Sizes() {
			style, chosen := theme.Choose(size.Width, size.Height, 0, n%2*2, 0), map[string]int{}
			var look func(s flow.State)
			look = func(s flow.State) {
				scr := screen.For(s, view)
				scr, parts := screen.Fitted(scr, func(s screen.Screen) [][]a11y.ID {
					return layout.Fit(s.Root, s.Pager, size.Width, size.Height, style, fonts)
				})
				if n == 0 && len(parts) > 1 && lang == "zh-Hans" {
					t.Errorf("%s %s: %d parts", size.Name, scr.Root.ID, len(parts))
				}
				seen := map[a11y.ID]bool{}
				for i := range max(len(parts), 1) {
					scr.Part = i
					page := lay(screen.Paged(scr, parts, view.Bundle.Words(lang)), size, style, fonts)
					measure.Inside(page, mark(fmt.Sprintf("%s %s part %d", scr.Root.ID, size.Name, i)))
					measure.Targets(page, mark(string(scr.Root.ID)))
					for _, b := range page.Boxes {
						seen[b.Node.ID] = true
					}
				}
				for id, e := range scr.On {
					if !seen[id] {
						t.Errorf("%s %s: %s is nowhere", size.Name, scr.Root.ID, id)
					}
					switch e := e.(type) {
					case flow.ServiceChosen:
						chosen[e.Code]++
					case flow.GroupChosen:
						below, _ := flow.Step(s, e)
						look(below)
					}
				}
			}
			look(first)
			for _, s := range services {
				if chosen[s.Code] != 1 {
					t.Errorf("%s %s: %s can be chosen on %d pages", lang, size.Name, s.Name, chosen[s.Code])
				}
			}
		}
	}
}
