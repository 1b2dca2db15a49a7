// Package kiosk runs sessions: it owns the order in which things happen for everybody.
//
// One goroutine takes what residents do and what comes back, applies it to the session (flow.Step), describes the page
// (screen.For) and tells the window and the voice. Effects run on goroutines of their own and answer with an event; an
// answer that comes after its session has ended is dropped.
package kiosk

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"slices"
	"time"

	"linli/a11y"
	"linli/a11y/announce"
	"linli/a11y/nav"
	"linli/flow"
	"linli/i18n"
	"linli/report"
	"linli/speech"
	"linli/ui/screen"
)

// Display shows pages. It is called from one goroutine only.
type Display interface {
	// Fit says which leaves of Main fit on one page together, in order; a single part when all fit.
	Fit(s screen.Screen) [][]a11y.ID
	// Show shows a page with the cursor on one of its leaves.
	Show(s screen.Screen, cursor a11y.ID)
}

// City is whoever takes requests. Errors carry a report.Code.
type City interface {
	Services(ctx context.Context, lang string) ([]report.Service, error)
	Definition(ctx context.Context, code, lang string) (report.Definition, error)
	// Send returns report.Offline only where surely nothing arrived.
	Send(ctx context.Context, s report.Submission) (report.Receipt, error)
	Track(ctx context.Context, n report.Number, lang string) (report.Status, error)
	// Withdraw takes a request back, Amend adds words to it. The same once more is fine. They are called only where a
	// receipt or a status says that it may be changed. The code report.Later says that it is kept here and done later.
	Withdraw(ctx context.Context, n report.Number, proof report.Proof) error
	Amend(ctx context.Context, n report.Number, proof report.Proof, words string) error
	// Rate tells what a resident says of a request, of the how-many-th time that it was closed; Told returns what they wrote.
	// They are called only where a status says that it can be done.
	Rate(ctx context.Context, n report.Number, proof report.Proof, closing int, r report.Rating) error
	Told(ctx context.Context, n report.Number, proof report.Proof, lang string) (report.Told, error)
}

// Options are what a kiosk needs. All fields but Staff, Recorder, Recogniser, Reader, Lesson, Idle and Spawn are required; with a Lesson, City and Random are not either.
type Options struct {
	Display Display
	Voice   speech.Voice
	City    City
	// Recorder takes down voice messages; nil where there is no microphone.
	Recorder Recorder
	// Recogniser writes voice messages down, nil where nothing does, in the languages of TakesDown.
	Recogniser Recogniser
	TakesDown  []string
	// Writer writes without a keyboard, nil where nothing does; in which languages the View says.
	Writer Writer
	// Reader knows how Hanzi sound, by which one of many services is found; nil where nothing does.
	Reader Reader
	View   screen.View
	// Number is the kiosk's own, 0 to 9999; it begins every number that it gives out.
	Number int
	Random io.Reader
	Clock  func() time.Time
	Log    *slog.Logger
	// Staff come when they are called; nil means that nobody can be. AnswerWithin is how soon they say so, or the resident is told
	// that they have not.
	Staff        Staff
	AnswerWithin time.Duration
	// Assistants may write for residents; nil means that nobody may.
	Assistants Assistants
	// Lesson is for teaching keys in place of serving residents; nil means the latter.
	Lesson *Lesson
	// Idle ends sessions that nobody tends; the zero Idle ends none.
	Idle Idle
	// Ended is told when a session has ended and its first page is shown again; nil means nobody.
	Ended func()
	// Spawn runs an effect; nil means on a goroutine of its own.
	Spawn func(func())
}

// Kiosk is a running kiosk.
type Kiosk struct {
	o       Options
	inbox   chan func(context.Context)
	state   flow.State
	shown   screen.Screen
	cursor  a11y.ID
	session int
	stirred time.Time // when somebody did something last
	woken   time.Time // when somebody answered that they are still there
	left    a11y.ID   // where the cursor was before they were asked
	writing bool      // the last thing done was to write a character
	wrote   bool      // likewise, or to take one back, in whatever way
	// repeated is what was said again last: said again once more, it is spelled.
	repeated a11y.ID
	under    a11y.ID // where the cursor was before the last press
	seat     seat
	scan     nav.Scan  // for switches
	next     time.Time // when the light goes on by itself; never where it is zero
	unsaid   int       // how many sentences were left to say when the voice was heard to go on last
	spoke    time.Time // when that was
	late     bool      // the light has waited for it
	call     *calling  // for staff
	pulled   time.Time // when headphones were pulled out; zero once that has been said
	aside    bool      // something is said although nobody listens
	behind   time.Time // when a session ended whose headphones are still here; zero once that has been said
	again    again
	drawn    picture // what was shown last
	stop     func()  // ends the recording
	// sitting lasts as long as a session in which something was written down, and forget ends it.
	sitting context.Context
	forget  func()
}

