package screen

import (
	"linli/a11y"
	"linli/flow"
)

// hears says what there is to know about listening at this moment, for those who listen and for whoever helps them: how to get
// on, that the headphones have been pulled out, that the voice has gone.
func (p *page) hears() {
	s := p.s
	if s.Orient != "" && p.v.Spoken {
		p.crumbs = append(p.crumbs, a11y.Node{ID: "orient", Role: a11y.Text, Label: p.w.T("orient." + p.way()), Live: true})
		if s.Place == flow.Attract {
			p.crumbs = append(p.crumbs, p.paragraph("orient-start", "help.on.attract"))
		}
	}
	if s.Unplugged {
		p.crumbs = append(p.crumbs, a11y.Node{ID: "unplugged", Role: a11y.Text, Label: p.w.T("hear.unplugged"), Live: true})
	}
	first := s.Place == flow.Attract || s.Place == flow.Home
	if p.v.KeypadGone && (first || s.Place == flow.Help) {
		p.crumbs = append(p.crumbs, a11y.Node{ID: "keypad-gone", Role: a11y.Text, Label: p.w.T("hear.nokeypad"), Live: true})
	}
	if p.v.Mute && (first || p.v.Offer.Speaks(s.Settings)) {
		p.crumbs = append(p.crumbs, a11y.Node{ID: "mute", Role: a11y.Text, Label: p.w.T("hear.mute"), Live: true})
	}
}

// way is how somebody gets on who listens: with the keypad, where the site has one, and where it is.
func (p *page) way() string {
	if p.v.Keypad != "" {
		return p.v.Keypad
	}
	return string(p.s.Orient)
}
