package kiosktest

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/flow"
	"linli/ime/handwriting"
	"linli/ime/pinyin"
)

// scribe reads what a finger writes.
type scribe struct {
	Writer
	engine  *pinyin.Engine
	matcher *handwriting.Matcher
}

// Characters implements kiosk.Writer.
func (s scribe) Characters(asked flow.Recognise) []string {
	var strokes []handwriting.Stroke
	for _, way := range asked.Strokes {
		var stroke handwriting.Stroke
		for _, p := range way {
			stroke = append(stroke, handwriting.Point{X: float64(p.X), Y: float64(p.Y)})
		}
		strokes = append(strokes, stroke)
	}
	guesses := s.matcher.Match(strokes, 2*flow.GuessesShown)
	var texts []string
	for _, g := range guesses {
		texts = append(texts, g.Text)
	}
	for i, g := range handwriting.Rank(guesses, s.engine.After(asked.Before, texts)) {
		texts[i] = g.Text
	}
	return texts
}

// inks are the strokes of characters, on a slate of 200 mm.
func inks(t *testing.T) map[rune][]flow.Stroke {
	t.Helper()
	f, err := os.Open("testdata/strokes.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[rune][]flow.Stroke{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		text, ink, _ := strings.Cut(lines.Text(), "\t")
		var strokes []flow.Stroke
		for stroke := range strings.SplitSeq(ink, ";") {
			var s flow.Stroke
			for _, pair := range strings.Fields(stroke) {
				var p flow.Point
				if _, err := fmt.Sscanf(pair, "%g,%g", &p.X, &p.Y); err == nil {
					s = append(s, flow.Point{X: p.X / 5, Y: p.Y / 5})
				}
			}
			strokes = append(strokes, s)
		}
		out[[]rune(text)[0]] = strokes
	}
	return out
}

// slated is a kiosk that stands at the page on which one writes with a finger, and reads what is written.
func slated(t *testing.T) *Player {
	t.Helper()
	engine, err := pinyin.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	matcher, err := handwriting.Open()
	if err != nil {
		t.Fatal(err)
	}
	p := Open(t)
	p.Kiosk.WriteWith(scribe{engine: engine, matcher: matcher}, []string{"zh-Hans", "zh-Hant"})
	p.Kiosk.Settle(t.Context())
	do(t, p, append(append([]string(nil), toTell...), "touch 用手指写")...)
	return p
}

// ink writes the strokes of a character; between two of them passes a while.
func ink(t *testing.T, p *Player, strokes []flow.Stroke, number *int, gap time.Duration) {
	t.Helper()
	for _, s := range strokes {
		p.Kiosk.PenDown()
		p.Kiosk.Settle(t.Context())
		*number++
		p.Kiosk.PenUp(*number, s)
		p.Kiosk.Settle(t.Context())
		p.wait(t, gap)
	}
}

// TestAComplaintIsWrittenWithAFinger, character after character, without any press between them, by a quick hand and by a slow one; what was
// recognised wrongly is chosen; and it is filed.
func TestAComplaintIsWrittenWithAFinger(t *testing.T) {
	const text = "楼道的灯坏了三天了"
	of := inks(t)
	for _, gap := range []time.Duration{150 * time.Millisecond, 1200 * time.Millisecond} {
		p, number, chosen, first := slated(t), 0, 0, 0
		for i, r := range []rune(text) {
			ink(t, p, of[r], &number, gap)
			p.wait(t, 3*time.Second)
			want := string([]rune(text)[:i+1])
			if got := value(t, p, "words"); got == want {
				first++
				continue
			}
			s, _ := p.Screen()
			at := slices.IndexFunc(s.Root.Leaves(), func(n a11y.Node) bool {
				return strings.HasPrefix(string(n.ID), "candidate-") && n.Label == string(r)
			})
			if at < 0 {
				t.Fatalf("%c is not offered:\n%s", r, p.drawn)
			}
			p.Kiosk.Activate(s.Root.Leaves()[at].ID)
			p.Kiosk.Settle(t.Context())
			if chosen++; value(t, p, "words") != want {
				t.Fatalf("%q is written, want %q", value(t, p, "words"), want)
			}
		}
		t.Logf("gaps of %v: %d of %d at first, %d chosen", gap, first, len([]rune(text)), chosen)
		do(t, p, "touch 写好了", "touch 下一步", "touch 不用找我", "touch 下一步", "touch 都对")
		if got := p.City.Filed[0].Draft.Description; got != text {
			t.Errorf("%q is filed", got)
		}
	}
}

