package screen

import (
	"fmt"
	"slices"
	"strings"

	"linli/a11y"
	"linli/flow"
	"linli/i18n"
	"linli/report"
)

// page collects a screen while it is being described.
type page struct {
	s flow.State
	v View
	w *i18n.Words

	name    a11y.ID // of the page
	picture string  // the page's own pictogram
	title   a11y.Node
	crumbs  []a11y.Node
	main    []a11y.Node
	actions []a11y.Node

	on   map[a11y.ID]flow.Event
	text map[a11y.ID]func(string) flow.Event

	written map[a11y.ID]string
	fewer   func() Screen
}

func newPage(s flow.State, v View) *page {
	lang := v.Lang(s)
	p := &page{s: s, v: v.in(lang), w: v.Bundle.Words(lang), on: map[a11y.ID]flow.Event{}, text: map[a11y.ID]func(string) flow.Event{}, written: map[a11y.ID]string{}}
	p.name, p.picture = p.id(), p.matter()
	p.crumb()
	return p
}

// id names the page: two states on the same page have the same.
func (p *page) id() a11y.ID {
	switch p.s.Place {
	case flow.Ask, flow.AskMonth, flow.AskTime:
		return a11y.ID(fmt.Sprintf("page-%s-%d", p.s.Place, p.s.Asking))
	case flow.Groups, flow.Services:
		id := "page-" + p.s.Place.String()
		for _, i := range p.s.Path {
			id += fmt.Sprintf("-%d", i)
		}
		return a11y.ID(id)
	case flow.Homes:
		return a11y.ID(fmt.Sprintf("page-%s-%s", p.s.Place, p.s.Picking.Level))
	case flow.NamePage:
		if p.s.Naming.Chosen {
			return "page-name-rest"
		}
	case flow.Voice:
		return a11y.ID(fmt.Sprintf("page-%s-%s", p.s.Place, p.recorded()))
	case flow.Opinion:
		return a11y.ID(fmt.Sprintf("page-%s-%d", p.s.Place, p.s.Change.Asking))
	}
	return a11y.ID("page-" + p.s.Place.String())
}

func (p *page) finish() Screen {
	banner := append([]a11y.Node{p.title}, p.crumbs...)
	banner = append(banner, p.pictured()...)
	role := a11y.Page
	if p.s.Over() {
		role = a11y.Dialog
	}
	root := a11y.Node{ID: p.name, Role: role, Label: p.title.Label, Lang: p.w.Lang(), Icon: p.picture, Children: []a11y.Node{
		p.container("banner", a11y.Banner, p.w.T("part.banner"), banner),
	}}
	if main := p.withProblem(); len(main) > 0 {
		root.Children = append(root.Children, p.container("main", a11y.Main, p.w.T("part.main"), main))
	}
	if len(p.actions) > 0 {
		root.Children = append(root.Children, p.container("actions", a11y.Actions, p.w.T("part.actions"), p.actions))
	}
	root.Children = append(root.Children, p.bar())
	last := func(of int) a11y.Node { return pager(of-1, of, of-1, map[a11y.ID]flow.Event{}, p.w) }
	looks := p.s.Settings
	looks.Spoken = p.v.Spoken && p.v.Offer.Speaks(looks) // where nothing speaks, nobody touches to listen
	looks.Unseen = looks.Unseen && p.v.Spoken            // and nobody can do without the picture
	return Screen{Root: root, On: p.on, Text: p.text, Written: p.written, Ink: p.s.Pen.Strokes, InkLast: p.s.Pen.Last, Settings: looks, Part: p.s.Part, Pager: last, Fewer: p.fewer}
}

