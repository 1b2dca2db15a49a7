package screen

import (
	"fmt"
	"strings"

	"linli/a11y"
	"linli/flow"
	"linli/i18n"
	"linli/report"
)

// groups asks what it is about, first roughly.
func groups(p *page) {
	p.heading("groups.title")
	if p.unavailable(len(p.s.Catalogue.Services)) {
		return
	}
	var cards []a11y.Node
	for i, name := range p.s.Catalogue.Groups() {
		services := p.s.Catalogue.InGroup(i)
		label, lang := name, foreign(services[0], p.w)
		if name == "" {
			label, lang = p.w.T("groups.rest"), ""
		}
		b := p.button(a11y.ID(fmt.Sprintf("group-%d", i)), p.icon(services[0]), "", flow.GroupChosen{Index: i})
		b.Hint, b.Lang = p.w.List(firstNames(services, 3)), lang
		cards = append(cards, named(b, label)...)
	}
	p.add(p.container("groups", a11y.List, p.w.T("part.choices"), cards))
}

// services asks what it is about exactly.
func services(p *page) {
	p.heading("services.title")
	offered := p.s.Catalogue.InGroup(p.s.Group)
	if p.unavailable(len(offered)) {
		return
	}
	var cards []a11y.Node
	for i, s := range offered {
		b := p.button(a11y.ID(fmt.Sprintf("service-%d", i)), p.icon(s), "", flow.ServiceChosen{Code: s.Code})
		b.Lang = foreign(s, p.w)
		cards = append(cards, named(b, s.Name)...)
	}
	p.add(p.container("services", a11y.List, p.w.T("part.choices"), cards))
}

// unavailable says why there is nothing to choose from: not come yet, city out of reach, nothing offered.
func (p *page) unavailable(count int) bool {
	switch {
	case p.s.Catalogue.Loaded && count > 0:
		return false
	case p.s.Catalogue.Trouble != "":
		p.trouble("services", p.s.Catalogue.Trouble)
		p.action("retry", "reopened", "go.again", flow.RetryPressed{})
	case p.s.Catalogue.Loaded:
		p.add(a11y.Node{ID: "none", Role: a11y.Status, Label: p.w.T("services.none"), Icon: "info"})
		p.action("retry", "reopened", "go.again", flow.RetryPressed{})
	default:
		p.busy("services.loading")
	}
	return true
}

// trouble tells what did not work and what can be done.
func (p *page) trouble(what string, code report.Code) {
	key := "trouble." + what
	p.add(a11y.Node{ID: "trouble", Role: a11y.Alert, Label: p.w.T(key), Icon: "offline", Live: true},
		p.paragraph("trouble-why", "trouble.why."+string(code)))
}

func (p *page) busy(key string) {
	p.add(a11y.Node{ID: "busy", Role: a11y.Status, Label: p.w.T(key), Icon: "waiting", Live: true, State: a11y.State{Busy: true}})
}

// where asks for the place: here, one of the places nearby, or another in the resident's words.
func where(p *page) {
	p.heading("where.title")
	chosen := p.s.Draft.Place
	var cards []a11y.Node
	if here := p.v.Site.Here; here.Known() {
		b := p.radio("here", "here", p.w.T("where.here"), chosen == here, flow.PlaceChosen{Place: here})
		b.Hint = here.Name
		cards = append(cards, b)
	}
	for i, place := range p.v.Site.Places {
		b := p.radio(a11y.ID(fmt.Sprintf("place-%d", i)), "place", "", chosen == place, flow.PlaceChosen{Place: place})
		cards = append(cards, named(b, place.Name)...)
	}
	if len(cards) > 0 {
		p.add(p.container("places", a11y.RadioGroup, p.w.T("where.title"), cards))
	}
	written := ""
	if chosen.ID == "" && chosen != p.v.Site.Here {
		written = chosen.Name
	}
	key := "where.elsewhere"
	if len(p.writingButtons()) == 0 {
		key = "where.keyboard"
	}
	p.add(p.entry("elsewhere", key, written, func(s string) flow.Event { return flow.PlaceWritten{Text: s} }))
	p.waysToWrite()
	p.goOn()
}

