package screen

import (
	"linli/a11y"
	"linli/flow"
)

// takingDown stands while a voice message is written down. Nobody has to wait for it.
func (p *page) takingDown() {
	p.heading("voice.takingdown")
	p.mishap()
	p.busy("voice.takingdown.text")
	p.add(p.paragraph("skip", "voice.takingdown.skip"))
	p.goOn()
}

// understood asks whether what was understood is what the resident said. They have not heard it yet: until they say so it goes nowhere.
func (p *page) understood() {
	p.heading("voice.understood")
	p.mishap()
	words := p.s.Heard.Text
	rows := append([]a11y.Node{{ID: "heard", Role: a11y.Item, Label: p.w.T("voice.understood.words"), Value: pieces(words)[0]}}, readOn("heard", words, "")...)
	for i := range rows {
		rows[i].Secret = true // the resident's own words
	}
	p.add(rows...)
	var cards []a11y.Node
	if p.v.Records {
		again := p.button("record", "microphone", p.w.T("voice.understood.again"), flow.RecordPressed{})
		again.Hint = p.w.T("voice.again.hint")
		cards = append(cards, again)
	}
	left := p.button("words-left", "cross", p.w.T("voice.understood.left"), flow.WordsLeft{})
	left.Hint = p.w.T("voice.understood.left.hint")
	cards = append(cards, left)
	if p.v.Spoken {
		aloud := p.button("words-aloud", "listen", p.w.T("voice.understood.aloud"), flow.WordsAloud{})
		if !p.v.Headphones {
			aloud.Hint = p.w.T("voice.ask")
		}
		cards = append(cards, aloud)
	}
	p.add(p.container("ways", a11y.List, p.w.T("part.choices"), cards))
	p.action("words-right", "check", "voice.understood.right", flow.WordsRight{End: p.w.T("sentence.end")})
}

// inWriting says what has become of the writing down of a voice message, where there is something to say.
func (p *page) inWriting(recording a11y.Node) a11y.Node {
	if p.s.Heard.Stage == flow.NotUnderstood {
		p.add(a11y.Node{ID: "unwritten", Role: a11y.Text, Label: p.w.T("voice.unwritten"), Icon: "info", Live: true})
	}
	if p.s.InWriting() {
		recording.Label = p.w.T("voice.inwriting")
	}
	return recording
}
