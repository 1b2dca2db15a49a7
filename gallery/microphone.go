package gallery

import (
	"context"
	"time"

	"linli/report"
)

// microphone hears twelve seconds of somebody at once, or is not there.
type microphone struct {
	missing bool
	mishap  report.Mishap
}

// Record implements kiosk.Recorder.
func (m *microphone) Record(_ time.Duration, heard func(int, time.Duration), ended func(report.Attachment, report.Mishap)) (stop func()) {
	if m.missing {
		ended(report.Attachment{}, report.NoMicrophone)
		return func() {}
	}
	heard(2, 12*time.Second)
	over := false
	return func() {
		if !over {
			over = true
			ended(report.Attachment{Type: "audio/wav", Bytes: []byte("gallery"), Length: 72 * time.Second}, m.mishap)
		}
	}
}

// PCM implements kiosk.Recorder.
func (*microphone) PCM(report.Attachment) ([]int16, error) { return nil, nil }

// spoken records a voice message.
func (p *player) spoken() {
	p.start()
	p.press("report", "group-0", "service-0", "here", "continue", "voice")
	p.keep("voice")
	p.microphone.missing = true
	p.press("record")
	p.keep("voice-nomicrophone")
	p.microphone.missing = false
	p.press("record")
	p.keep("voice-recording")
	p.press("stop")
	p.keep("voice-recorded")
	p.microphone.mishap = report.CutOff
	p.press("record", "stop")
	p.keep("voice-cutoff")
	if _, ok := p.shown.Root.Find("hear"); ok {
		p.press("hear")
		p.keep("voice-asking")
		p.press("hear-not")
	}
	p.understood()
	p.press("back")
	p.keep("tell-spoken")
	p.press("continue")
	p.answer()
	p.press("channel-none", "continue")
	p.keep("review-spoken")
}

// recogniser understands this.
type recogniser string

// Recognise implements kiosk.Recogniser.
func (r recogniser) Recognise(context.Context, report.Attachment, string) (string, error) {
	return string(r), nil
}

// understood has a voice message written down, in vain and well.
func (p *player) understood() {
	p.microphone.mishap = ""
	p.kiosk.TakeDownWith(recogniser(""), []string{p.lang})
	p.press("record", "stop")
	p.keep("voice-unwritten")
	said := "楼道的灯坏了三天了，晚上看不见，我怕摔跤。"
	if p.lang == "en" {
		said = "The light in our corridor has been out for three days. It is dark at night."
	}
	p.kiosk.TakeDownWith(recogniser(said), []string{p.lang})
	p.press("record", "stop")
	p.keep("voice-understood")
	p.press("words-right")
	p.keep("voice-inwriting")
	p.press("undo", "words-left")
}
