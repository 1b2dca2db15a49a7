// Package recognise has what residents say written down, by a program that the city installs: sherpa-onnx, whisper.cpp or any other
// (docs/recognition.md has the protocol).
//
// The program is a process that waits for recordings on its standard input and answers each with a line. It can hang, die or talk
// nonsense: then that recording has no text, and nothing else happens. Recordings go through the pipe, never through a file. What the
// program may remember of a resident ends with their session, for the process does. Errors never quote what it says.
package recognise

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"linli/report"
	"linli/speech/record"
)

// Options say which program, and how long it may take. Args and Log are required.
type Options struct {
	// Args are the program and its arguments.
	Args []string
	// Shows says whether pages can show a character; nil means that they can show all.
	Shows func(rune) bool
	// Ready is told which languages the program writes down, such as "cmn" and "en", whenever it has become ready. nil means nobody.
	Ready func(r *Recogniser, langs []string)
	Log   *slog.Logger
	// Loading is how long it may take until it is ready; 0 means a minute.
	Loading time.Duration
	// Patience is how long it may take for the shortest recording; for each minute of speech it may take twice that more. 0 means 15
	// seconds, and nobody waits longer than a minute.
	Patience time.Duration
	// Rest is how soon it is started again where it has ended; where that does not help, later and later. 0 means a second.
	Rest time.Duration
}

// Recogniser writes down recordings, one at a time. Any goroutine may use it.
type Recogniser struct {
	o   Options
	ctx context.Context // of the kiosk
	// turn is held by whoever starts the program or talks to it; process is theirs.
	turn    chan struct{}
	process *process
}

// longest is how long anybody waits for the program, and how seldom it is started again at the most.
const longest = time.Minute

// New begins to load the program and has it ready until ctx is done.
func New(ctx context.Context, o Options) *Recogniser {
	o = o.whole()
	r := &Recogniser{o: o, ctx: ctx, turn: make(chan struct{}, 1)}
	go r.keep()
	return r
}

// whole fills in what is not said.
func (o Options) whole() Options {
	for _, d := range []struct {
		of    *time.Duration
		usual time.Duration
	}{{&o.Loading, longest}, {&o.Patience, 15 * time.Second}, {&o.Rest, time.Second}} {
		if *d.of == 0 {
			*d.of = d.usual
		}
	}
	if o.Shows == nil {
		o.Shows = func(rune) bool { return true }
	}
	if o.Ready == nil {
		o.Ready = func(*Recogniser, []string) {}
	}
	return o
}

// Recognise returns what is said in a recording, in a language such as "cmn-Hans"; "" where nothing is understood. The process that has
// heard it ends when ctx is done, which is the resident's session.
func (r *Recogniser) Recognise(ctx context.Context, a report.Attachment, lang string) (string, error) {
	wav, err := record.WAV(a)
	if err != nil {
		return "", err
	}
	session := ctx
	ctx, stop := context.WithTimeoutCause(ctx, r.o.patience(a.Length), errSlow)
	defer stop()
	p, err := r.take(ctx, session)
	if err != nil {
		return "", err
	}
	defer r.leave()
	if p.session == nil {
		p.session = session
		p.used.Store(true)
		context.AfterFunc(session, p.end)
	}
	text, err := p.ask(ctx, request{ID: rand.Text(), Lang: lang, Bytes: len(wav)}, wav)
	if err == nil {
		text, err = r.o.readable(text, a.Length)
	}
	if err != nil { // nobody knows what it would say next
		p.end()
		return "", err
	}
	return text, nil
}

// patience is how long the program may take for a recording of that length.
func (o Options) patience(length time.Duration) time.Duration {
	return min(o.Patience+time.Duration(float64(o.Patience)*2*length.Minutes()), max(longest, o.Patience))
}

// take waits for the turn and returns a program that is ready and has heard nobody but this session; nil has it ready only.
// Whoever gets one leaves it.
func (r *Recogniser) take(ctx, session context.Context) (*process, error) {
	select {
	case r.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	p, err := r.ready(ctx, session)
	if err != nil {
		r.leave()
	}
	return p, err
}

func (r *Recogniser) leave() { <-r.turn }

// ready returns the process that there is, or a new one.
func (r *Recogniser) ready(ctx, session context.Context) (*process, error) {
	if err := context.Cause(ctx); err != nil { // a session that is over starts nothing
		return nil, err
	}
	if p := r.process; session != nil && p != nil && p.session != nil && p.session != session {
		p.end() // whose session is over at this moment
	}
	if r.process != nil && !r.process.over() {
		return r.process, nil
	}
	ctx, stop := context.WithTimeoutCause(ctx, r.o.Loading, errSlow)
	defer stop()
	p, err := start(ctx, r.o.Args)
	if err != nil {
		return nil, err
	}
	over := context.AfterFunc(r.ctx, p.end)
	go func() {
		<-p.gone
		over() // nothing holds what has ended
	}()
	r.process = p
	r.o.Ready(r, p.langs)
	return p, nil
}

// keep has a program ready, so that nobody waits for it. Where it ends it is started again; where that does not help, later and later.
func (r *Recogniser) keep() {
	told := ""
	for rest := r.o.Rest; ; {
		began := time.Now()
		p, err := r.take(r.ctx, nil)
		if err == nil {
			r.leave()
			told = ""
			if <-p.gone; p.used.Load() || time.Since(began) > longest {
				rest = r.o.Rest
			}
			err = p.fault()
		}
		if r.ctx.Err() != nil {
			return
		}
		if err != nil && err.Error() != told {
			told = err.Error()
			r.o.Log.Warn("recogniser", "fault", told)
		}
		select {
		case <-r.ctx.Done():
			return
		case <-time.After(rest):
		}
		rest = min(2*rest, longest)
	}
}

// Tried is what a trial has found.
type Tried struct {
	Langs         []string
	Load, Answers time.Duration
}

// Try starts the program, gives it a second of silence and ends it.
func Try(ctx context.Context, o Options) (Tried, error) {
	o = o.whole()
	ctx, stop := context.WithTimeoutCause(ctx, o.Loading, errSlow)
	defer stop()
	began := time.Now()
	p, err := start(ctx, o.Args)
	if err != nil {
		return Tried{}, err
	}
	defer p.end()
	found := Tried{Langs: p.langs, Load: time.Since(began)}
	began = time.Now()
	wav := record.Quiet(time.Second)
	_, err = p.ask(ctx, request{ID: rand.Text(), Lang: p.langs[0], Bytes: len(wav)}, wav)
	found.Answers = time.Since(began)
	return found, err
}

var (
	errSlow     = errors.New("it takes too long")
	errEnded    = errors.New("it has ended by itself")
	errLong     = fmt.Errorf("it says more than %d bytes in one line", longestLine)
	errNotReady = errors.New(`its first line is not {"ready": [...]} with languages such as "cmn" and "en"`)
	errNonsense = errors.New("it answers what is no JSON with id and text")
	errOther    = errors.New("it answers something that it was not asked")
	errTooMuch  = errors.New("it understands more than anybody can say in that time")
	errUnshown  = errors.New("it understands characters that no page can show")
)
