package kiosktest

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/flow"
	"linli/kiosk"
	"linli/ui/screen"
)

// bySwitch is somebody who has one switch, and a watch.
type bySwitch struct {
	p       *Player
	presses int
}

// seconds is how long it has taken so far.
func (b *bySwitch) seconds() float64 { return b.p.Now.Sub(Now).Seconds() }

// press presses the switch.
func (b *bySwitch) press(t testing.TB) {
	t.Helper()
	b.p.Kiosk.Unknown("#34")
	b.p.Kiosk.Settle(t.Context())
	b.presses++
}

// to waits for the light to come to what is called so, or to its group, and presses; once more for it in the group.
func (b *bySwitch) to(t testing.TB, id a11y.ID) {
	t.Helper()
	for range 2 {
		for tenths := 0; ; tenths++ {
			s, _ := b.p.Screen()
			if slices.Contains(s.Lit, id) {
				break
			}
			if tenths > 1200 {
				t.Fatalf("for two minutes the light never came to %s of %s", id, s.Root.ID)
			}
			b.p.wait(t, 100*time.Millisecond)
		}
		s, _ := b.p.Screen()
		alone := len(s.Lit) == 1
		b.p.wait(t, time.Second) // to see or hear it, and to press
		b.press(t)
		if alone {
			return
		}
	}
	t.Fatalf("two presses did not choose %s", id)
}

// wait lets a time pass in which nobody does anything.
func (p *Player) wait(t testing.TB, d time.Duration) {
	t.Helper()
	p.Now = p.Now.Add(d)
	p.Kiosk.Watch()
	p.Kiosk.Settle(t.Context())
}

// file files the request of the cold flat, from the first page to the number.
func (b *bySwitch) file(t testing.TB) {
	t.Helper()
	for range 2 { // it is learnt by being pressed
		b.press(t)
		b.p.wait(t, time.Second)
	}
	for _, id := range []a11y.ID{"start-zh-Hans", "report", "group-0", "service-0", "here", "continue", "phrase-0", "continue", "value-0", "continue", "channel-none", "continue", "send"} {
		b.to(t, id)
	}
}

// track finishes, and comes back to see what became of the request.
func (b *bySwitch) track(t testing.TB) {
	t.Helper()
	b.to(t, "finish")
	b.press(t)
	b.p.wait(t, time.Second)
	b.press(t)
	b.to(t, "start-zh-Hans")
	b.to(t, "track")
	for _, digit := range string(b.p.City.Filed[0].Number) {
		b.to(t, a11y.ID("key-"+string(digit)))
	}
	b.to(t, "look")
}

// TestK09ARequestIsFiledAndTrackedWithOneSwitch: one key, nothing else, from the first page to the number and back to what became
// of it.
func TestK09ARequestIsFiledAndTrackedWithOneSwitch(t *testing.T) {
	b := &bySwitch{p: Open(t)}
	b.file(t)
	expect(t, b.p, "done", "filed")
	if len(b.p.City.Filed) != 1 {
		t.Fatalf("filed %+v", b.p.City.Filed)
	}
	t.Logf("filed with one switch: %d presses, %.0f s", b.presses, b.seconds())
	presses, seconds := b.presses, b.seconds()
	if presses > 45 || seconds > 240 {
		t.Errorf("%d presses and %.0f s to file a request: group scanning is to keep both low", presses, seconds)
	}
	b.track(t)
	expect(t, b.p, "found", "tracked")
	t.Logf("looked up with one switch: %d presses, %.0f s", b.presses-presses, b.seconds()-seconds)
	if b.presses-presses > 33 || b.seconds()-seconds > 110 {
		t.Errorf("%d presses and %.0f s to look it up", b.presses-presses, b.seconds()-seconds)
	}
}

// BenchmarkOneSwitch says how many presses and seconds it takes with one switch to file a request, to look it up, to call staff.
func BenchmarkOneSwitch(b *testing.B) {
	type mark struct {
		presses int
		seconds float64
	}
	var marks []mark
	for b.Loop() {
		s := &bySwitch{p: Open(b)}
		marks = []mark{{}}
		for _, do := range []func(){func() { s.file(b) }, func() { s.track(b) }, func() { s.to(b, "staff") }} {
			do()
			marks = append(marks, mark{s.presses, s.seconds()})
		}
	}
	for i, what := range []string{"request", "lookup", "call"} {
		b.ReportMetric(float64(marks[i+1].presses-marks[i].presses), "presses/"+what)
		b.ReportMetric(marks[i+1].seconds-marks[i].seconds, "s/"+what)
	}
}

