package screen

import (
	"linli/a11y"
	"linli/flow"
)

// attract is what the kiosk shows when nobody is there: how to start, in every language.
func attract(p *page) {
	p.heading("attract.title")
	p.title.Icon = "neighbours"
	var starts []a11y.Node
	for _, lang := range p.v.Langs {
		w := p.v.Bundle.Words(lang)
		b := p.button(a11y.ID("start-"+lang), "next", w.T("attract.start"), flow.Started{Lang: lang})
		b.Hint, b.Lang = w.T("attract.hint"), lang
		b.State.Default = true
		starts = append(starts, b)
	}
	for _, lang := range p.v.Langs[1:] {
		w := p.v.Bundle.Words(lang)
		if text := w.T("attract.title"); text != p.title.Label && lang != "zh-Hant" {
			p.crumbs = append(p.crumbs, a11y.Node{ID: a11y.ID("title-" + lang), Role: a11y.Text, Label: text, Lang: lang})
		}
	}
	p.leftBehind()
	p.add(p.container("start", a11y.List, p.w.T("attract.list"), starts))
}

// home asks what the resident came for.
func home(p *page) {
	p.heading("home.title")
	report := p.button("report", "report", p.w.T("home.report"), flow.ReportChosen{})
	report.Hint = p.w.T("home.report.hint")
	track := p.button("track", "track", p.w.T("home.track"), flow.TrackChosen{})
	track.Hint = p.w.T("home.track.hint")
	guide := p.button("guide", "guide", p.w.T("home.guide"), flow.HelpPressed{})
	guide.Hint = p.w.T("home.guide.hint")
	suit := p.button("suit", "larger", p.w.T("home.suit"), flow.SuitPressed{})
	suit.Hint = p.w.T("home.suit.hint")
	p.add(p.container("choices", a11y.List, p.w.T("part.choices"), []a11y.Node{report, track, guide, suit}))
}

// help says what the page that it was opened from is for, how to move, and where people are who help.
func help(p *page) {
	p.heading("help.title")
	lines := []a11y.Node{p.paragraph("help-page", "help.on."+p.s.HelpFor.String())}
	icons := []string{"info", "back", "larger"}
	if p.s.Learning {
		lines = append(lines, p.keys()...)
		icons = []string{"info", "up", "check", "help", "back"}
	} else {
		lines = append(lines, p.paragraph("help-back", "help.back"), p.paragraph("help-size", "help.size"))
	}
	if p.v.Site.StaffWhere != "" {
		lines = append(lines, p.paragraph("help-staff", "help.staff", "Where", p.v.Site.StaffWhere))
	}
	if p.v.Site.StaffPhone != "" {
		lines = append(lines, p.paragraph("help-phone", "help.phone", "Phone", p.v.Site.StaffPhone))
	}
	for i, icon := range append(icons, "staff", "phone")[:len(lines)] {
		lines[i].Role, lines[i].Icon = a11y.Item, icon
	}
	if p.v.Mute {
		mute := p.paragraph("help-mute", "help.mute")
		mute.Role, mute.Icon = a11y.Item, "warning"
		lines = append(lines, mute)
	}
	p.add(p.container("lines", a11y.List, p.w.T("help.title"), lines))
	suit := p.button("suit", "larger", p.w.T("home.suit"), flow.SuitPressed{})
	about := p.button("about", "info", p.w.T("about.title"), flow.AboutPressed{})
	p.add(p.container("choices", a11y.List, p.w.T("part.choices"), []a11y.Node{suit, about}))
	p.action("understood", "check", "help.understood", flow.BackPressed{})
}

// keys says how to move with keys, and what the last one was for. It is a page of its own: all of it is said.
func (p *page) keys() []a11y.Node {
	p.name += "-keys"
	if p.s.Learned != "" {
		p.crumbs = append(p.crumbs, a11y.Node{ID: "learned", Role: a11y.Text, Label: p.w.T("key." + p.s.Learned), Live: true})
	}
	return []a11y.Node{
		p.paragraph("help-move", "help.keys.move"), p.paragraph("help-press", "help.keys.press"),
		p.paragraph("help-learn", "help.keys.learn"), p.paragraph("help-leave", "help.keys.leave"),
	}
}

// quiet asks whether somebody is still there, before their session ends by itself.
func quiet(p *page) {
	p.name, p.picture = "page-quiet", "clock"
	p.heading("quiet.title")
	p.add(a11y.Node{ID: "quiet", Role: a11y.Alert, Label: p.w.T("quiet.text"), Icon: "clock", Live: true}, p.paragraph("quiet-how", "quiet.how"))
	p.action("here-still", "check", "quiet.here", flow.Stirred{})
}

// leaving asks before anything that was written is thrown away.
func leaving(p *page) {
	p.heading("leaving.title")
	p.add(p.paragraph("leaving-text", "leaving.text"))
	p.action("stay", "back", "leaving.stay", flow.BackPressed{})
	p.action("leave", "exit", "leaving.leave", flow.Finished{})
}
