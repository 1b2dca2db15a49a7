package speechtest

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"linli/speech"
)

// Tape is a sink that keeps what would be heard, with the silence between, and takes as long as playing does. Whatever is
// heard in headphones is on the one track, what comes from the loudspeaker on the other. In a bubble of testing/synctest an
// hour of it takes seconds.
type Tape struct {
	mu     sync.Mutex
	began  time.Time
	tracks [2][]int16
	// Opened is called when sound is asked for; what it returns is why there is none.
	Opened func() error
}

// NewTape returns a tape that runs from now on.
func NewTape() *Tape { return &Tape{began: time.Now(), Opened: func() error { return nil }} }

// Name implements speech.Sink.
func (*Tape) Name() string { return "tape" }

// Open implements speech.Sink.
func (t *Tape) Open(o speech.Output) (speech.Stream, error) {
	if err := t.Opened(); err != nil {
		return nil, err
	}
	return &stretch{tape: t, track: track(o), over: make(chan struct{})}, nil
}

func track(o speech.Output) int {
	if o == speech.Headphones {
		return 1
	}
	return 0
}

// stretch is one stream to a tape.
type stretch struct {
	tape  *Tape
	track int
	once  sync.Once
	over  chan struct{}
}

// tick is how much sound is heard at once.
const tick = 10 * time.Millisecond

// Write implements speech.Stream.
func (s *stretch) Write(pcm []int16) error {
	step := speech.SampleRate / 100
	for len(pcm) > 0 {
		n := min(step, len(pcm))
		select {
		case <-s.over:
			return errAborted
		case <-time.After(tick * time.Duration(n) / time.Duration(step)):
		}
		select {
		case <-s.over:
			return errAborted
		default:
		}
		s.tape.put(s.track, pcm[:n])
		pcm = pcm[n:]
	}
	return nil
}

var errAborted = errors.New("aborted")

// Close implements speech.Stream.
func (s *stretch) Close() error { return nil }

// Abort implements speech.Stream.
func (s *stretch) Abort() { s.once.Do(func() { close(s.over) }) }

func (t *Tape) put(track int, pcm []int16) {
	t.mu.Lock()
	defer t.mu.Unlock()
	at := samples(time.Since(t.began)) - len(pcm)
	for len(t.tracks[track]) < at {
		t.tracks[track] = append(t.tracks[track], 0)
	}
	t.tracks[track] = append(t.tracks[track], pcm...)
}

func samples(d time.Duration) int { return int(d.Seconds() * speech.SampleRate) }

// Now is how long the tape has been running.
func (t *Tape) Now() time.Duration { return time.Since(t.began) }

// Between returns what was heard from an output in a stretch of time.
func (t *Tape) Between(o speech.Output, from, to time.Duration) []int16 {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := t.tracks[track(o)]
	out := make([]int16, max(samples(to)-samples(from), 0))
	if at := samples(from); at < len(all) {
		copy(out, all[at:])
	}
	return out
}

// WriteWAV writes what was heard: loudspeaker left, headphones right.
func (t *Tape) WriteWAV(w io.Writer) error {
	n := samples(t.Now())
	left, right := t.Between(speech.Loudspeaker, 0, t.Now()), t.Between(speech.Headphones, 0, t.Now())
	b := []byte("RIFF")
	b = binary.LittleEndian.AppendUint32(b, uint32(36+4*n))
	b = append(b, "WAVEfmt \x10\x00\x00\x00\x01\x00\x02\x00"...)
	b = binary.LittleEndian.AppendUint32(b, speech.SampleRate)
	b = binary.LittleEndian.AppendUint32(b, 4*speech.SampleRate)
	b = append(b, "\x04\x00\x10\x00data"...)
	b = binary.LittleEndian.AppendUint32(b, uint32(4*n))
	for i := range left {
		b = binary.LittleEndian.AppendUint16(b, uint16(left[i]))
		b = binary.LittleEndian.AppendUint16(b, uint16(right[i]))
	}
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("write a WAV file: %w", err)
	}
	return nil
}
