// Package gallery shows every page: it plays sessions on a real kiosk without a window, keeps each page that comes up, and
// writes them as pictures, as text and as data, in every language, theme and size.
package gallery

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/flow"
	"linli/kiosk"
	"linli/report"
	"linli/speech"
	"linli/ui/screen"
)

// Shot is one page, whole: not yet cut into parts.
type Shot struct {
	Name   string
	Screen screen.Screen
}

// answerWithin is how soon staff are to answer there.
const answerWithin = 30 * time.Second

// now is what the clock says in the gallery.
var now = time.Date(2026, 11, 23, 1, 5, 0, 0, time.UTC)

// Play visits every kind of page in one language and returns them. The city must answer.
func Play(ctx context.Context, city kiosk.City, view screen.View, lang string) ([]Shot, error) {
	p := &player{ctx: ctx, city: &moody{City: city}, view: view, lang: lang, seen: map[string]bool{}, bell: &bell{}}
	for _, visit := range []func(){p.first, p.left, p.report, p.picked, p.searched, p.spoken, p.penned, p.questions, p.wrong, p.filed, p.trouble, p.tracked, p.takenBack, p.added, p.notChanged, p.rated, p.read, p.called, p.taught} {
		p.open()
		visit()
		if p.err != nil {
			return nil, p.err
		}
	}
	return p.shots, nil
}

// player is a resident who keeps a picture of each page.
type player struct {
	ctx        context.Context
	city       *moody
	microphone microphone
	view       screen.View
	lang       string
	kiosk      *kiosk.Kiosk
	shown      screen.Screen
	shots      []Shot
	seen       map[string]bool
	number     report.Number
	bell       *bell // nil where staff cannot be called
	now        time.Time
	err        error
}

func (p *player) open() {
	*p.city = moody{City: p.city.City}
	p.microphone = microphone{}
	view := p.view
	view.Records, view.Writes = true, []string{"zh-Hans", "zh-Hant"}
	p.now = now
	o := kiosk.Options{
		Display: p, Voice: speech.Silent{}, City: p.city, Recorder: &p.microphone, Writer: writer{}, Reader: reader{}, View: view, Number: 1024, Random: &steady{},
		Clock: func() time.Time { return p.now }, Idle: kiosk.Idle{After: time.Minute, Notice: time.Minute}, Log: slog.New(slog.DiscardHandler), Spawn: func(f func()) { f() },
		AnswerWithin: answerWithin,
	}
	if p.bell != nil {
		o.Staff, o.Assistants = p.bell, p.bell
	}
	p.kiosk = kiosk.New(o)
	p.kiosk.Begin()
}

// Fit implements kiosk.Display.
func (p *player) Fit(screen.Screen) [][]a11y.ID { return nil }

// Show implements kiosk.Display. A page that waits for what comes at once here is kept while it stands.
func (p *player) Show(s screen.Screen, _ a11y.ID) {
	if p.shown = s; s.Root.ID == "page-voice-takingdown" {
		p.keep("voice-takingdown")
	}
}

// keep remembers the page that is shown.
func (p *player) keep(name string) {
	if p.err == nil && !p.seen[name] {
		p.seen[name] = true
		p.shots = append(p.shots, Shot{name, p.shown})
	}
}

// press presses nodes one after the other; it is an error if one is not there.
func (p *player) press(ids ...a11y.ID) {
	for _, id := range ids {
		n, ok := p.shown.Root.Find(id)
		if p.err == nil && (!ok || n.State.Disabled) {
			p.err = fmt.Errorf("gallery: nothing to press called %q on page %q", id, p.shown.Root.ID)
			return
		}
		p.now = p.now.Add(time.Second) // nobody presses two things at once
		p.kiosk.Activate(id)
		p.kiosk.Settle(p.ctx)
	}
}

func (p *player) write(id a11y.ID, text string) {
	p.kiosk.SetText(id, text)
	p.kiosk.Settle(p.ctx)
}

func (p *player) start() { p.press(a11y.ID("start-" + p.lang)) }

func (p *player) first() {
	p.keep("attract")
	p.start()
	p.keep("home")
	p.now = p.now.Add(time.Minute)
	p.kiosk.Watch()
	p.kiosk.Settle(p.ctx)
	p.keep("quiet")
	p.press("here-still")
	p.press("help")
	p.keep("help")
	p.press("about")
	p.keep("about")
	p.press("back")
	p.press("suit")
	p.keep("suit")
	p.press("suit-switches")
	p.keep("switches")
	p.strange("#34")
	p.keep("switches-again")
	p.press("leave", "suited")
	p.kiosk.Press(nav.Help)
	p.kiosk.Press(nav.Next)
	p.kiosk.Settle(p.ctx)
	p.keep("help-keys")
}

// left ends a session with headphones still plugged in.
func (p *player) left() {
	p.start()
	p.kiosk.Press(nav.PluggedIn)
	p.kiosk.Settle(p.ctx)
	p.press("back")
	p.keep("attract-left")
}

// strange presses a key that nobody knows.
func (p *player) strange(key string) {
	p.now = p.now.Add(time.Second)
	p.kiosk.Unknown(key)
	p.kiosk.Settle(p.ctx)
}

func (p *player) report() {
	p.start()
	p.press("report")
	p.keep("groups")
	p.press("group-0")
	p.keep("services")
	p.press("service-0")
	p.keep("where")
	p.press("here")
	p.keep("where-chosen")
	p.press("continue")
	p.keep("tell")
	p.press("phrase-0", "phrase-1", "phrase-4")
	p.keep("tell-written")
}

