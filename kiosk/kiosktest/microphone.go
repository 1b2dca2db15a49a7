package kiosktest

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"linli/report"
)

// Microphone records in memory what it is told that somebody says. Its clock is that of the journey.
type Microphone struct {
	// Missing: there is none. Recordings is how often one was begun, Lead how long its beginning is left out.
	Missing    bool
	Recordings int
	Lead       time.Duration
	// Ambient is how loud it is all the time.
	Ambient int

	clock   func() time.Time
	began   time.Time
	heard   func(level int, length time.Duration)
	ended   func(report.Attachment, report.Mishap)
	loudest int
}

// Record implements kiosk.Recorder.
func (m *Microphone) Record(lead time.Duration, heard func(int, time.Duration), ended func(report.Attachment, report.Mishap)) (stop func()) {
	m.Recordings, m.Lead = m.Recordings+1, lead
	m.began, m.heard, m.ended, m.loudest = m.clock(), heard, ended, m.Ambient
	if m.Missing {
		m.end(report.NoMicrophone)
	}
	return func() { m.end("") }
}

// On says whether it is recording.
func (m *Microphone) On() bool { return m.ended != nil }

// hears is told what there is to hear, once a second.
func (m *Microphone) hears(level int) {
	if m.ended == nil {
		return
	}
	m.loudest = max(m.loudest, level)
	m.heard(level, m.length())
	if m.length() >= report.LongestRecording {
		m.end(report.TimeIsUp)
	}
}

func (m *Microphone) length() time.Duration { return m.clock().Sub(m.began) }

func (m *Microphone) end(mishap report.Mishap) {
	if m.ended == nil {
		return
	}
	ended := m.ended
	m.ended = nil
	switch {
	case mishap == report.NoMicrophone:
		ended(report.Attachment{}, mishap)
	case m.length() < time.Second:
		ended(report.Attachment{}, report.TooShort)
	case m.loudest == 0:
		ended(report.Attachment{}, report.Silence)
	default:
		ended(report.Attachment{Type: "audio/wav", Bytes: fmt.Appendf(nil, "recording %d", m.Recordings), Length: m.length()}, mishap)
	}
}

// PCM implements kiosk.Recorder.
func (m *Microphone) PCM(a report.Attachment) ([]int16, error) {
	n, err := strconv.Atoi(strings.TrimPrefix(string(a.Bytes), "recording "))
	if err != nil {
		return nil, fmt.Errorf("this was not recorded here: %w", err)
	}
	return []int16{int16(n)}, nil
}

// microphone lets it hear something for so many seconds, or be unplugged and plugged in.
func (p *Player) microphone(what string) error {
	m := &p.Microphone
	verb, n, _ := strings.Cut(what, " for ")
	level, known := map[string]int{"hears shouting": 3, "hears speech": 2, "hears whispering": 1, "hears nothing": 0}[verb]
	seconds, err := strconv.Atoi(n)
	switch {
	case what == "is unplugged":
		m.Missing = true
		m.end(report.CutOff)
	case what == "is plugged in":
		m.Missing = false
	case !known || err != nil:
		return fmt.Errorf("the microphone cannot do %q", what)
	}
	for range seconds {
		p.Now = p.Now.Add(time.Second)
		m.hears(level)
		p.Kiosk.Watch()
		p.Kiosk.Settle(context.Background())
	}
	p.Kiosk.Settle(context.Background())
	return nil
}
