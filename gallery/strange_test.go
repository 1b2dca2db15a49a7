package gallery

import (
	"fmt"
	"strings"
	"testing"

	"linli/a11y"
	"linli/audit/measure"
	"linli/flow"
	"linli/kiosk/kiosktest"
	"linli/report"
	"linli/ui/layout"
	"linli/ui/screen"
	"linli/ui/theme"
)

// This file holds pages of strange cities in strange windows: long texts, hundreds of choices, no room.

// TestLongTexts: whatever the city or a resident writes, each page stays in its window.
func TestLongTexts(t *testing.T) {
	fonts, view, mark := open(t), kiosktest.View(t), holds(t)
	long := strings.Repeat("很长的话", 1000) + "!"
	service := report.Service{Code: "x", Name: long, Group: long, Description: long}
	values := []report.Value{{Key: "a", Name: long}, {Key: "b", Name: "b"}}
	attributes := []report.Attribute{
		{Code: "a", Datatype: report.TypeSingle, Variable: true, Question: long, Hint: "?", Values: values},
		{Code: "n", Datatype: report.TypeText, Question: long},
	}
	most := report.Named{Own: strings.Repeat("长", 20)} // a site's configuration takes no longer ones
	block := report.Block{Name: most, Buildings: []report.Building{{Name: most}, {Number: 2}}}
	state := flow.State{
		Picking:   flow.Picking{Homes: &report.Homes{Blocks: []report.Block{block, block}}},
		Catalogue: flow.Catalogue{Loaded: true, Defined: true, Services: []report.Service{service}, Definition: report.Definition{ServiceCode: "x", Attributes: attributes}},
		Draft:     report.Draft{ServiceCode: "x", Description: long, Place: report.Place{Name: long}},
		Status:    report.Status{ServiceName: long, State: report.Closed, Updates: []report.Update{{State: report.Closed, Text: long}}},
		Receipt:   report.Receipt{Number: "102455837712", Notice: long},
		Change:    flow.Change{Number: "102455837712", ServiceName: long, Words: long, Trouble: report.TooLate},
		Now:       now,
	}
	for _, place := range flow.Places() {
		for asking := range attributes {
			state.Place, state.Asking = place, asking
			state.Picking.At, state.Picking.Level = report.Home{Block: asking}, report.Level(asking) // which block, which building
			s := screen.For(state, view)
			for _, size := range Sizes() {
				style := theme.Choose(size.Width, size.Height, 0, 0, 0)
				s, parts := screen.Fitted(s, func(s screen.Screen) [][]a11y.ID {
					return layout.Fit(s.Root, s.Pager, size.Width, size.Height, style, fonts)
				})
				for i := range parts {
					s.Part = i
					shown := screen.Paged(s, parts, view.Bundle.Words("zh-Hans"))
					measure.Inside(lay(shown, size, style, fonts), mark(fmt.Sprintf("%s %s part %d", place, size.Name, i)))
				}
			}
		}
	}
}

// TestTwoHundredChoices: however many places and answers a city has, each of them can be chosen, once, at every size of text.
func TestTwoHundredChoices(t *testing.T) {
	const many = 200
	fonts, view, mark := open(t), kiosktest.View(t), holds(t)
	var state flow.State
	attribute := report.Attribute{Code: "a", Datatype: report.TypeSingle, Variable: true, Question: "?"}
	for i := range many {
		name := fmt.Sprintf("第%d个", i)
		state.Catalogue.Services = append(state.Catalogue.Services, report.Service{Code: name, Name: name})
		view.Site.Places = append(view.Site.Places, report.Place{ID: name, Name: name})
		attribute.Values = append(attribute.Values, report.Value{Key: name, Name: name})
	}
	state.Catalogue.Loaded, state.Catalogue.Defined = true, true
	state.Catalogue.Definition = report.Definition{ServiceCode: "第0个", Attributes: []report.Attribute{attribute}}
	state.Draft.ServiceCode, state.Now = "第0个", now
	for _, place := range []flow.Place{flow.Where, flow.Ask} {
		state.Place = place
		s := screen.For(state, view)
		for _, size := range Sizes() {
			for text := range theme.Scales() {
				style, shown := theme.Choose(size.Width, size.Height, 0, text, 0), map[a11y.ID]bool{}
				s, parts := screen.Fitted(s, func(s screen.Screen) [][]a11y.ID {
					return layout.Fit(s.Root, s.Pager, size.Width, size.Height, style, fonts)
				})
				for i := range parts {
					s.Part = i
					part := screen.Paged(s, parts, view.Bundle.Words("zh-Hans"))
					page := lay(part, size, style, fonts)
					measure.Inside(page, mark(fmt.Sprintf("%s %s part %d", place, size.Name, i)))
					measure.Targets(page, mark(place.String()))
					for _, b := range page.Boxes {
						if strings.HasPrefix(b.Node.Label, "第") && b.Node.Role.Actionable() {
							shown[b.Node.ID] = true
						}
					}
				}
				if len(shown) != many {
					t.Errorf("%s %s text %d: %d of %d can be chosen", place, size.Name, text, len(shown), many)
				}
			}
		}
	}
}

// TestTinyWindow: a window of 300 by 200, which no kiosk has, still holds each leaf of each page, whatever the size of text.
func TestTinyWindow(t *testing.T) {
	fonts, view, mark, size := open(t), kiosktest.View(t), holds(t), Size{"tiny", 300, 200}
	for _, shot := range play(t, view, "en") {
		for text := range theme.Scales() {
			style, s := theme.Choose(size.Width, size.Height, 0, text, 0), shot.Screen
			s, parts := screen.Fitted(s, func(s screen.Screen) [][]a11y.ID {
				return layout.Fit(s.Root, s.Pager, size.Width, size.Height, style, fonts)
			})
			for i := range parts {
				s.Part = i
				part := screen.Paged(s, parts, view.Bundle.Words("en"))
				page := lay(part, size, style, fonts)
				measure.Inside(page, mark(shot.Name))
				measure.Targets(page, mark(shot.Name))
			}
		}
	}
}