// questions finds a service for each datatype and answers what it asks.
func (p *player) questions() {
	p.start()
	services, err := p.city.Services(p.ctx, p.view.Bundle.Words(p.lang).Catalogue())
	if err != nil {
		p.err = err
		return
	}
	catalogue := flow.Catalogue{Services: kiosk.Understand(services, p.view.Bundle.Words(p.lang), nil), Loaded: true}
	for _, s := range services {
		if p.err != nil || len(p.seen) > 60 {
			return
		}
		p.open()
		p.start()
		p.press("report")
		p.choose(catalogue, s.Code)
		p.press("here", "continue", "continue")
		p.asked()
	}
}

// asked keeps and answers the questions of one service until the page for contact comes.
func (p *player) asked() {
	for strings.HasPrefix(string(p.shown.Root.ID), "page-"+flow.Ask.String()+"-") && p.err == nil {
		kind := p.kind()
		p.keep("ask-" + kind)
		switch kind {
		case "one", "any":
			p.press("value-0")
			p.keep("ask-" + kind + "-chosen")
		case "datetime":
			p.press("day-another")
			p.keep("ask-month")
			p.press("day-20")
			p.keep("ask-time")
			p.press("hour-9")
			p.keep("ask-datetime-chosen")
		case "string":
			p.press("key-3", "key--", "key-2")
			p.keep("ask-string-written")
		case "number":
			p.press("key-1", "key-2")
			p.keep("ask-number-written")
		}
		p.press("continue")
	}
}

// kind tells the datatype from what is on the page.
func (p *player) kind() string {
	for id, kind := range map[a11y.ID]string{"key--": "string", "key-.": "number", "day-another": "datetime", "note": "note"} {
		if _, ok := p.shown.Root.Find(id); ok {
			return kind
		}
	}
	if n, ok := p.shown.Root.Find("value-0"); ok {
		return map[a11y.Role]string{a11y.Radio: "one", a11y.Checkbox: "any"}[n.Role]
	}
	return "text"
}

func (p *player) wrong() {
	p.start()
	p.press("track")
	p.keep("number")
	p.write("digits", "10245583")
	p.press("look")
	p.keep("number-incomplete")
	p.write("digits", "123456789012")
	p.press("look")
	p.keep("number-mistyped")
	p.press("key-7")
	p.keep("number-full")
	p.press("back", "report", "group-0", "service-0", "continue")
	p.keep("where-missing")
}

// fill goes from the first page to the one on which answers are checked.
func (p *player) fill() {
	p.start()
	p.press("report", "group-0", "service-0", "here", "continue", "phrase-0", "phrase-1", "continue")
	p.answer()
	p.keep("contact")
	p.press("channel-phone")
	p.keep("contact-chosen")
	p.press("continue")
	p.keep("phone")
	p.press("continue")
	p.keep("phone-missing")
	p.write("phone", "13800138000")
	p.keep("phone-written")
	p.press("reveal")
	p.keep("phone-shown")
	p.named()
	p.press("continue")
	p.keep("review")
}

// answer gives the questions of the service an answer each.
func (p *player) answer() {
	for strings.HasPrefix(string(p.shown.Root.ID), "page-"+flow.Ask.String()+"-") && p.err == nil {
		switch p.kind() {
		case "one", "any":
			p.press("value-0")
		case "string", "number":
			p.press("key-3")
		case "datetime":
			p.press("day-0", "hour-9")
		}
		p.press("continue")
	}
}

func (p *player) filed() {
	p.fill()
	p.press("send")
	p.keep("done")
	if n, ok := p.shown.Root.Find("number"); ok {
		p.number = report.Number(strings.ReplaceAll(n.Value, " ", ""))
	}
	p.press("again", "group-0", "service-0", "here", "continue", "continue")
	p.answer()
	p.keep("contact-known")
	p.press("continue")
	p.keep("phone-known")
	p.open()
	p.city.kept = true
	p.fill()
	p.press("send")
	p.keep("done-kept")
}

func (p *player) trouble() {
	p.city.fail = &report.Error{Code: report.Offline, Op: "gallery", Err: errors.New("no line")}
	p.start()
	p.press("report")
	p.keep("groups-offline")
	p.city.fail = nil
	p.press("retry")
	p.press("group-0", "service-0")
	p.press("back", "back", "back", "back")
	p.keep("leaving")
	p.open()
	p.fill()
	p.city.fail = &report.Error{Code: report.Offline, Op: "gallery"}
	p.press("send")
	p.keep("notsent")
}

func (p *player) tracked() {
	p.start()
	p.press("track")
	p.city.status = p.sample()
	p.write("digits", string(p.number))
	p.press("look")
	p.keep("found")
	p.press("back")
	p.city.status, p.city.fail = nil, &report.Error{Code: report.NotFound, Op: "gallery"}
	p.press("look")
	p.keep("number-unknown")
	p.city.fail = &report.Error{Code: report.Offline, Op: "gallery"}
	p.press("look")
	p.keep("notlooked")
}

// sample is a request that has come a long way.
func (p *player) sample() *report.Status {
	services, err := p.city.Services(p.ctx, p.view.Bundle.Words(p.lang).Catalogue())
	if err != nil || len(services) == 0 {
		p.err = errors.Join(errors.New("gallery: no services"), err)
		return nil
	}
	at := func(hours int) time.Time { return now.Add(time.Duration(hours-30) * time.Hour) }
	return &report.Status{
		Number: p.number, ServiceCode: services[0].Code, ServiceName: services[0].Name, State: report.InProgress,
		FiledAt: at(0), Due: at(48),
		Updates: []report.Update{{At: at(0), State: report.Received}, {At: at(1), State: report.Dispatched}, {At: at(26), State: report.InProgress}},
	}
}