// New makes a kiosk that shows nothing yet; Run starts it.
func New(o Options) *Kiosk {
	if o.Spawn == nil {
		o.Spawn = func(f func()) { go f() }
	}
	if o.Ended == nil {
		o.Ended = func() {}
	}
	o.View.Reachable = o.Staff != nil
	o.View.Records = o.View.Records && o.Recorder != nil
	if o.Recogniser == nil {
		o.TakesDown = nil
	}
	if o.Writer == nil {
		o.View.Writes = nil
	}
	o.View.Assisted = o.Assistants != nil
	state := flow.State{}
	if o.Lesson != nil {
		state = flow.Teaching(o.Lesson.Commands, o.Lesson.Had)
	}
	return &Kiosk{o: o, state: state, inbox: make(chan func(context.Context), 256), stop: func() {}, forget: func() {}}
}

// Run shows the first page and serves residents until ctx is done.
func (k *Kiosk) Run(ctx context.Context) error {
	k.Begin()
	second := time.NewTicker(time.Second)
	defer second.Stop()
	light := time.NewTimer(time.Hour)
	defer light.Stop()
	for {
		light.Reset(k.pace())
		select {
		case <-light.C:
			k.guard(ctx, k.advance)
		case <-second.C:
			k.guard(ctx, k.watch)
		case <-ctx.Done():
			return context.Cause(ctx)
		case do := <-k.inbox:
			k.guard(ctx, do)
		}
	}
}

// Begin shows the first page.
func (k *Kiosk) Begin() {
	k.tick()
	k.present(a11y.Node{}, nil)
}

// Settle works off everything that has happened so far. It is for tests, in place of Run.
func (k *Kiosk) Settle(ctx context.Context) {
	for {
		select {
		case do := <-k.inbox:
			k.guard(ctx, do)
		default:
			return
		}
	}
}

// guard keeps the kiosk alive whatever happens: a fault of ours ends the session, so that the next resident finds a
// clean page.
func (k *Kiosk) guard(ctx context.Context, do func(context.Context)) {
	defer func() {
		if fault := recover(); fault != nil {
			k.o.Log.Error("fault, session ended", "place", k.state.Place.String(), "stack", string(debug.Stack()))
			k.apply(ctx, flow.Finished{})
		}
	}()
	do(ctx)
}

// Focus puts the cursor on a node of the page that is shown. Like all Controls it may be called from any goroutine.
func (k *Kiosk) Focus(id a11y.ID) {
	k.post(func(ctx context.Context) {
		if n, ok := k.shown.Root.Find(id); !k.awake(ctx) && ok && !n.Role.Container() {
			k.repeated, k.wrote = "", false
			k.point(id)
		}
	})
}

// Activate does what a node means.
func (k *Kiosk) Activate(id a11y.ID) {
	k.post(func(ctx context.Context) {
		switch {
		case k.awake(ctx):
		case k.shown.On[id] == flow.TouchPressed{}:
			k.point(id) // with a key only: whoever has none could never take it back
		default:
			k.writing = false
			k.activate(ctx, id)
		}
	})
}

func (k *Kiosk) activate(ctx context.Context, id a11y.ID) {
	if k.recording() && k.shown.On[id] == nil {
		k.resident(ctx, flow.StopPressed{})
		return
	}
	n, ok := k.shown.Root.Find(id)
	if !ok || n.Role.Container() {
		k.o.Voice.Stop()
		return
	}
	if n.State.Disabled {
		k.point(id) // that it cannot be pressed now is said, too
		return
	}
	k.under = k.cursor
	k.cursor = id
	if e, ok := k.shown.On[id]; ok {
		k.resident(ctx, e)
		return
	}
	k.point(id) // nothing to do: say it again
}

// SetText says what is now written in a node.
func (k *Kiosk) SetText(id a11y.ID, text string) {
	k.post(func(ctx context.Context) {
		if written, ok := k.shown.Text[id]; !k.awake(ctx) && ok {
			k.cursor = id
			k.resident(ctx, written(text))
		}
	})
}

// Unveil brings the picture back where it is off.
func (k *Kiosk) Unveil() {
	k.post(func(ctx context.Context) {
		k.stirred = k.o.Clock()
		k.resident(ctx, flow.ScreenWanted{})
	})
}

// Redraw shows the page again, for a window that has changed its size.
func (k *Kiosk) Redraw() {
	k.post(func(context.Context) { k.present(k.shown.Root, nil) })
}

func (k *Kiosk) post(do func(context.Context)) { k.inbox <- do }

func (k *Kiosk) tick() { k.state, _ = flow.Step(k.state, flow.Ticked{Now: k.o.Clock()}) }

// resident applies what a resident did, at the time it is now.
func (k *Kiosk) resident(ctx context.Context, e flow.Event) {
	k.o.Voice.Stop() // whatever it is, nobody is talked over
	k.repeated, k.wrote = "", writes(e)
	k.tick()
	k.apply(ctx, e)
}