// matter is the pictogram of what the page is about: of the matter while one is being told of, else of the page.
func (p *page) matter() string {
	switch p.s.Place {
	case flow.Tell, flow.Ask, flow.Review, flow.Agree:
		if service, ok := p.s.Service(); ok {
			return p.icon(service)
		}
	case flow.Add, flow.AddCheck, flow.Opinion, flow.OpinionCheck, flow.Written:
		return p.icon(p.s.ChangedService())
	case flow.NotLooked:
		if p.s.Missed == report.Busy {
			return "waiting"
		}
		return "offline"
	case flow.NotSent:
		return "offline"
	}
	return map[flow.Place]string{
		flow.Home: "neighbours", flow.Help: "help", flow.Suit: "larger", flow.SwitchPage: "check", flow.Staff: "staff", flow.StaffNumber: "staff", flow.StaffCode: "lock", flow.About: "info", flow.Teach: "number", flow.Leaving: "exit", flow.Groups: "report", flow.Services: "report", flow.Find: "track",
		flow.Where: "place", flow.Homes: "housing", flow.NamePage: "neighbours", flow.Voice: "microphone", flow.Write: "edit", flow.Draw: "edit", flow.Waiting: "waiting",
		flow.AskMonth: "calendar", flow.AskTime: "clock", flow.Contact: "sms", flow.Phone: "phone", flow.Sending: "send", flow.Done: "sent",
		flow.Number: "receipt", flow.Looking: "track", flow.Found: "track",
		flow.TakeBack: "withdrawn", flow.Proof: "phone", flow.Altering: "send", flow.TakenBack: "withdrawn", flow.Added: "sent", flow.NotChanged: "warning",
		flow.Rated: "sent",
	}[p.s.Place]
}

// pictured is what the page's own pictogram tells that its words do not: which matter is being told of, or added to, or judged.
func (p *page) pictured() []a11y.Node {
	var of report.Service
	switch p.s.Place {
	case flow.Tell, flow.Ask:
		of, _ = p.s.Service()
	case flow.Add, flow.Opinion:
		of = p.s.ChangedService()
	}
	if of.Name == "" || long(of.Name) || p.picture != p.icon(of) {
		return nil
	}
	return []a11y.Node{{ID: "picture", Role: a11y.Image, Label: of.Name, Lang: foreign(of, p.w), Icon: p.picture}}
}

// withProblem puts what is wrong above the answers. Choices that lack an answer say it in the same words, as a field does.
func (p *page) withProblem() []a11y.Node {
	if p.s.Problem == "" {
		return p.main
	}
	for i, n := range p.main {
		if (n.Role == a11y.RadioGroup || n.Role == a11y.Group) && !p.s.Problem.Read() {
			p.main[i].State.Invalid, p.main[i].Hint = true, p.problem()
		}
	}
	alert := a11y.Node{ID: "problem", Role: a11y.Alert, Label: p.problem(), Icon: "error", Live: true}
	return append([]a11y.Node{alert}, p.main...)
}

// problem is the sentence for what is wrong on the page and what to do. It names what it is about.
func (p *page) problem() string {
	sentence := p.w.T("problem." + string(p.s.Problem))
	switch p.s.Problem {
	case flow.Missing, flow.NotANumber, flow.TooLong, flow.OnlyDigits, flow.NothingLike, flow.NotThere, flow.Mistyped, flow.StaffShort, flow.StaffFull, flow.StaffWrong, flow.StaffLocked:
		if name := p.asked(); !long(name) { // a long one stands above it
			return name + p.w.T("problem.names") + sentence
		}
	}
	return sentence // these name it themselves
}

// asked is what the page asks for, in few words.
func (p *page) asked() string {
	place := p.s.Place
	if place == flow.Write || place == flow.Draw {
		place = p.s.Writing()
	}
	switch place {
	case flow.Tell:
		return p.w.T("tell.entry")
	case flow.Find:
		return p.w.T("find.entry")
	case flow.Phone:
		return p.w.T("phone.entry")
	case flow.Number:
		return p.w.T("number.entry")
	case flow.Where:
		return p.w.T("review.place")
	case flow.Contact:
		return p.w.T("review.contact")
	case flow.Homes:
		return p.w.T("homes.entry." + p.s.Picking.Level.String())
	case flow.NamePage:
		return p.nameAsked()
	case flow.Add:
		return p.w.T("tell.entry")
	case flow.Proof:
		return p.w.T("proof.entry")
	case flow.StaffNumber:
		return p.w.T("assist.number")
	case flow.StaffCode:
		return p.w.T("assist.code")
	}
	a, _ := p.s.Attribute()
	return strings.TrimRight(a.Question, "?？ ")
}

