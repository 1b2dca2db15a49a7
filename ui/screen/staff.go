package screen

import (
	"linli/a11y"
	"linli/flow"
)

// staffButton calls staff. Where they cannot be called it says where they are, and is called so.
func (p *page) staffButton() a11y.Node {
	key := "bar.find"
	if p.v.Reachable {
		key = "bar.staff"
	}
	n := p.button("staff", "staff", p.w.T(key), flow.StaffPressed{Reachable: p.v.Reachable})
	n.Say = p.w.Say(key)
	return n
}

// staff says what has become of the call, and how else help is to be found where nobody comes.
func staff(p *page) {
	call, icons := p.s.Call, map[flow.Stage]string{
		flow.Asked: "waiting", flow.Called: "staff", flow.Coming: "check", flow.Unanswered: "clock", flow.Failed: "offline", flow.TakenOff: "withdrawn",
	}
	if call.Stage == flow.NotCalled {
		p.heading("staff.where.title")
		p.add(p.ways())
		if choices := p.assisting(); len(choices) > 0 {
			p.add(p.container("choices", a11y.List, p.w.T("part.choices"), choices))
		}
		p.action("understood", "check", "help.understood", flow.BackPressed{})
		return
	}
	p.heading("staff.title")
	p.add(a11y.Node{ID: "staff-news", Role: a11y.Status, Label: p.staffNews(), Icon: icons[call.Stage], Live: true, State: a11y.State{Busy: call.Stage == flow.Asked}})
	if call.Stage != flow.Asked {
		next := p.paragraph("staff-next", p.staffNext(), "In", call.Reply.In)
		next.Live = true
		p.add(next)
	}
	alone := call.Stage == flow.Unanswered || call.Stage == flow.Failed || call.Stage == flow.Called && !call.Answers
	if alone {
		p.add(p.ways())
	}
	again := alone || call.Stage == flow.Coming
	if alone {
		p.action("again", "reopened", "staff.again", flow.StaffWanted{})
	}
	if call.Stage == flow.TakenOff {
		p.action("understood", "check", "help.understood", flow.BackPressed{})
	} else {
		p.action("go-on", "next", "staff.goon", flow.BackPressed{})
	}
	var choices []a11y.Node
	if again && !alone {
		choices = append(choices, p.button("again", "reopened", p.w.T("staff.again"), flow.StaffWanted{}))
	}
	if call.Stage.Open() {
		choices = append(choices, p.button("take-back", "withdrawn", p.w.T("staff.unwanted"), flow.StaffUnwanted{}))
	}
	if choices = append(choices, p.assisting()...); len(choices) > 0 {
		p.add(p.container("choices", a11y.List, p.w.T("part.choices"), choices))
	}
}

// staffNews is how far the call has come, "" where there is nothing to say.
func (p *page) staffNews() string {
	call := p.s.Call
	switch call.Stage {
	case flow.Asked:
		return p.w.T("staff.asked")
	case flow.Called:
		return p.w.T("staff.called")
	case flow.Coming:
		if call.Reply.By != "" {
			return p.w.T("staff.coming.by", "By", call.Reply.By)
		}
		return p.w.T("staff.coming")
	case flow.Unanswered:
		return p.w.T("staff.unanswered")
	case flow.Failed:
		return p.w.T("staff.failed")
	case flow.TakenOff:
		if p.s.Place == flow.Staff {
			return p.w.T("staff.off")
		}
	}
	return ""
}

// staffNext is the key of what comes next.
func (p *page) staffNext() string {
	switch call := p.s.Call; {
	case call.Stage == flow.Coming && call.Reply.In > 0:
		return "staff.next.in"
	case call.Stage == flow.Coming:
		return "staff.next.coming"
	case call.Stage == flow.Called && call.Answers:
		return "staff.next.called"
	case call.Stage == flow.Called:
		return "staff.next.wait"
	case call.Stage == flow.TakenOff:
		return "staff.next.off"
	}
	return "staff.next.alone"
}

// ways are those to staff that need no button.
func (p *page) ways() a11y.Node {
	var lines []a11y.Node
	line := func(id a11y.ID, icon, key string, args ...any) {
		n := p.paragraph(id, key, args...)
		n.Role, n.Icon = a11y.Item, icon
		lines = append(lines, n)
	}
	if where := p.v.Site.StaffWhere; where != "" {
		line("help-staff", "staff", "help.staff", "Where", where)
	}
	if phone := p.v.Site.StaffPhone; phone != "" {
		line("help-phone", "phone", "help.phone", "Phone", phone)
	}
	if len(lines) == 0 {
		line("help-staff", "staff", "staff.here")
	}
	return p.container("lines", a11y.List, p.w.T("staff.where.title"), lines)
}
