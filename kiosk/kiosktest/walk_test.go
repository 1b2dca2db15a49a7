package kiosktest

import (
	"context"
	"io"
	"log/slog"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/flow"
	"linli/kiosk"
	"linli/report"
	"linli/speech"
	"linli/ui/screen"
)

// TestRandomWalk lets somebody press, write and move without any sense, while the city comes and goes and answers late, and
// checks every single page that is shown.
func TestRandomWalk(t *testing.T) {
	events := 200_000
	if testing.Short() {
		events = 20_000
	}
	walks := []*walk{{rows: 0}, {rows: 3}, {rows: 1, many: 14}, {rows: 7, many: 3}}
	visited := map[string]bool{}
	for i, w := range walks {
		w.t = t
		w.open(uint64(i))
		for n := range events / len(walks) {
			w.something()
			if n%500 == 499 {
				w.goHome()
			}
			if t.Failed() {
				t.Fatalf("walk %d, event %d, rows %d, the last things done:\n%s", i, n, w.rows, strings.Join(w.did, "\n"))
			}
		}
		w.goHome()
		for _, down := range []bool{false, true} {
			w.changesItsMind(down, "add", "phrase-0", "continue", "send")
			w.goHome()
			w.changesItsMind(down, "take-back", "take-back")
			w.goHome()
		}
		w.isHelped()
		w.looksForOne()
		w.picks()
		w.saysHowItWent() // pages that chance alone rarely comes to
		w.hasNoLine()
		w.draws()
		for place := range w.visited {
			visited[place] = true
		}
	}
	if !visited["quiet"] {
		t.Error("the walk was never asked whether it is still there")
	}
	for _, p := range flow.Places() {
		if !visited[p.String()] {
			t.Errorf("the walk never came to %s", p)
		}
	}
}

// walk is a kiosk with somebody at it who does anything. It is its own display and voice.
type walk struct {
	speech.Silent // but for Say

	t          *testing.T
	kiosk      *kiosk.Kiosk
	city       *City
	staff      *Staff
	microphone Microphone
	rand       *rand.Rand
	rows       int
	many       int
	now        time.Time
	pending    []func() // effects that have not been run yet
	shown      screen.Screen
	cursor     a11y.ID
	visited    map[string]bool
	tried      map[a11y.ID]int
	strokes    int
	keys       bool // everything is done with keys: there is neither pointer nor field to write into
	did        []string
}

func (w *walk) open(seed uint64) {
	w.rand = rand.New(rand.NewPCG(seed, 313))
	w.city, w.staff = NewCity(), &Staff{}
	w.city.Many, w.city.Clock = w.many, w.clock
	w.visited, w.tried = map[string]bool{}, map[a11y.ID]int{}
	w.now = Now
	w.microphone = Microphone{Ambient: 2, clock: w.clock}
	w.kiosk = kiosk.New(kiosk.Options{
		Display: w, Voice: w, City: w.city, Recorder: &w.microphone, Writer: Writer{}, Reader: Reader(), View: View(w.t), Number: 1024, Random: &counter{},
		Clock: func() time.Time { w.now = w.now.Add(time.Second); return w.now },
		Log:   slog.New(slog.NewTextHandler(faults{w.t}, &slog.HandlerOptions{Level: slog.LevelError})),
		Spawn: func(f func()) { w.pending = append(w.pending, f) },
		Idle:  kiosk.Idle{After: 180 * time.Second, Notice: 40 * time.Second},
		Staff: w.staff, Assistants: w.staff, AnswerWithin: 10 * time.Second,
	})
	w.kiosk.Begin()
}

// clock is the city's.
func (w *walk) clock() time.Time { return w.now }

// faults is a log in which nothing may ever stand.
type faults struct{ t *testing.T }

func (f faults) Write(line []byte) (int, error) {
	f.t.Errorf("logged: %s", line)
	return len(line), nil
}

var _ io.Writer = faults{}

// Fit implements kiosk.Display.
func (w *walk) Fit(s screen.Screen) [][]a11y.ID { return (&Player{Rows: w.rows}).Fit(s) }

// Say implements speech.Voice.
func (w *walk) Say(said []speech.Utterance) {
	for _, u := range said {
		if strings.TrimSpace(u.Text) == "" || u.Lang == "" {
			w.t.Errorf("said nothing, or in no language: %+v on %s", u, w.shown.Root.ID)
		}
	}
}

var wordKey = regexp.MustCompile(`^[a-z]+(\.[a-z0-9-]+)+$`)

