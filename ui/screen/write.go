package screen

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"linli/a11y"
	"linli/flow"
	"linli/i18n"
)

// writingButtons lead to where one writes without a keyboard, in a language in which that can be done.
func (p *page) writingButtons() []a11y.Node {
	key := "write.open"
	switch {
	case spells(p.w.Lang()):
		key = "letters.open"
	case !slices.Contains(p.v.Writes, p.w.Lang()):
		return nil
	}
	b := p.button("write", "edit", p.w.T(key), flow.PadOpened{})
	b.Hint = p.w.T(key + ".hint")
	if spells(p.w.Lang()) {
		return []a11y.Node{b}
	}
	finger := p.button("draw", "write", p.w.T("draw.open"), flow.DrawOpened{})
	finger.Hint = p.w.T("draw.open.hint")
	return []a11y.Node{finger, b}
}

// waysToWrite are the same for every answer in a resident's own words.
func (p *page) waysToWrite() {
	if ways := p.writingButtons(); len(ways) > 0 {
		p.add(p.container("ways-to-write", a11y.List, p.w.T("part.choices"), ways))
	}
}

// write is where a resident writes by sounds, usually with the keys of a telephone: what is written stands beside them, and what may be meant
// below it.
func write(p *page) {
	if spells(p.w.Lang()) {
		letters(p)
		return
	}
	p.heading(p.bySound("title"))
	text, likely, waiting := p.s.Text(), "", p.s.Pad.Letters
	if len(p.s.Pad.Offered) > 0 {
		likely, waiting = p.s.Pad.Offered[0].Text, waiting[min(p.s.Pad.Offered[0].Letters, len(waiting)):]
	}
	likely += strings.Repeat("·", utf8.RuneCountInString(waiting)) // so that every press is seen
	e := p.writing(text+likely, func(s string) flow.Event { return p.struck(text, s) })
	p.written[e.ID] = text // what is only likely is shown where one looks, and not written yet
	p.add(e)
	p.add(p.writingKeys()...)
	switch {
	case p.s.Pad.Letters == "":
		p.add(p.paragraph("how", p.bySound("how")))
		if p.chosenKeys() == flow.UsualKeys { // which have no room for them
			p.add(p.container("marks", a11y.Grid, p.w.T("write.marks"), inColumns([]a11y.Node{p.endMark(2), p.endMark(3)}, 2)))
		}
	case len(p.s.Pad.Offered) == 0:
		p.add(a11y.Node{ID: "nothing", Role: a11y.Status, Label: p.w.T("write.nothing"), Live: true})
	default:
		p.add(p.candidates())
	}
	p.writingDone()
}

// bySound is the key of words about pinyin, or about zhuyin.
func (p *page) bySound(key string) string {
	if p.chosenKeys() == flow.ZhuyinKeys {
		return "zhuyin." + key
	}
	return "write." + key
}

// struck is what a key of a keyboard or of a keypad means: a letter or a digit goes on with what is being written, anything else is
// written as it is.
func (p *page) struck(had, now string) flow.Event {
	if p.chosenKeys() == flow.DigitKeys && now != had && strings.HasPrefix(now, had) {
		return flow.MarkPressed{Mark: strings.TrimPrefix(now, had)}
	}
	if more, ok := strings.CutPrefix(now, had); ok && utf8.RuneCountInString(more) == 1 {
		r, _ := utf8.DecodeRuneInString(more)
		if !strings.ContainsRune("23456789abcdefghijklmnopqrstuvwxyz'", r) && !flow.Zhuyin(r) {
			return p.typed(now)
		}
		return flow.LetterPressed{Letter: r}
	}
	if less, ok := strings.CutPrefix(had, now); ok && utf8.RuneCountInString(less) == 1 {
		return flow.LetterErased{}
	}
	return p.typed(now)
}

// writing is the field of the answer that is written.
func (p *page) writing(value string, e func(string) flow.Event) a11y.Node {
	n := p.entry("words", "tell.entry", value, e)
	n.Label = p.asked()
	n.Secret = p.s.Writing() == flow.NamePage
	return n
}

// typed is what it means that a text is written in it with a keyboard.
func (p *page) typed(text string) flow.Event {
	switch p.s.Writing() {
	case flow.Where:
		return flow.PlaceWritten{Text: text}
	case flow.Ask:
		return flow.Answered{Text: text}
	case flow.Add:
		return flow.AddWritten{Text: text}
	case flow.NamePage:
		return p.nameWritten(text)
	}
	return flow.Described{Text: text}
}

// mark is a key for a mark that ends what is said.
func (p *page) mark(id a11y.ID, mark, name string) a11y.Node {
	b := p.button(id, "", mark, flow.MarkPressed{Mark: mark})
	b.Say = p.w.T(name)
	return b
}

// padKeys are those of a telephone with their letters, and the marks that end what is said.
func (p *page) padKeys() a11y.Node {
	keys := []a11y.Node{p.mark("key-comma", p.w.T("sentence.comma"), "write.comma")}
	for digit := '2'; digit <= '9'; digit++ {
		letters := lettersOn(digit)
		b := p.button(a11y.ID("key-"+string(digit)), "", letters, flow.LetterPressed{Letter: digit})
		b.Say = strings.Join(strings.Split(letters, ""), " ")
		keys = append(keys, b)
	}
	keys = append(keys, p.mark("key-stop", p.w.T("sentence.end"), "write.stop"), p.erase(), p.changeKeys())
	return p.container("keypad", a11y.Keypad, p.w.T("write.keys"), keys)
}

// candidate is one text that may be meant.
func (p *page) candidate(i int, text string, e flow.Event) a11y.Node {
	return p.characters(a11y.ID(fmt.Sprintf("candidate-%d", i)), text, e)
}

// characters is a card with what is to be written. A single character is said with a word that it stands in.
func (p *page) characters(id a11y.ID, text string, e flow.Event) a11y.Node {
	b := p.button(id, "", text, e)
	if utf8.RuneCountInString(b.Label) == 1 { // many sound the same
		b.Say = strings.TrimRight(i18n.Spelled(p.w.Lang(), b.Label), "。")
	}
	return b
}

// candidates are what may be meant, a few at a time.
func (p *page) candidates() a11y.Node {
	pad, shown := p.s.Pad, p.shown()
	var cards []a11y.Node
	for i := pad.First; i < min(pad.First+shown, len(pad.Offered)); i++ {
		b := p.candidate(i-pad.First, pad.Offered[i].Text, flow.CandidateChosen{Index: i})
		b.Live = i == pad.First
		cards = append(cards, b)
	}
	if pad.First+shown < len(pad.Offered) {
		cards = append(cards, p.button("candidates-more", "more", p.w.T("write.more"), flow.CandidatesMoved{By: shown}))
	} else if pad.First > 0 {
		cards = append(cards, p.button("candidates-more", "up", p.w.T("write.first"), flow.CandidatesMoved{By: -pad.First}))
	}
	return p.container("candidates", a11y.List, p.w.T("write.candidates"), cards)
}

// fewestShown is how few candidates are shown at once, so that they stand beside the keys.
const fewestShown = 2

// shown is how many candidates are shown at once. Where they would stand on another part of the page than the keys, nobody who types would see
// them: there it is fewer.
func (p *page) shown() int {
	shown := p.v.Candidates
	if shown == 0 {
		shown = flow.PadShown
	}
	if shown > fewestShown {
		s, v := p.s, p.v
		v.Candidates = shown - 1
		p.fewer = func() Screen { return For(s, v) }
	}
	return shown
}