// one opens a page with one switch in use.
func one(t *testing.T, way ...string) *Player {
	t.Helper()
	p := Open(t)
	do(t, p, "key one_switch")
	do(t, p, way...)
	return p
}

// lit is what the light is on.
func lit(p *Player) string {
	s, _ := p.Screen()
	var out []string
	for _, id := range s.Lit {
		out = append(out, string(id))
	}
	return strings.Join(out, " ")
}

// TestK09TheLightGoesFromGroupToGroup, then from one to the other in the group, with the cursor and the voice; it passes the way
// back and help, and rests after three rounds until it is called.
func TestK09TheLightGoesFromGroupToGroup(t *testing.T) {
	p := one(t, "touch 中文")
	if said := p.Text(); !strings.Contains(said, "» 您好，想办什么事？") || !strings.HasSuffix(said, "» 幸福里社区。\n  » 反映问题。\n  » 查进度。\n  » 怎么用。\n  » 调成您合适的。\n") {
		t.Errorf("the page and where the light is: %q", said)
	}
	var round []string
	for range 5 {
		round = append(round, lit(p))
		if len(round) == 1 { // the first one on a page stays for twice as long
			p.wait(t, 3900*time.Millisecond)
			if lit(p) != round[0] {
				t.Errorf("nobody has the time to hear what page it is: %q", lit(p))
			}
		}
		p.wait(t, 2*time.Second)
	}
	want := []string{"report track guide suit", "back", "size contrast reach language", "help", "staff"}
	if !slices.Equal(round, want) {
		t.Fatalf("the light goes %q, want %q", round, want)
	}
	_ = p.Text()
	do(t, p, "key one_switch")
	if s, cursor := p.Screen(); lit(p) != "report" || cursor != "report" || len(s.Lit) != 1 || !strings.Contains(p.Text(), "» 反映问题") {
		t.Errorf("in the group: %q, the cursor on %s", lit(p), cursor)
	}
	p.wait(t, 1900*time.Millisecond)
	if lit(p) != "report" {
		t.Errorf("before two seconds: %q", lit(p))
	}
	_ = p.Text()
	p.wait(t, 100*time.Millisecond)
	if text := p.Text(); lit(p) != "track" || !strings.Contains(text, "» 查进度") {
		t.Errorf("after two seconds: %q, said %q", lit(p), text)
	}
	for range 7 { // the rest of two rounds
		p.wait(t, 2*time.Second)
	}
	if lit(p) != want[0] {
		t.Errorf("nothing chosen in the group: %q", lit(p))
	}
	_ = p.Text()
	for range 15 {
		p.wait(t, 2*time.Second)
	}
	s, _ := p.Screen()
	if lit(p) != "" || !strings.Contains(a11y.Sketch(s.Root), "停下了") || !strings.Contains(p.Text(), "» 停下了") {
		t.Errorf("after three rounds: %q\n%s", lit(p), a11y.Sketch(s.Root))
	}
	p.wait(t, time.Minute)
	if lit(p) != "" {
		t.Errorf("it rests and goes on: %q", lit(p))
	}
	do(t, p, "key one_switch")
	if s, _ := p.Screen(); lit(p) != want[0] || strings.Contains(a11y.Sketch(s.Root), "停下了") {
		t.Errorf("called again: %q on\n%s", lit(p), a11y.Sketch(s.Root))
	}
}

// TestK09TheDwellIsChosen: from half a second to ten.
func TestK09TheDwellIsChosen(t *testing.T) {
	p := one(t, "touch 中文", "touch 调成")
	seen := map[string]bool{}
	for range 6 {
		do(t, p, "touch 每一步")
		s, _ := p.Screen()
		row, _ := s.Root.Find("suit-dwell")
		seen[row.Value] = true
		d := Offer().Dwells[(Offer().Dwell+s.Settings.Dwell)%6]
		before := lit(p)
		p.wait(t, d-time.Millisecond)
		if lit(p) != before {
			t.Errorf("%v: it went on too early", d)
		}
		p.wait(t, time.Millisecond)
		if lit(p) == before {
			t.Errorf("%v: it did not go on", d)
		}
	}
	if !seen["0.5秒"] || !seen["10秒"] || len(seen) != 6 {
		t.Errorf("only %v", seen)
	}
}