// Show implements kiosk.Display: it checks what must hold on every page.
func (w *walk) Show(s screen.Screen, cursor a11y.ID) {
	w.shown, w.cursor = s, cursor
	root := s.Root
	for _, err := range a11y.Check(root) {
		w.t.Errorf("%s: %v", root.ID, err)
	}
	place := w.place()
	w.visited[place] = true
	at := false
	for n := range root.All() {
		_, on := s.On[n.ID]
		_, text := s.Text[n.ID]
		if n.Role.Actionable() != (on || text) {
			w.t.Errorf("%s: %s means something: %v", root.ID, a11y.Line(n), on || text)
		}
		for _, words := range []string{n.Label, n.Hint, n.Say} {
			if wordKey.MatchString(words) || strings.Contains(words, "<no value>") {
				w.t.Errorf("%s: %s has no words", root.ID, a11y.Line(n))
			}
		}
		at = at || n.ID == cursor && !n.Role.Container()
	}
	if !at {
		w.t.Errorf("%s: the cursor is on %q, which is no leaf", root.ID, cursor)
	}
	back, there := root.Find("back")
	if there == (place == "attract") || there && back.State.Disabled != (place == "sending" || place == "altering") {
		w.t.Errorf("%s: way back: %v %+v", root.ID, there, back)
	}
	for _, id := range []a11y.ID{"help", "staff"} {
		if n, ok := root.Find(id); !ok || n.State.Disabled {
			w.t.Errorf("%s: no way to %s", root.ID, id)
		}
	}
}

// place is the name of the page that is shown.
func (w *walk) place() string {
	name, _, _ := strings.Cut(strings.TrimPrefix(string(w.shown.Root.ID), "page-"), "/")
	name, _, _ = strings.Cut(name, "-")
	return name
}

func (w *walk) note(what string) {
	if w.did = append(w.did, what+" @"+string(w.shown.Root.ID)); len(w.did) > 12 {
		w.did = w.did[1:]
	}
}

func (w *walk) settle() { w.kiosk.Settle(context.Background()) }

// answer lets the city answer one of the things asked of it, not necessarily the first.
func (w *walk) answer() {
	if len(w.pending) == 0 {
		return
	}
	i := w.rand.IntN(len(w.pending))
	f := w.pending[i]
	w.pending = append(w.pending[:i:i], w.pending[i+1:]...)
	f()
	w.settle()
}

// commands are all that a key can ask for.
var commands = nav.Commands()

// something does one thing.
func (w *walk) something() {
	switch n := w.rand.IntN(100); {
	case n < 58:
		w.press(a11y.Main, a11y.Actions, a11y.Pager)
	case n < 72:
		w.press(a11y.Toolbar)
	case n < 84:
		w.write()
	case n < 87:
		w.kiosk.Press(commands[w.rand.IntN(len(commands))])
	case n < 90:
		r := []rune("5 a汉😀\x00-,")[w.rand.IntN(8)]
		w.kiosk.Type(r, map[rune]nav.Command{' ': nav.Activate, '-': nav.Softer, ',': nav.Slower}[r])
	case n < 91:
		w.kiosk.Press(nav.Erase)
	case n < 92:
		w.kiosk.Redraw()
	case n < 96:
		w.fate()
	case n < 97:
		w.note("nobody does anything")
		w.now = w.now.Add(181 * time.Second)
		w.kiosk.Watch()
	case n < 98:
		w.kiosk.Stir()
	default:
		w.pen()
	}
	w.settle()
	if w.rand.IntN(3) > 0 {
		w.answer()
	}
}

// press presses anything that can be pressed in one of the parts of the page.
func (w *walk) press(parts ...a11y.Role) {
	var can []a11y.ID
	for _, part := range w.shown.Root.Children {
		for _, role := range parts {
			if part.Role == role {
				for _, n := range part.Leaves() {
					can = append(can, n.ID)
				}
			}
		}
	}
	if len(can) == 0 {
		return
	}
	id := can[w.rand.IntN(len(can))]
	if _, ok := w.shown.Root.Find("continue"); ok && w.rand.IntN(3) == 0 && parts[0] == a11y.Main {
		id = "continue"
	}
	if w.keys {
		id = w.newest(can)
	}
	w.note("press " + string(id))
	w.activate(id)
}