func (k *Kiosk) apply(ctx context.Context, e flow.Event) {
	from, quiet, root := k.state.Place, k.state.Quiet, k.shown.Root.ID
	var effects []flow.Effect
	k.state, effects = flow.Step(k.state, e)
	k.o.Log.Debug("event", "event", fmt.Sprintf("%T", e), "from", from.String(), "to", k.state.Place.String(), "session", k.session)
	switch {
	case k.state.Quiet && !quiet:
		k.left = k.cursor
	case !k.state.Quiet && !quiet:
		k.left = ""
	}
	ended := slices.Contains(effects, flow.Effect(flow.End{}))
	if ended {
		k.o.Voice.Stop()
		k.attend()
		k.o.Voice.Set(speech.Settings{}) // nothing of what was said can be repeated
		k.pulled, k.aside = time.Time{}, k.o.View.Plugged
	}
	k.readBack(from)
	if over(k.state.Place) && !over(from) {
		k.seat = seat{root, k.under}
	}
	k.present(k.shown.Root, e)
	if ended {
		k.leave()
	}
	for _, effect := range effects {
		k.perform(ctx, effect)
	}
}

// present describes the page for the state and tells everybody what has changed by an event, if it was one.
func (k *Kiosk) present(before a11y.Node, e flow.Event) {
	words, was, next := k.words(), k.shown, k.next
	k.o.View.Fitting = k.fitting()
	full, parts := screen.Fitted(screen.For(k.state, k.o.View), k.o.Display.Fit)
	k.shown = screen.Paged(full, parts, words)
	k.shown.Private = k.private()
	k.cursor = nav.Keep(before, k.shown.Root, k.cursor)
	if k.seat.page == k.shown.Root.ID && before.ID != k.seat.page {
		if _, there := k.shown.Root.Find(k.seat.cursor); there {
			k.cursor = k.seat.cursor
		}
		k.seat = seat{}
	}
	if alert, ok := k.shown.Root.Find("problem"); ok && insists(e) {
		k.cursor = alert.ID
	}
	if _, ok := k.shown.Root.Find(k.left); ok && !k.state.Quiet {
		k.cursor = k.left // where it was before the resident was asked whether they are still there
	}
	said := k.news(words, was, before, e)
	if k.next = (time.Time{}); k.switched() {
		k.relight(before.ID)
		if same := before.ID == k.shown.Root.ID && slices.Equal(was.Lit, k.shown.Lit) && was.Settings == k.shown.Settings; same {
			k.next = next // something came from elsewhere
		} else if !k.aside {
			said = append(said, k.litWords()...)
		}
	}
	k.o.Voice.Set(k.hearing())
	said = append(k.draw(e), said...)
	if _, pulled := e.(flow.Unplugged); pulled || !k.aside || k.state.Place == flow.Agree && before.ID != k.shown.Root.ID {
		k.say(said)
	}
}

// news is what there is to say about a page that has just been shown.
func (k *Kiosk) news(words *i18n.Words, was screen.Screen, before a11y.Node, e flow.Event) []speech.Utterance {
	root := k.shown.Root
	if said := k.tuned(words, e); len(said) > 0 {
		return said
	}
	if before.ID != root.ID || before.Lang != root.Lang {
		return append(announce.Page(words, root), k.cleared(words, e)...)
	}
	changes := a11y.Diff(before, root)
	if _, ok := e.(flow.UndoPressed); ok {
		return announce.Undone(words, changes)
	}
	for _, id := range []a11y.ID{"problem", "learned", "teach-heard"} { // the same mistake again, the same key
		if n, ok := root.Find(id); ok && len(changes) == 0 && insists(e) {
			return announce.Focus(words, n)
		}
	}
	return append(k.echo(words, was, e), announce.Changed(words, root, changes, k.cursor)...)
}

// seat is where the cursor was on a page before another was laid over it.
type seat struct{ page, cursor a11y.ID }

// words are those of the session's language.
func (k *Kiosk) words() *i18n.Words { return k.o.View.Bundle.Words(k.o.View.Lang(k.state)) }

// insists says whether an event is answered with what is wrong each time that it cannot be done.
func insists(e flow.Event) bool {
	switch e.(type) {
	case flow.KeyStruck, flow.Continued, flow.DigitPressed, flow.NumberWritten, flow.PhoneWritten, flow.ProofWritten, flow.KeyNamed, flow.LetterPressed:
		return true
	}
	return false
}

// point puts the cursor on a leaf of the page that is shown and says it.
func (k *Kiosk) point(id a11y.ID) {
	k.unheard()
	k.cursor = id
	sound := k.draw(nil)
	if _, ok := k.shown.Root.Find(id); ok {
		k.say(append(sound, announce.At(k.words(), k.shown.Root, id)...))
	}
}
