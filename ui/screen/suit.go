package screen

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"linli/a11y"
	"linli/flow"
	"linli/i18n"
)

// Offer is what a resident can change about pages, in the order in which presses go through it, from what the site starts
// with: the index of it.
type Offer struct {
	Texts  []int // per cent
	Themes []string
	// Pauses are how soon the same target counts again, Holds how long one has to be held; no time means a touch will do.
	Pauses, Holds []time.Duration
	// Dwells are how long the light stays for somebody who has one switch.
	Dwells                          []time.Duration
	Text, Theme, Pause, Hold, Dwell int
	// Rates are how fast speech can be, in per cent; Speaking: pages are read aloud from the start.
	Rates    []int
	Speaking bool
	// Earcons is when short sounds are heard: "always", "never", else while pages are read aloud.
	Earcons string
}

// suit is where pages are made to suit whoever reads them: everything that can be changed, with how it is now. A press
// changes one of them.
func suit(p *page) {
	p.heading("suit.title")
	s, o := p.s.Settings, p.v.Offer
	rows := []a11y.Node{
		p.setting("size", p.percent(o.Texts, o.Text+s.Size), flow.SizePressed{}),
		p.setting("theme", p.theme(), flow.ContrastPressed{}),
	}
	if lang := p.language(); len(p.v.Langs) > 1 {
		rows = append(rows, p.setting("language", p.w.T("language.name"), p.on[lang.ID]))
	}
	rows = append(rows,
		p.setting("reach", p.w.T("suit.reach."+side(s)), flow.HandPressed{}),
		p.setting("hold", p.seconds(at(o.Holds, o.Hold+s.Hold)), flow.HoldPressed{}),
		p.setting("pause", p.seconds(at(o.Pauses, o.Pause+s.Pause)), flow.PausePressed{}),
	)
	if p.v.Spoken {
		rows = append(rows, p.hearing()...)
		key := "suit.screen.on"
		if s.Unseen {
			key = "suit.screen.off"
		}
		rows = append(rows, p.setting("screen", p.w.T(key), flow.ScreenPressed{}))
	}
	rows = append(rows, p.byKeys()...)
	if slices.Contains(p.v.Writes, p.w.Lang()) {
		key := "suit.southern.off"
		if s.Southern {
			key = "suit.southern.on"
		}
		rows = append(rows, p.setting("southern", p.w.T(key), flow.SouthernPressed{}))
	}
	reset := p.button("reset", "reopened", p.w.T("suit.reset"), flow.ResetPressed{})
	p.add(p.container("settings", a11y.List, p.w.T("suit.title"), rows), p.container("resets", a11y.List, p.w.T("part.choices"), []a11y.Node{reset}))
	p.action("suited", "check", "suit.done", flow.BackPressed{})
}

// hearing is how pages are read aloud.
func (p *page) hearing() []a11y.Node {
	s, o := p.s.Settings, p.v.Offer
	speaks, aloud := "suit.voice.off", "suit.aloud.off"
	if o.Speaks(s) {
		speaks = "suit.voice.on"
	}
	if s.Aloud {
		aloud = "suit.aloud.on"
	}
	return []a11y.Node{
		p.setting("voice", p.w.T(speaks), flow.SpeechWanted{On: !o.Speaks(s)}),
		p.setting("rate", o.Rate(s), flow.RatePressed{}),
		p.setting("volume", Volume(p.w, s), flow.VolumePressed{}),
		p.setting("aloud", p.w.T(aloud), flow.AloudPressed{}),
	}
}

// Speaks says whether pages are read aloud.
func (o Offer) Speaks(s flow.Settings) bool { return s.Spoken || o.Speaking && !s.Muted }

// Sounds says whether short sounds are heard.
func (o Offer) Sounds(s flow.Settings) bool {
	return o.Earcons == "always" || o.Earcons != "never" && o.Speaks(s)
}

// Rate says how fast speech is.
func (o Offer) Rate(s flow.Settings) string {
	return fmt.Sprintf("%d%%", at(o.Rates, s.Rate-flow.SlowestRate))
}

// Volume says how loud speech is.
func Volume(w *i18n.Words, s flow.Settings) string {
	return w.T("suit.step", "Part", s.Volume-flow.SoftestVolume+1, "Of", flow.LoudestVolume-flow.SoftestVolume+1)
}

// setting is one thing that can be changed, and how it is now.
func (p *page) setting(name, now string, e flow.Event) a11y.Node {
	n := p.button(a11y.ID("suit-"+name), "edit", p.w.T("suit."+name), e)
	n.Value, n.Hint = now, p.w.T("suit.change")
	return n
}

// theme is the name of the colours that pages have now.
func (p *page) theme() string {
	return p.w.T("theme." + at(p.v.Offer.Themes, p.v.Offer.Theme+p.s.Settings.Contrast))
}

func (p *page) percent(of []int, i int) string { return fmt.Sprintf("%d%%", at(of, i)) }

func (p *page) seconds(d time.Duration) string {
	if d == 0 {
		return p.w.T("suit.none")
	}
	return p.w.T("suit.seconds", "Seconds", strconv.FormatFloat(d.Seconds(), 'f', -1, 64))
}

// at is the i-th of some, going round.
func at[T any](of []T, i int) T { return of[i%len(of)] }

func side(s flow.Settings) string {
	switch {
	case !s.Low:
		return "off"
	case s.Left:
		return "left"
	}
	return "right"
}
