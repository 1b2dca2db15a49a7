package screen

import "linli/a11y"

// leftBehind reminds whoever has just finished of what is still here: for as long as it is, and until somebody begins to use it.
func (p *page) leftBehind() {
	if p.v.Plugged && !p.s.Settings.Spoken {
		p.add(a11y.Node{ID: "left-headphones", Role: a11y.Alert, Label: p.w.T("left.headphones"), Icon: "headphones", Live: true})
	}
}
