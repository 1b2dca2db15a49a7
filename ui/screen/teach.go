package screen

import (
	"fmt"

	"linli/a11y"
	"linli/flow"
)

// teach is where staff teach keys: one page for each thing that can be asked for, and one that shows what has become of all.
func teach(p *page) {
	l := p.s.Lesson
	switch {
	case l.Saved:
		taught(p)
	case l.Over():
		lessonCheck(p)
	default:
		p.name += a11y.ID(fmt.Sprintf("-%d", l.At))
		lesson(p)
	}
}

// lesson asks for one key. What has come of the last one stands first, where the page does not fit at once.
func lesson(p *page) {
	l := p.s.Lesson
	p.heading("teach.title")
	what := a11y.Node{ID: "teach-what", Role: a11y.Status, Label: p.w.T("key." + l.Commands[l.At]), Icon: "info"}
	if l.Flaw != "" {
		alert := a11y.Node{ID: "problem", Role: a11y.Alert, Label: p.w.T("teach.flaw." + string(l.Flaw)), Icon: "error", Live: true}
		if l.Key != "" {
			alert.Hint = p.w.T("teach.heard", "Key", l.Key)
		}
		p.add(alert)
	}
	var choices []a11y.Node
	if keys := l.Taught[l.At]; len(keys) > 0 {
		heard := p.paragraph("teach-heard", "teach.taken", "Key", p.w.List(keys))
		if l.More {
			heard = p.paragraph("teach-heard", "teach.more", "Keys", p.w.List(keys))
		}
		heard.Live, heard.Icon = true, "check"
		p.add(heard, what)
		p.action("continue", "next", "teach.next", flow.Continued{})
		choices = append(choices, p.button("another", "plus", p.w.T("teach.another"), flow.KeyAdded{}), p.button("forget", "undo", p.w.T("teach.forget"), flow.LessonForgotten{}))
	} else {
		had := p.paragraph("teach-had", "teach.none")
		if keys := l.Keys(l.At); len(keys) > 0 {
			had = p.paragraph("teach-had", "teach.had", "Keys", p.w.List(keys))
		}
		p.add(what, had)
		p.action("continue", "next", "teach.skip", flow.Continued{})
	}
	choices = append(choices, p.button("enough", "check", p.w.T("teach.enough"), flow.LessonEnded{}))
	p.add(p.container("choices", a11y.List, p.w.T("part.choices"), choices), p.paragraph("teach-how", "teach.how"))
}

// lessonCheck shows what would be written down.
func lessonCheck(p *page) {
	l := p.s.Lesson
	p.name += "-check"
	if l.Saving {
		p.heading("teach.check")
		p.busy("teach.saving")
		return
	}
	if l.Unsaved {
		p.add(a11y.Node{ID: "problem", Role: a11y.Alert, Label: p.w.T("teach.unsaved"), Icon: "error", Live: true})
	}
	if lacking := l.Lacking(); len(lacking) > 0 {
		p.heading("teach.lacking")
		p.add(p.container("rows", a11y.List, p.w.T("teach.lacking"), p.commands(lacking)))
		p.action("back-to-it", "back", "bar.back", flow.BackPressed{})
		return
	}
	var changed []int
	for i := range l.Commands {
		if l.Changed(i) {
			changed = append(changed, i)
		}
	}
	if len(changed) == 0 {
		p.heading("teach.nothing")
		p.action("leave", "exit", "teach.leave", flow.LessonLeft{})
		return
	}
	p.heading("teach.check")
	p.add(p.container("rows", a11y.List, p.w.T("teach.check"), p.commands(changed)))
	p.action("save", "saved", "teach.save", flow.KeysWanted{})
	p.action("leave", "exit", "teach.drop", flow.LessonLeft{})
}

// commands are what can be asked for, with their keys.
func (p *page) commands(which []int) []a11y.Node {
	l := p.s.Lesson
	var rows []a11y.Node
	for _, i := range which {
		keys := p.w.T("teach.none")
		if k := l.Keys(i); len(k) > 0 {
			keys = p.w.T("teach.had", "Keys", p.w.List(k))
		}
		rows = append(rows, a11y.Node{ID: a11y.ID("row-" + l.Commands[i]), Role: a11y.Item, Label: p.w.T("key." + l.Commands[i]), Hint: keys})
	}
	return rows
}

// taught says where it has been written down, and when it holds.
func taught(p *page) {
	l := p.s.Lesson
	p.name += "-saved"
	p.heading("teach.saved")
	if l.Where == "" {
		p.add(p.paragraph("teach-printed", "teach.printed"))
	} else {
		p.add(p.paragraph("teach-where", "teach.where", "Where", l.Where), p.paragraph("teach-restart", "teach.restart"))
	}
	p.action("leave", "exit", "teach.leave", flow.LessonLeft{})
}