// write writes into a field of the page, if it has one.
func (w *walk) write() {
	texts := []string{
		"", " ", "3", "13800138000", "8000", "１３８", "102406428304", "102406428305", "东门，坏了。", "it broke. ", "👩‍👩‍👧 😀",
		"a\x00b", "\u202eabc\u200f\u2066", "\xff\xfe", "\n\n", strings.Repeat("长", 4001), strings.Repeat("1", 60), "<b>&amp;</b>", "{{.X}}",
	}
	text := texts[w.rand.IntN(len(texts))]
	if n := len(w.city.Filed); n > 0 && w.rand.IntN(3) == 0 {
		text = w.city.Filed[w.rand.IntN(n)].Number.String()
	}
	for _, n := range w.shown.Root.Leaves() {
		switch {
		case n.Role == a11y.Entry && w.keys:
			w.typeDigits(text)
		case n.Role == a11y.Entry:
			w.note("write " + text[:min(len(text), 20)])
			w.kiosk.SetText(n.ID, text)
		}
	}
}

func (w *walk) fate() {
	what := []string{"goes away", "comes back", "comes back", "comes back", "takes it but does not answer", "offers nothing", "starts work", "finishes"}
	do := what[w.rand.IntN(len(what))]
	w.note("city " + do)
	if err := w.city.Do(do); err != nil {
		w.t.Error(err)
	}
	w.staff.away, w.staff.deaf, w.staff.reply = w.rand.IntN(4) == 0, w.rand.IntN(4) == 0, nil
	if w.rand.IntN(3) == 0 {
		w.staff.reply = &report.Reply{By: "王姐", In: w.rand.IntN(4)}
	}
	if len(w.city.Filed) > 20 || w.rand.IntN(100) == 0 { // a new day: what has been kept would only grow
		many := w.city.Many
		*w.city = *NewCity()
		w.city.Many = many
		w.city.Clock = w.clock
	}
}

// saysHowItWent files a request, comes back when the city has finished it, reads what was written and says how it went.
func (w *walk) saysHowItWent() {
	w.begin()
	do := w.do
	do("start-en", "report", "group-1", "service-0", "here", "continue", "phrase-0", "continue", "channel-none", "continue", "send")
	if len(w.city.Filed) == 0 {
		w.t.Fatalf("nothing was filed, on %s:\n%s", w.shown.Root.ID, a11y.Sketch(w.shown.Root))
	}
	if err := w.city.Do("finishes"); err != nil {
		w.t.Fatal(err)
	}
	do("back", "track")
	w.typeDigits(string(w.city.Filed[0].Number))
	w.settle()
	do("look", "read", "back", "rate", "say-0", "continue", "say-2", "continue", "say-0", "continue", "send")
}

// isHelped lets staff write, and the resident agree.
func (w *walk) isHelped() {
	w.begin()
	w.do("start-en", "staff", "assist")
	w.typeDigits("1024")
	w.do("continue")
	w.typeDigits("314159")
	w.do("continue", "report", "group-1", "service-0", "here", "continue", "phrase-0", "continue", "channel-none", "continue", "send", "agree")
	if len(w.city.Filed) == 0 || w.city.Filed[0].Draft.Helper != "1024" {
		w.t.Errorf("not filed by 1024 and the resident, on %s:\n%s", w.shown.Root.ID, a11y.Sketch(w.shown.Root))
	}
	w.goHome()
}

// looksForOne finds one of many services by its sound and one by its picture.
func (w *walk) looksForOne() {
	w.begin()
	w.city.Large = Grouped
	w.do("start-en", "report", "find", "key-5", "found-more", "key-5", "key-delete", "key-4", "found-0", "back", "key-delete", "key-delete", "area-1", "picture-0", "found-0")
	if w.place() != "where" {
		w.t.Errorf("nothing was found, on %s:\n%s", w.shown.Root.ID, a11y.Sketch(w.shown.Root))
	}
	w.goHome()
}

// begin gives the kiosk another city, and pages room for everything.
func (w *walk) begin() {
	w.rows = 0
	w.kiosk.Redraw()
	w.settle()
	*w.city = *NewCity()
	w.city.Clock = w.clock
}

// do presses one thing after the other, and lets the city answer.
func (w *walk) do(ids ...a11y.ID) {
	for _, id := range ids {
		w.activate(id)
		w.settle()
		for len(w.pending) > 0 {
			w.answer()
		}
	}
}

// goHome lets the city answer everything and goes back until the first page is there.
func (w *walk) goHome() {
	from := w.shown.Root.ID
	for range 40 {
		for len(w.pending) > 0 {
			w.answer()
		}
		switch w.place() {
		case "attract":
			return
		case "leaving":
			w.activate("leave")
		default:
			w.goBack()
		}
		w.note("go home")
		w.settle()
	}
	w.t.Errorf("no way out of %s: still on %s", from, w.shown.Root.ID)
}
