package screen

import (
	"fmt"
	"time"

	"linli/a11y"
	"linli/flow"
)

// recorded is how far a voice message is: each is a page of its own, so that it is read aloud from its title.
func (p *page) recorded() string {
	_, there := p.s.Draft.Recording()
	switch {
	case p.s.Message.Phase == flow.Recording:
		return "recording"
	case p.s.Message.Phase == flow.Asking:
		return "asking"
	case there && p.s.Heard.Stage == flow.BeingTakenDown:
		return "takingdown"
	case there && p.s.Heard.Stage == flow.ToConfirm:
		return "understood"
	case there:
		return "recorded"
	}
	return "begin"
}

// voice is where a resident says in their own voice what happened.
func voice(p *page) {
	switch p.recorded() {
	case "recording":
		p.recording()
	case "asking":
		p.heading("voice.ask")
		p.add(p.paragraph("why", "voice.ask.why"))
		p.action("hear-aloud", "listen", "voice.ask.yes", flow.HearPressed{Aloud: true})
		p.action("hear-not", "back", "voice.ask.no", flow.BackPressed{})
	case "takingdown":
		p.takingDown()
	case "understood":
		p.understood()
	case "recorded":
		p.toHear()
	default:
		p.heading("voice.title")
		p.mishap()
		p.add(p.paragraph("how", "voice.how"), p.paragraph("limit", "voice.limit"))
		p.action("record", "microphone", "voice.start", flow.RecordPressed{})
	}
}

// recording shows that it is being recorded, and how loud it is. Whatever is pressed ends it.
func (p *page) recording() {
	p.heading("voice.recording")
	level := fmt.Sprint(p.s.Message.Level)
	p.add(
		a11y.Node{ID: "level", Role: a11y.Status, Label: p.w.T("voice.level"), Value: p.w.T("voice.level." + level), Icon: "level-" + level},
		a11y.Node{ID: "length", Role: a11y.Status, Label: p.w.T("voice.length"), Value: p.lasting(p.s.Message.Length), Icon: "clock"},
		p.container("stops", a11y.List, p.w.T("part.choices"), []a11y.Node{p.button("stop", "stop", p.w.T("voice.stop"), flow.StopPressed{})}),
	)
}

// toHear shows what was recorded and what can be done with it. What can be done without harm stands last, where the recording was stopped:
// somebody may press twice.
func (p *page) toHear() {
	p.heading("voice.done")
	p.mishap()
	recording, _ := p.s.Draft.Recording()
	now := a11y.Node{ID: "recording", Role: a11y.Status, Label: p.w.T("voice.yours"), Value: p.lasting(recording.Length), Icon: "microphone"}
	if now = p.inWriting(now); p.s.Message.Phase == flow.Hearing {
		now.Hint = p.w.T("voice.playing")
	}
	cards := []a11y.Node{p.button("remove", "delete", p.w.T("voice.remove"), flow.RemovePressed{})}
	if p.v.Records {
		again := p.button("record", "microphone", p.w.T("voice.again"), flow.RecordPressed{})
		again.Hint = p.w.T("voice.again.hint")
		cards = append(cards, again)
	}
	if p.v.Spoken {
		cards = append(cards, p.button("hear", "listen", p.w.T("voice.hear"), p.toBeHeard()))
	}
	p.add(now, p.container("ways", a11y.List, p.w.T("part.choices"), cards))
	p.goOn()
}

// toBeHeard is what it means to hear the recording: where others hear it too, they are asked first.
func (p *page) toBeHeard() flow.Event {
	if !p.v.Headphones && !p.s.Settings.Aloud {
		return flow.HearAsked{}
	}
	return flow.HearPressed{}
}

// mishap says what became of the last recording where it did not end as it should.
func (p *page) mishap() {
	if m := p.s.Message.Mishap; m != "" {
		p.add(a11y.Node{ID: "mishap", Role: a11y.Alert, Label: p.w.T("voice.mishap." + string(m)), Icon: "warning", Live: true})
	}
}

// lasting is a length of time in words.
func (p *page) lasting(d time.Duration) string {
	seconds := int(d.Round(time.Second).Seconds())
	if seconds < 60 {
		return p.w.T("voice.seconds", "Seconds", seconds)
	}
	return p.w.T("voice.minutes", "Minutes", seconds/60, "Seconds", seconds%60)
}

// otherWays lead to where one speaks, and to where one writes without a keyboard.
func (p *page) otherWays() {
	ways := append(p.voiceButton(), p.writingButtons()...)
	if len(ways) > 0 {
		p.add(p.container("aloud", a11y.List, p.w.T("part.choices"), ways))
	}
}

// voiceButton leads to where one speaks, and says what was said already.
func (p *page) voiceButton() []a11y.Node {
	recording, there := p.s.Draft.Recording()
	if !p.v.Records && !there {
		return nil
	}
	b := p.button("voice", "microphone", p.w.T("voice.open"), flow.VoiceOpened{})
	b.Hint = p.w.T("voice.open.hint")
	if there {
		b.Value, b.Hint = p.lasting(recording.Length), p.w.T("voice.open.change")
	}
	return []a11y.Node{b}
}

// voiceRow is the voice message among the answers.
func (p *page) voiceRow() []a11y.Node {
	recording, there := p.s.Draft.Recording()
	if !there {
		return nil
	}
	row := p.row("voice", p.w.T("voice.yours"), p.lasting(recording.Length), flow.ChangePressed{Place: flow.Voice})
	row.Hint = p.w.T("voice.open.change")
	return []a11y.Node{row}
}