func (p *page) container(id a11y.ID, role a11y.Role, label string, children []a11y.Node) a11y.Node {
	return a11y.Node{ID: id, Role: role, Label: label, Children: children}
}

// heading is the page's title, which is its question where it asks one.
func (p *page) heading(key string, args ...any) {
	p.title = a11y.Node{ID: "title", Role: a11y.Heading, Label: p.w.T(key, args...), Say: p.w.Say(key, args...)}
}

// headingIn is a title in somebody else's words.
func (p *page) headingIn(text, lang string) {
	p.title = a11y.Node{ID: "title", Role: a11y.Heading, Label: text, Lang: lang}
}

// crumb says where in the whole the page is: the step while reporting; at first, where the kiosk stands.
func (p *page) crumb() {
	step, of := flow.Progress(p.s)
	crumb := a11y.Node{ID: "crumb", Role: a11y.Progress}
	text := ""
	switch {
	case p.s.Place == flow.Attract || p.s.Place == flow.Home:
		text = p.v.Site.Name
	case step > 0 && of > 0:
		text = p.w.T("step.of", "Step", step, "Of", of)
		crumb.Now, crumb.Of = step, of
	case step > 0:
		text = p.w.T("step.only", "Step", step)
	}
	if text != "" {
		crumb.Label = text
		p.crumbs = append(p.crumbs, crumb)
	}
	p.hears()
	if p.s.Resting {
		p.crumbs = append(p.crumbs, a11y.Node{ID: "rests", Role: a11y.Text, Label: p.w.T("switches.rests"), Live: true})
	}
	if news := p.staffNews(); news != "" && p.s.Place != flow.Staff {
		p.crumbs = append(p.crumbs, a11y.Node{ID: "staff-news", Role: a11y.Text, Label: news, Live: true})
	}
	p.helped()
	if p.s.Settings.Locked {
		p.crumbs = append(p.crumbs, a11y.Node{ID: "locked", Role: a11y.Text, Label: p.w.T("touch.locked"), Live: true})
	}
}

// add puts nodes among the answers.
func (p *page) add(nodes ...a11y.Node) { p.main = append(p.main, nodes...) }

// paragraph is a text to read.
func (p *page) paragraph(id a11y.ID, key string, args ...any) a11y.Node {
	return a11y.Node{ID: id, Role: a11y.Text, Label: p.w.T(key, args...), Say: p.w.Say(key, args...)}
}

// button makes a node that means an event.
func (p *page) button(id a11y.ID, icon, label string, e flow.Event) a11y.Node {
	p.on[id] = e
	return a11y.Node{ID: id, Role: a11y.Button, Label: label, Icon: icon}
}

// action adds a button for going on; the first one is the page's default.
func (p *page) action(id a11y.ID, icon, key string, e flow.Event) {
	b := p.button(id, icon, p.w.T(key), e)
	b.Say = p.w.Say(key)
	b.State.Default = len(p.actions) == 0
	p.actions = append(p.actions, b)
}

// goOn adds the button that leaves a page whose answer is given.
func (p *page) goOn() { p.action("continue", "next", "go.on", flow.Continued{}) }

// radio makes one choice of several.
func (p *page) radio(id a11y.ID, icon, label string, selected bool, e flow.Event) a11y.Node {
	p.on[id] = e
	return a11y.Node{ID: id, Role: a11y.Radio, Label: label, Icon: icon, State: a11y.State{Selected: selected}}
}

