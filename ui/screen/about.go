package screen

import (
	"slices"

	"linli/a11y"
	"linli/flow"
)

// about tells what this kiosk can do for whoever uses it, only what it really can, and by which standard it is made (EN 301 549,
// 12.1.1: documentation lists and explains the features of accessibility).
func about(p *page) {
	p.heading("about.title")
	var lines []a11y.Node
	line := func(name, icon string, is bool) {
		if is {
			n := p.paragraph(a11y.ID("about-"+name), "about."+name)
			n.Role, n.Icon = a11y.Item, icon
			lines = append(lines, n)
		}
	}
	line("see", "larger", true)
	line("low", "wheelchair", true)
	line("listen", "listen", p.v.Spoken)
	line("keys", "number", !p.v.KeypadGone)
	line("write", "edit", spells(p.w.Lang()) || slices.Contains(p.v.Writes, p.w.Lang()))
	line("speak", "microphone", p.v.Records)
	line("quiet", "sms", true)
	line("staff", "staff", p.v.Reachable)
	line("private", "lock", true)
	line("offline", "saved", true)
	made := p.paragraph("about-standard", "about.standard", "Version", p.v.Version)
	made.Role, made.Icon = a11y.Item, "info"
	p.add(p.container("lines", a11y.List, p.w.T("about.title"), append(lines, made)))
	p.action("understood", "check", "help.understood", flow.BackPressed{})
}
