package speech

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"runtime/debug"
	"slices"
	"sync/atomic"
	"time"
)

// Phrase is one sentence on its way to being heard.
type Phrase struct {
	Text, Lang string
	// Rate is in per cent of the usual, Volume in decibels above the site's level.
	Rate, Volume int
	Output       Output
	// Earcon is heard before the text. Recording is heard in its place.
	Earcon    Earcon
	Recording []int16
}

// silent says whether a phrase has nothing to be heard but its earcon.
func (p Phrase) silent() bool { return p.Text == "" && len(p.Recording) == 0 }

// Mouth says phrases aloud.
type Mouth interface {
	// Name is for the operator.
	Name() string
	// Speak returns when all has been heard or, at once and in silence, when ctx is done. It fails where it cannot speak, and
	// never stays longer than its limits.
	Speak(ctx context.Context, p Phrase) error
	// Check says what is missing to speak a language, nil where nothing is.
	Check(ctx context.Context, lang string) error
}

// SampleRate is how many samples a second of sound has.
const SampleRate = 22050

// Engine makes sound of text.
type Engine interface {
	Name() string
	// Synthesise hands out sound, mono, until all is said, ctx is done or emit fails.
	Synthesise(ctx context.Context, p Phrase, emit func(pcm []int16) error) error
}

// Sink is where sound goes.
type Sink interface {
	Name() string
	Open(o Output) (Stream, error)
}

// Stream is one stretch of sound.
type Stream interface {
	// Write takes sound, not much faster than it is played.
	Write(pcm []int16) error
	// Close returns when all has been played.
	Close() error
	// Abort is silence at once. It may be called from any goroutine, more than once; a Write or Close under way returns.
	Abort()
}

// ErrHangs: an engine or a player has not moved for too long.
var ErrHangs = errors.New("it does not move")

// Played is a mouth made of an engine and a sink.
type Played struct {
	Engine Engine
	Sink   Sink
	// Patience is how long nothing may move; 0 means four seconds.
	Patience time.Duration
}

// Name implements Mouth.
func (m Played) Name() string { return m.Engine.Name() }

func (m Played) patience() time.Duration { return cmp.Or(m.Patience, 4*time.Second) }

// headroom is how far below the loudest possible sound the site's level is, so that the loudest step is not cut off.
const headroom = -12

// Speak implements Mouth.
func (m Played) Speak(ctx context.Context, p Phrase) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	limit := m.patience()
	watch := time.AfterFunc(limit, func() { stop(ErrHangs) })
	defer watch.Stop()

	blocks, ended := make(chan []int16, 8), make(chan error, 1)
	go func() { // at the same time as the sink opens
		defer close(blocks)
		defer func() {
			if fault := recover(); fault != nil {
				ended <- fmt.Errorf("fault: %s", debug.Stack())
			}
		}()
		ended <- m.synthesise(ctx, p, func(pcm []int16) error {
			select {
			case blocks <- slices.Clone(pcm):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	}()
	err := m.play(ctx, p, blocks, func() { watch.Reset(limit) })
	if err != nil {
		stop(err)
	}
	if failed := <-ended; err == nil {
		err = failed
	}
	if cause := context.Cause(ctx); errors.Is(cause, ErrHangs) {
		err = cause
	}
	if err != nil {
		return fmt.Errorf("%s, %s: %w", m.Engine.Name(), m.Sink.Name(), err)
	}
	return nil
}

func (m Played) play(ctx context.Context, p Phrase, blocks <-chan []int16, moved func()) error {
	stream, err := m.Sink.Open(p.Output)
	if err != nil {
		return err
	}
	defer context.AfterFunc(ctx, stream.Abort)()
	gain := math.Pow(10, float64(headroom+p.Volume)/20)
	write := func(pcm []int16) error {
		moved()
		amplify(pcm, gain)
		if err := stream.Write(pcm); err != nil {
			stream.Abort()
			return err
		}
		moved()
		return nil
	}
	if err := write(p.Earcon.PCM()); err != nil { // while the engine works
		return err
	}
	for pcm := range blocks {
		if err := write(pcm); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		stream.Abort()
		return context.Cause(ctx)
	}
	return stream.Close()
}

// synthesise hands out the sound of a phrase after its earcon. A recording is handed out in pieces, as an engine would.
func (m Played) synthesise(ctx context.Context, p Phrase, emit func([]int16) error) error {
	switch {
	case p.silent():
		return nil
	case len(p.Recording) == 0:
		return m.Engine.Synthesise(ctx, p, emit)
	}
	for pcm := range slices.Chunk(p.Recording, SampleRate/10) {
		if err := emit(pcm); err != nil {
			return err
		}
	}
	return nil
}

func amplify(pcm []int16, gain float64) {
	for i, v := range pcm {
		pcm[i] = int16(min(max(float64(v)*gain, math.MinInt16), math.MaxInt16))
	}
}

// Check implements Mouth: it makes the sound of a short word, without playing it, and opens the sink.
func (m Played) Check(ctx context.Context, lang string) error {
	ctx, stop := context.WithTimeout(ctx, m.patience())
	defer stop()
	var loudest atomic.Int32
	err := m.Engine.Synthesise(ctx, Phrase{Text: sample(lang), Lang: lang, Rate: 100}, func(pcm []int16) error {
		for _, v := range pcm {
			loudest.Store(max(loudest.Load(), int32(v)))
		}
		return nil
	})
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", m.Engine.Name(), err)
	case loudest.Load() < 1000:
		return fmt.Errorf("%s: its voice for %s makes no sound", m.Engine.Name(), lang)
	}
	stream, err := m.Sink.Open(Loudspeaker)
	if err != nil {
		return fmt.Errorf("%s: %w", m.Sink.Name(), err)
	}
	stop2 := context.AfterFunc(ctx, stream.Abort)
	defer stop2()
	if err := stream.Write(make([]int16, SampleRate/50)); err != nil {
		stream.Abort()
		return fmt.Errorf("%s: %w", m.Sink.Name(), err)
	}
	if err := stream.Close(); err != nil {
		return fmt.Errorf("%s: %w", m.Sink.Name(), err)
	}
	return nil
}

// sample is a word to try a voice with.
func sample(lang string) string {
	if Chinese(lang) {
		return "好"
	}
	return "good"
}