// checkbox makes one choice that may stand beside others.
func (p *page) checkbox(id a11y.ID, icon, label string, selected bool, e flow.Event) a11y.Node {
	p.on[id] = e
	return a11y.Node{ID: id, Role: a11y.Checkbox, Label: label, Icon: icon, State: a11y.State{Selected: selected}}
}

// entry makes a field to write into. What is wrong with it stands beside it in the same words as above.
func (p *page) entry(id a11y.ID, key, value string, e func(string) flow.Event) a11y.Node {
	p.text[id] = e
	n := a11y.Node{ID: id, Role: a11y.Entry, Label: p.w.T(key), Value: value}
	if p.s.Problem != "" && !p.s.Problem.Read() {
		n.State.Invalid = true
		n.Hint = p.problem()
	}
	return n
}

// bar is the same on every page: back, undo, listen (where there is a voice), larger, contrast, lower, language, help, staff.
func (p *page) bar() a11y.Node {
	var nodes []a11y.Node
	if p.s.Place != flow.Attract {
		key, icon := "bar.back", "back"
		if p.s.Place == flow.Home {
			key, icon = "bar.finish", "exit"
		}
		back := p.button("back", icon, p.w.T(key), flow.BackPressed{})
		back.State.Disabled = p.s.Place.Sends() && !p.s.Quiet || p.s.Place == flow.Teach && (p.s.Lesson.At == 0 || p.s.Lesson.Saving)
		undo := p.button("undo", "undo", p.w.T("bar.undo"), flow.UndoPressed{})
		undo.Say = p.w.Say("bar.undo")
		undo.State.Disabled = p.s.Quiet || !p.s.Undoable() || p.s.Message.Phase == flow.Recording
		nodes = append(nodes, back, undo)
	}
	if p.v.Spoken {
		listen := p.button("listen", "listen", p.w.T("bar.listen"), flow.ListenPressed{})
		listen.Say = p.w.Say("bar.listen")
		nodes = append(nodes, listen)
	}
	nodes = append(nodes,
		p.looks("size", "larger", p.percent(p.v.Offer.Texts, p.v.Offer.Text+p.s.Settings.Size), flow.SizePressed{}),
		p.looks("contrast", "contrast", p.theme(), flow.ContrastPressed{}),
		p.reach(),
		p.language(),
		p.helpButton(),
		p.staffButton(),
	)
	return p.container("bar", a11y.Toolbar, p.w.T("part.bar"), nodes)
}

// looks is a button for how pages look. There is no room for how they look now, so that is only said.
func (p *page) looks(id a11y.ID, icon, now string, e flow.Event) a11y.Node {
	n := p.button(id, icon, p.w.T("bar."+string(id)), e)
	n.Say = p.w.Say("bar."+string(id), "Now", now)
	return n
}

// reach lays the page lower, for those who sit, and back.
func (p *page) reach() a11y.Node {
	key, icon := "bar.low", "wheelchair"
	if p.s.Settings.Low {
		key, icon = "bar.whole", "up"
	}
	n := p.button("reach", icon, p.w.T(key), flow.ReachPressed{})
	n.Say = p.w.Say(key)
	return n
}

// language offers the next language, in its own words.
func (p *page) language() a11y.Node {
	langs := p.v.Langs
	next := langs[(slices.Index(langs, p.w.Lang())+1)%len(langs)]
	n := p.button("language", "language", p.v.Bundle.Words(next).T("language.name"), flow.LangChosen{Lang: next})
	n.Lang = next
	return n
}

// helpButton opens help; on the help page it goes to the home page instead.
func (p *page) helpButton() a11y.Node {
	if behind := p.s.Behind(); p.s.Place == flow.Help && behind != flow.Attract && behind != flow.Teach && !behind.Sends() {
		return p.button("help", "home", p.w.T("bar.home"), flow.HomePressed{})
	}
	return p.button("help", "help", p.w.T("bar.help"), flow.HelpPressed{})
}