// TestACharacterIsSaidWithAWord that it stands in: many look and sound alike. So are those that are offered.
func TestACharacterIsSaidWithAWord(t *testing.T) {
	p, number := slated(t), 0
	ink(t, p, inks(t)['灯'], &number, 100*time.Millisecond)
	p.Text()
	p.wait(t, 3*time.Second)
	if said := p.Text(); !strings.Contains(said, "电灯的灯") {
		t.Errorf("said %q", said)
	}
	s, _ := p.Screen()
	n, _ := s.Root.Find("candidate-0")
	if n.Label != "灯" || !strings.Contains(n.Say, "电灯的灯") {
		t.Errorf("offered %s", a11y.Line(n))
	}
}

// TestNobodyIsTrappedAtTheSlate: with keys one comes past it, is told that it needs a finger, and to all else; with a switch the light passes it by.
func TestNobodyIsTrappedAtTheSlate(t *testing.T) {
	p, number := slated(t), 0
	ink(t, p, inks(t)['三'], &number, 100*time.Millisecond)
	p.wait(t, 3*time.Second)
	s, _ := p.Screen()
	p.Kiosk.Focus(s.Root.Leaves()[0].ID)
	p.Kiosk.Settle(t.Context())
	come := map[a11y.ID]bool{}
	for range s.Root.Leaves() {
		_, cursor := p.Screen()
		come[cursor] = true
		p.Kiosk.Press(nav.Next)
		p.Kiosk.Settle(t.Context())
	}
	for _, n := range s.Root.Leaves() {
		if !come[n.ID] {
			t.Errorf("the cursor does not come to %s", n.ID)
		}
	}
	if n, _ := s.Root.Find("slate"); n.Role.Actionable() || n.Say == "" {
		t.Errorf("%s", a11y.Line(n))
	}
	scan := nav.NewScan(s.Root, "")
	for range 60 {
		for _, n := range scan.Lit() {
			if n.ID == "slate" {
				t.Fatal("the light is on the slate")
			}
		}
		scan = scan.Step()
	}
	p.Kiosk.Focus("continue")
	p.Kiosk.Press(nav.Activate)
	p.Kiosk.Settle(t.Context())
	if got := value(t, p, "words"); got != "三" {
		t.Errorf("%q", got)
	}
}

// TestEveryAnswerIsWrittenWithoutAKeyboard: where it is, what happened, what is asked and what is added, with a finger, by sounds and letter by letter; one
// comes back to the page that asked, and it is filed as it was written.
func TestEveryAnswerIsWrittenWithoutAKeyboard(t *testing.T) {
	for lang, want := range map[string]string{"zh-Hans": "楼二", "en": "No"} {
		p, number := Open(t), 0
		touch := func(ids ...a11y.ID) {
			t.Helper()
			for _, id := range ids {
				if s, _ := p.Screen(); !has(s.Root, id) {
					t.Fatalf("%s: no %s on the page:\n%s", lang, id, p.drawn)
				}
				p.Now = p.Now.Add(time.Second)
				p.Kiosk.Activate(id)
				p.Kiosk.Settle(t.Context())
			}
		}
		write := func(field a11y.ID) {
			t.Helper()
			s, _ := p.Screen()
			touch("write")
			if lang == "en" {
				touch("key-n", "key-o", "continue")
			} else {
				touch("key-5", "key-6", "candidate-2", "continue", "draw")
				ink(t, p, inks(t)['三'][:2], &number, 100*time.Millisecond)
				touch("continue")
			}
			after, _ := p.Screen()
			if n, _ := after.Root.Find(field); after.Root.ID != s.Root.ID || n.Value != want {
				t.Fatalf("%s: from %s to %s with %q", lang, s.Root.ID, after.Root.ID, n.Value)
			}
		}
		touch(a11y.ID("start-"+lang), "report", "group-0", "service-1")
		write("elsewhere")
		touch("continue")
		write("words")
		touch("continue")
		asked := 0
		for s, _ := p.Screen(); s.Root.ID != "page-contact"; s, _ = p.Screen() {
			switch {
			case has(s.Root, "write"):
				asked++
				write("answer")
			case has(s.Root, "value-0"):
				touch("value-0")
			case has(s.Root, "day-0"):
				touch("day-0", "hour-9")
			case has(s.Root, "key-3"):
				touch("key-3")
			}
			touch("continue")
		}
		touch("channel-none", "continue", "send")
		d := p.City.Filed[0].Draft
		if d.Place.Address != want || d.Description != want || asked != 2 || !slices.Equal(d.Answer("number"), []string{want}) || !slices.Equal(d.Answer("more"), []string{want}) {
			t.Errorf("%s: filed %+v, after %d questions", lang, d, asked)
		}
		touch("add")
		write("words")
		touch("continue", "send")
		if s, _ := p.Screen(); s.Root.ID != "page-added" {
			t.Errorf("%s: added on %s", lang, s.Root.ID)
		}
	}
}