// TestK09TheLightHasAClockOfItsOwn, finer than that of the session: with half a second on each step it is on the third group
// after 1.1 seconds, and on the fourth after 1.6.
func TestK09TheLightHasAClockOfItsOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, view := &guarded{Player: &Player{}}, View(t)
		view.Offer.Dwell = 0
		k := kiosk.New(kiosk.Options{
			Display: p, Voice: p, City: NewCity(), View: view, Random: &counter{}, Clock: time.Now, Log: slog.New(slog.DiscardHandler), Spawn: func(f func()) { f() },
		})
		ctx, stop := context.WithCancel(t.Context())
		go k.Run(ctx)
		k.Press(nav.OneSwitch)
		synctest.Wait()
		groups := []string{p.lit()}
		time.Sleep(1100 * time.Millisecond)
		synctest.Wait()
		groups = append(groups, p.lit())
		time.Sleep(500 * time.Millisecond)
		synctest.Wait()
		groups = append(groups, p.lit())
		if want := []string{"start-zh-Hans start-en start-zh-Hant", "help", "staff"}; !slices.Equal(groups, want) {
			t.Errorf("lit %q, want %q", groups, want)
		}
		stop()
		synctest.Wait()
	})
}

// TestK09TheLightWaitsForTheVoice: as long as what is lit is being said, be it a whole page, and half a dwell more; where the voice is
// quicker than the light, it changes nothing; one that hangs holds the light for twelve seconds and no longer.
func TestK09TheLightWaitsForTheVoice(t *testing.T) {
	l := listen(t, nil)
	do(t, l.Player, "key plugged_in", "key one_switch", "touch 中文")
	first := lit(l.Player)
	for left := 9; left > 0; left-- { // a sentence takes five seconds
		l.recorder.Keep(left)
		for range 50 {
			l.wait(t, 100*time.Millisecond)
		}
		if lit(l.Player) != first {
			t.Fatalf("with %d sentences to say the light goes on to %q", left, lit(l.Player))
		}
	}
	l.recorder.Keep(0)
	for range 10 {
		l.wait(t, 100*time.Millisecond)
	}
	if lit(l.Player) != first {
		t.Error("nobody can press after the last word")
	}
	l.wait(t, 100*time.Millisecond)
	second := lit(l.Player)
	if second == first {
		t.Error("the voice is silent, and the light does not go on")
	}
	l.wait(t, 1900*time.Millisecond)
	if lit(l.Player) != second {
		t.Error("the voice is silent, and the light does not stay for its dwell")
	}
	l.wait(t, 100*time.Millisecond)
	third := lit(l.Player)
	if third == second {
		t.Error("the voice is silent, and the light stays for more than its dwell")
	}
	l.recorder.Keep(2) // it hangs
	for range 139 {
		l.wait(t, 100*time.Millisecond)
	}
	if lit(l.Player) != third {
		t.Error("a slow sentence is cut short")
	}
	for range 15 {
		l.wait(t, 100*time.Millisecond)
	}
	if lit(l.Player) == third {
		t.Error("an engine that hangs stops the light")
	}
}

// guarded is a player at whom one may look while the kiosk runs.
type guarded struct {
	*Player
	mu sync.Mutex
}

// Show implements kiosk.Display.
func (g *guarded) Show(s screen.Screen, cursor a11y.ID) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.Player.Show(s, cursor)
}

func (g *guarded) lit() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return lit(g.Player)
}

// TestK09EverythingIsLit: on every page that a walk comes to, the light comes to everything that can be pressed, with two presses
// at most.
func TestK09EverythingIsLit(t *testing.T) {
	w := &walk{t: t}
	w.open(9)
	pages := map[a11y.ID]bool{}
	for n := range 8_000 {
		w.something()
		if n%200 == 199 {
			w.goHome()
		}
		root := w.shown.Root
		if pages[root.ID] {
			continue
		}
		pages[root.ID] = true
		met, s := map[a11y.ID]bool{}, nav.NewScan(root, "")
		for range 40 {
			for in, _ := s.Choose(); len(s.Lit()) > 1 && len(in.Lit()) == 1 && !met[in.Lit()[0].ID]; in = in.Step() {
				met[in.Lit()[0].ID] = true
			}
			switch lit := s.Lit(); {
			case len(lit) == 1:
				met[lit[0].ID] = true
			case len(lit) > 7:
				t.Errorf("%s: %d in a group: nobody has the patience for that", root.ID, len(lit))
			}
			s = s.Step()
		}
		for _, leaf := range root.Leaves() {
			if can := leaf.Role.Actionable() && leaf.Role != a11y.Entry && !leaf.State.Disabled; can != met[leaf.ID] {
				t.Errorf("%s: %s can be pressed %v, is lit %v", root.ID, leaf.ID, can, met[leaf.ID])
			}
		}
	}
	if len(pages) < 30 {
		t.Errorf("only %d pages", len(pages))
	}
}