// tell asks for what happened: ready phrases, or the resident's own words.
func tell(p *page) {
	p.heading("tell.title")
	service, _ := p.s.Service()
	end := p.w.T("sentence.end")
	var cards []a11y.Node
	for i, phrase := range p.w.Phrases(p.w.Kind(service.Name, service.Keywords)) {
		selected := flow.HasPhrase(p.s.Draft.Description, phrase, end)
		cards = append(cards, p.checkbox(a11y.ID(fmt.Sprintf("phrase-%d", i)), "", phrase, selected, flow.PhraseToggled{Phrase: phrase, End: end}))
	}
	p.otherWays()
	p.add(p.entry("words", "tell.entry", p.s.Draft.Description, func(s string) flow.Event { return flow.Described{Text: s} }))
	if len(cards) > 0 {
		p.add(p.container("phrases", a11y.Group, p.w.T("tell.phrases"), cards))
	}
	p.goOn()
}

// waiting stands in for the questions of the service while they have not come.
func waiting(p *page) {
	p.heading("waiting.title")
	if p.s.Catalogue.Trouble != "" {
		p.trouble("questions", p.s.Catalogue.Trouble)
		p.action("retry", "reopened", "go.again", flow.RetryPressed{})
		return
	}
	p.busy("waiting.text")
}

// contact asks how the resident may be reached.
func contact(p *page) {
	p.heading("contact.title")
	var cards []a11y.Node
	for _, c := range []struct {
		channel report.Channel
		icon    string
	}{{report.ByPhone, "phone"}, {report.BySMS, "sms"}, {report.NoReply, "no-reply"}} {
		key := "contact." + string(c.channel)
		b := p.radio(a11y.ID("channel-"+string(c.channel)), c.icon, p.w.T(key), p.s.Draft.Contact.Channel == c.channel, flow.ChannelChosen{Channel: c.channel})
		b.Hint = p.w.T(key + ".hint")
		cards = append(cards, b)
	}
	if p.s.Known {
		p.add(p.paragraph("known", "contact.known"))
	}
	p.add(p.container("channels", a11y.RadioGroup, p.w.T("contact.title"), cards))
	p.goOn()
}

// phone asks for the number to call.
func phone(p *page) {
	p.heading("phone.title")
	digits := p.s.Draft.Contact.Phone
	e := p.entry("phone", "phone.entry", p.masked(digits), func(s string) flow.Event { return flow.PhoneWritten{Digits: s} })
	e.Secret = true
	if p.s.Known && p.s.Draft.Contact.Phone != "" {
		p.add(p.paragraph("known", "phone.known"))
	}
	p.written[e.ID] = digits
	p.add(e, p.keypad(""), p.reveal("private.show", "private.hide"))
	p.goOn()
}

// keypad offers the digits as on a telephone; extra is the key beside the zero.
func (p *page) keypad(extra string) a11y.Node {
	var keys []a11y.Node
	for _, d := range "123456789" + extra + "0" {
		b := p.button(a11y.ID("key-"+string(d)), "", string(d), flow.DigitPressed{Digit: d})
		if d == '-' || d == '.' {
			b.Say = p.w.T("keypad." + map[rune]string{'-': "hyphen", '.': "point"}[d])
		}
		keys = append(keys, b)
	}
	keys = append(keys, p.button("key-delete", "delete", p.w.T("keypad.delete"), flow.DigitErased{}))
	return p.container("keypad", a11y.Keypad, p.w.T("keypad.title"), keys)
}

func (p *page) icon(s report.Service) string { return p.w.Kind(s.Name, s.Keywords) }

// foreign is the language of a service's words where it is not the page's.
func foreign(s report.Service, w *i18n.Words) string {
	if s.Lang == "" || strings.EqualFold(s.Lang, w.Catalogue()) {
		return ""
	}
	return s.Lang
}

// firstNames are examples: of the first n services those whose names are short.
func firstNames(services []report.Service, n int) []string {
	var out []string
	for _, s := range services[:min(n, len(services))] {
		if !long(s.Name) {
			out = append(out, s.Name)
		}
	}
	return out
}
