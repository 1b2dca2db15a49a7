package speech

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
)

// Speaker is a voice that really speaks. One goroutine says a sentence after the other; everything else only changes what
// is to be said and cuts off what is being said, so that two sentences are never heard at once.
type Speaker struct {
	log    *slog.Logger
	mouths map[string]Mouth // by language

	mu       sync.Mutex
	settings Settings
	output   Output
	queue    []Phrase // the first one is being said
	last     []Utterance
	paused   bool
	cut      context.CancelFunc // ends the sentence that is being said
	heard    uint64             // how often what is to be said has been replaced
	wake     chan struct{}
	failed   chan struct{}
	ended    chan struct{}
}

// NewSpeaker returns a voice that speaks until ctx is done. mouths are by language; a language without one is not heard.
// Sound goes to o at first. It is off until it is set on.
func NewSpeaker(ctx context.Context, mouths map[string]Mouth, o Output, log *slog.Logger) *Speaker {
	s := &Speaker{log: log, mouths: mouths, output: o, cut: func() {}, wake: make(chan struct{}, 1), failed: make(chan struct{}, 1), ended: make(chan struct{})}
	go s.run(ctx)
	return s
}

// Say implements Voice.
func (s *Speaker) Say(utterances []Utterance) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.settings.On {
		s.remember(utterances)
	}
	s.begin(utterances)
}

// begin replaces what is to be said.
func (s *Speaker) begin(utterances []Utterance) {
	s.drop()
	if s.output == Nowhere {
		return
	}
	for _, u := range utterances {
		s.queue = append(s.queue, s.phrases(u)...)
	}
	s.queue = joined(s.queue)
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// remember keeps what can be repeated: words.
func (s *Speaker) remember(utterances []Utterance) {
	var words []Utterance
	for _, u := range utterances {
		if u.Earcon = NoEarcon; u.Text != "" || u.Private != "" {
			words = append(words, u)
		}
	}
	if len(words) > 0 {
		s.last = words
	}
}

// phrases are the sentences of an utterance as it may be heard where sound goes now, and the sounds around them.
func (s *Speaker) phrases(u Utterance) []Phrase {
	p := Phrase{Lang: u.Lang, Output: s.output}
	var out []Phrase
	if u.Earcon != NoEarcon && s.settings.Sounds {
		out = append(out, Phrase{Lang: u.Lang, Output: s.output, Earcon: u.Earcon})
	}
	if r := u.Recording; r != nil && (s.output == Headphones || r.Aloud) {
		p.Recording = r.PCM
		return append(out, p)
	}
	text := u.In(s.output, s.settings)
	if !s.settings.On && !u.Asked || text == "" {
		return out
	}
	for _, p.Text = range sentences(text) {
		out = append(out, p)
	}
	return out
}

// joined puts earcons before the sentences that follow them: they are one stretch of sound, and the words do not wait.
func joined(of []Phrase) []Phrase {
	var out []Phrase
	for _, p := range of {
		if n := len(out); n > 0 && out[n-1].silent() && p.Earcon == NoEarcon {
			p.Earcon = out[n-1].Earcon
			out[n-1] = p
			continue
		}
		out = append(out, p)
	}
	return out
}

// drop forgets what is to be said and cuts off what is being said.
func (s *Speaker) drop() {
	s.queue, s.paused = nil, false
	s.heard++
	s.cut()
}

// Stop implements Voice.
func (s *Speaker) Stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop()
}

// Pause implements Voice.
func (s *Speaker) Pause() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.queue) == 0 {
		return
	}
	s.paused = !s.paused
	if s.paused {
		s.cut()
		return
	}
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Repeat implements Voice.
func (s *Speaker) Repeat() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.begin(s.last)
}

// Set implements Voice.
func (s *Speaker) Set(settings Settings) {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := s.settings
	s.settings = settings
	if was.On && !settings.On || was.Aloud && !settings.Aloud {
		s.drop()
		s.last = nil
	}
}

// Plug implements Voice.
func (s *Speaker) Plug(o Output) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if o != s.output {
		s.output = o
		s.drop()
	}
}

// next waits for a sentence to say. seen is what it belongs to.
func (s *Speaker) next(ctx context.Context) (p Phrase, seen uint64, aloud context.Context, ok bool) {
	for ctx.Err() == nil {
		s.mu.Lock()
		if len(s.queue) > 0 && !s.paused {
			p, seen = s.queue[0], s.heard
			p.Rate, p.Volume = s.settings.Rate, s.settings.Volume
			if p.Rate == 0 {
				p.Rate = 100
			}
			aloud, s.cut = context.WithCancel(ctx)
			s.mu.Unlock()
			return p, seen, aloud, true
		}
		s.mu.Unlock()
		select {
		case <-s.wake:
		case <-ctx.Done():
		}
	}
	return p, 0, nil, false
}

func (s *Speaker) run(ctx context.Context) {
	defer close(s.ended)
	for {
		p, seen, aloud, ok := s.next(ctx)
		if !ok {
			return
		}
		err := s.speak(aloud, p)
		if err != nil && aloud.Err() == nil {
			s.log.Error("a sentence could not be said", "lang", p.Lang, "err", err)
			select {
			case s.failed <- struct{}{}:
			default:
			}
		}
		s.said(seen, aloud.Err() != nil)
	}
}

// speak keeps the kiosk alive whatever an engine does.
func (s *Speaker) speak(ctx context.Context, p Phrase) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("fault: %s", debug.Stack()) // what it says may be a resident's words
		}
	}()
	if m := s.mouths[p.Lang]; m != nil {
		return m.Speak(ctx, p)
	}
	return nil
}

// said goes on to the next sentence, unless something else is to be said or this one was only paused.
func (s *Speaker) said(seen uint64, interrupted bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cut()
	s.cut = func() {}
	if seen == s.heard && !interrupted && len(s.queue) > 0 {
		s.queue = s.queue[1:]
	}
}

// Failed tells that a sentence could not be said.
func (s *Speaker) Failed() <-chan struct{} { return s.failed }

// Ended is closed when the voice has fallen silent for good.
func (s *Speaker) Ended() <-chan struct{} { return s.ended }

// Left implements Voice.
func (s *Speaker) Left() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue)
}