// TestK10SwitchesAreLearntByPressingThem, over whatever page is shown: the same twice is the only one, two are the one that goes on and
// the one that chooses; whoever pressed it by mistake goes back, and whoever has enough of them puts them away.
func TestK10SwitchesAreLearntByPressingThem(t *testing.T) {
	for _, c := range []struct {
		keys []string
		want flow.Switches
	}{
		{[]string{"#34", "#34"}, flow.Switches{Count: 1, Choose: "#34"}},
		{[]string{"#34", "#35"}, flow.Switches{Count: 2, Forward: "#34", Choose: "#35"}},
		{[]string{"1", "2"}, flow.Switches{Count: 2, Forward: "1", Choose: "2"}},
		{[]string{"[", "["}, flow.Switches{Count: 1, Choose: "["}},
	} {
		p := Open(t)
		do(t, p, "touch 中文", "touch 反映")
		hit := func(key string) {
			if len(key) > 1 {
				p.Kiosk.Unknown(key)
			} else {
				p.Kiosk.Type(rune(key[0]), nav.None)
			}
			p.Kiosk.Settle(t.Context())
		}
		_ = p.Text()
		hit(c.keys[0])
		expect(t, p, "switches-again", "after the first press")
		if said := p.Text(); !strings.Contains(said, "» 只有一个开关，就再按一下。") || !strings.Contains(said, "» 有两个，就按另一个。") {
			t.Errorf("said %q", said)
		}
		hit(c.keys[1])
		expect(t, p, "groups", "after the second press")
		s, _ := p.Screen()
		if s.Settings.Switches != c.want || lit(p) == "" {
			t.Errorf("%v: %+v, lit %q", c.keys, s.Settings.Switches, lit(p))
		}
		first := lit(p)
		if c.want.Count == 2 {
			p.wait(t, time.Minute)
			if lit(p) != first {
				t.Error("with two switches the light goes on by itself")
			}
			hit(c.keys[0])
			if lit(p) == first {
				t.Error("the first switch does not go on")
			}
			for range 20 {
				if lit(p) != first {
					hit(c.keys[0])
				}
			}
		}
		hit(c.keys[1])
		if lit(p) != "group-0" {
			t.Errorf("chosen, the light is on %q", lit(p))
		}
		hit(c.keys[1])
		expect(t, p, "services-0", "the first of the group")
	}
}

// TestK10SwitchesArePutAway: after a question of their own, and by the end of the session; pressed by mistake, nothing comes of it.
func TestK10SwitchesArePutAway(t *testing.T) {
	p := Open(t)
	do(t, p, "touch 中文")
	p.Kiosk.Unknown("#34")
	p.Kiosk.Settle(t.Context())
	do(t, p, "touch 不是")
	expect(t, p, "home", "by mistake")
	if s, _ := p.Screen(); s.Settings.Switches.Count != 0 || lit(p) != "" {
		t.Errorf("by mistake: %+v", s.Settings.Switches)
	}
	do(t, p, "touch 调成", "touch 用开关")
	expect(t, p, "switches", "from the settings")
	p.Kiosk.Unknown("#34")
	p.Kiosk.Unknown("#34")
	p.Kiosk.Settle(t.Context())
	expect(t, p, "suit", "learnt")
	do(t, p, "touch 都照原来的")
	if lit(p) == "" {
		t.Error("resetting how pages look took the switch away from somebody who has nothing else")
	}
	do(t, p, "touch 用开关")
	expect(t, p, "switches", "asked")
	do(t, p, "touch 不用开关了")
	if s, _ := p.Screen(); s.Settings.Switches.Count != 0 || lit(p) != "" {
		t.Errorf("put away: %+v, lit %q", s.Settings.Switches, lit(p))
	}
	p = one(t, "touch 中文", "wait 221")
	if s, _ := p.Screen(); s.Settings.Switches.Count != 0 || lit(p) != "" {
		t.Errorf("the next resident finds %+v", s.Settings.Switches)
	}
}

// TestK10TheQuestionIsAnsweredWithASwitch: whether somebody is still there.
func TestK10TheQuestionIsAnsweredWithASwitch(t *testing.T) {
	p := one(t, "touch 中文", "touch 反映", "wait 181")
	expect(t, p, "quiet", "nobody there")
	do(t, p, "key one_switch")
	expect(t, p, "groups", "somebody there")
}
