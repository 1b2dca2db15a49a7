package screen

import (
	"fmt"

	"linli/a11y"
	"linli/flow"
	"linli/report"
)

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
	if p.v.Site.Homes != nil {
		p.add(p.homesButton())
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

// homesButton leads to the homes of the community, and says which one was picked.
func (p *page) homesButton() a11y.Node {
	b := p.button("homes", "housing", p.w.T("where.homes"), flow.HomesOpened{Homes: p.v.Site.Homes})
	if at, ok := p.v.Site.Homes.Home(p.s.Draft.Place.ID); ok {
		b.Label, b.Icon, b.State.Selected = address(p.w, p.v.Site.Homes, at), "check", true
		b.Hint = p.w.T("where.homes.change")
	}
	return b
}

// tell asks for what happened: ready phrases, or the resident's own words.
func tell(p *page) {
	p.heading("tell.title")
	p.otherWays()
	p.add(p.entry("words", "tell.entry", p.s.Draft.Description, func(s string) flow.Event { return flow.Described{Text: s} }))
	service, _ := p.s.Service()
	p.phrases(service, p.s.Draft.Description, func(e flow.PhraseToggled) flow.Event { return e })
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
	p.add(e, p.keypad(""), p.reveal("private.show", "private.hide"), p.nameButton())
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
