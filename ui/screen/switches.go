package screen

import (
	"strconv"

	"linli/a11y"
	"linli/flow"
)

// switches is where switches are learnt, by their being pressed, and put away.
func switches(p *page) {
	p.heading("switches.title")
	if p.s.Tried == "" {
		p.add(p.paragraph("switches-press", "switches.press"))
	} else {
		p.name += "-again"
		p.add(p.paragraph("switches-again", "switches.again"), p.paragraph("switches-other", "switches.other"))
	}
	if p.s.Settings.Switches.Count > 0 {
		off := p.button("switches-off", "exit", p.w.T("switches.off"), flow.SwitchesOff{})
		p.add(p.container("choices", a11y.List, p.w.T("part.choices"), []a11y.Node{off}))
	}
	p.action("leave", "back", "switches.leave", flow.BackPressed{})
}

// byKeys are the settings of those who use keys and switches.
func (p *page) byKeys() []a11y.Node {
	s, o := p.s.Settings, p.v.Offer
	rows := []a11y.Node{p.setting("switches", p.w.T("suit.switches."+strconv.Itoa(s.Switches.Count)), flow.SwitchesOpened{})}
	if s.Switches.Count == 1 {
		rows = append(rows, p.setting("dwell", p.seconds(at(o.Dwells, o.Dwell+s.Dwell)), flow.DwellPressed{}))
	}
	if s.Spoken || s.Switches.Count > 0 {
		key := "suit.touch.on"
		if s.Locked {
			key = "suit.touch.off"
		}
		touch := p.setting("touch", p.w.T(key), flow.TouchPressed{})
		touch.Hint = p.w.T("suit.bykey")
		rows = append(rows, touch)
	}
	return rows
}
