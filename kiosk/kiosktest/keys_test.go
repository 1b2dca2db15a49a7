package kiosktest

import (
	"strings"
	"sync"
	"testing"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/flow"
)

// This file holds the rows of the accessibility table about keys: K01 to K06 and K13. K02, K07 and K12 are in ui/input, too.

// activate presses what has an ID: where there are only keys, by going there and pressing the round one.
func (w *walk) activate(id a11y.ID) {
	if !w.keys {
		w.kiosk.Activate(id)
		return
	}
	if strings.HasPrefix(string(w.shown.Root.ID), "page-help-keys") { // each key only says what it does
		for strings.HasPrefix(string(w.shown.Root.ID), "page-help-keys") {
			w.kiosk.Press(nav.Help)
			w.settle()
		}
		return
	}
	if w.place() == "quiet" { // any key says that somebody is there
		id = w.cursor
	}
	for _, c := range way(w.t, w.shown.Root, w.cursor, id) {
		w.kiosk.Press(c)
		w.settle()
	}
	if w.cursor != id {
		w.t.Errorf("%s: keys lead to %s, want %s", w.shown.Root.ID, w.cursor, id)
	}
	w.kiosk.Press(nav.Activate)
}

// newest is what has been tried least, so that a walk comes everywhere soon.
func (w *walk) newest(can []a11y.ID) a11y.ID {
	first := w.rand.IntN(len(can))
	id := can[first]
	name := func(id a11y.ID) a11y.ID { return w.shown.Root.ID + " " + id }
	for i := range can {
		if other := can[(first+i)%len(can)]; w.tried[name(other)] < w.tried[name(id)] {
			id = other
		}
	}
	w.tried[name(id)]++
	return id
}

func (w *walk) goBack() {
	if w.keys {
		if strings.HasPrefix(string(w.shown.Root.ID), "page-help-keys") {
			w.kiosk.Press(nav.Help)
			return
		}
		w.kiosk.Press(nav.Back)
		return
	}
	w.kiosk.Activate("back")
}

// typeDigits writes what of a text a keypad has.
func (w *walk) typeDigits(text string) {
	for _, r := range text[:min(len(text), 20)] {
		if r >= '0' && r <= '9' {
			w.kiosk.Type(r, nav.None)
		}
	}
}

// way is the shortest row of keys from one leaf of a page to another.
func way(t testing.TB, root a11y.Node, from, to a11y.ID) []nav.Command {
	t.Helper()
	ways := map[a11y.ID][]nav.Command{from: nil}
	for queue := []a11y.ID{from}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		if at == to {
			return ways[at]
		}
		for _, c := range []nav.Command{nav.Next, nav.Previous, nav.NextPart, nav.PreviousPart} {
			next := step(root, at, c)
			if _, been := ways[next]; !been {
				ways[next] = append(ways[at][:len(ways[at]):len(ways[at])], c)
				queue = append(queue, next)
			}
		}
	}
	t.Errorf("%s: no keys lead from %s to %s", root.ID, from, to)
	return nil
}

// step is where a key leads, on a page that is not turned by it.
func step(root a11y.Node, at a11y.ID, c nav.Command) a11y.ID {
	delta := 1
	if c == nav.Previous || c == nav.PreviousPart {
		delta = -1
	}
	if c == nav.Next || c == nav.Previous {
		return nav.Move(root, at, delta)
	}
	if _, turns := nav.Turn(root, at, delta); turns {
		return at
	}
	return nav.Part(root, at, delta)
}

// TestK01EveryPageByKeysAlone comes to every page that there is with a keypad and nothing else, and leaves it again.
func TestK01EveryPageByKeysAlone(t *testing.T) {
	w := &walk{t: t, rows: 3, keys: true}
	w.open(7)
	missing := func() (out []string) {
		for _, p := range append(flow.Places(), -1) {
			name := p.String()
			if p < 0 {
				name = "quiet"
			}
			if !w.visited[name] {
				out = append(out, name)
			}
		}
		return out
	}
	for n := 0; n < 6_000; n++ {
		w.something()
		if n%500 == 499 {
			w.goHome()
		}
		if t.Failed() {
			t.Fatalf("event %d, the last things done:\n%s", n, strings.Join(w.did, "\n"))
		}
	}
	for _, change := range [][]a11y.ID{{"take-back", "take-back"}, {"add", "phrase-0", "continue", "send"}} {
		for _, down := range []bool{false, true} {
			w.goHome()
			w.changesItsMind(down, change...)
		}
	}
	w.goHome()
	w.waits()
	w.goHome()
	w.isHelped()
	w.looksForOne()
	w.picks()
	w.hasNoLine()
	w.saysHowItWent()
	if m := missing(); len(m) > 0 {
		t.Errorf("keys never came to %v", m)
	}
	t.Logf("%d commands, %d places", len(commands), len(w.visited))
}

// waits goes on before the questions of a service have come.
func (w *walk) waits() {
	w.rows = 0
	*w.city = *NewCity()
	w.city.Clock = w.clock
	for _, id := range []a11y.ID{"start-en", "report", "group-0", "service-0", "here", "continue", "continue"} {
		w.activate(id)
		w.settle()
		for len(w.pending) > 0 && (id == "start-en" || id == "report") {
			w.answer()
		}
	}
}

// changesItsMind files a request with all kinds of questions, comes back for it with its number, and changes it, with the
// line down or not.
func (w *walk) changesItsMind(down bool, change ...a11y.ID) {
	w.begin()
	do := w.do
	do("start-zh-Hans", "report", "group-0", "service-1", "here", "continue", "continue", "continue", "value-0", "continue")
	do("key-3", "key--", "key-2", "continue", "key-4", "continue", "day-another", "day-20", "hour-9")
	for w.place() == "ask" {
		do("continue")
	}
	do("channel-phone", "continue")
	w.typeDigits("13800138000")
	w.settle()
	do("continue", "send", "finish", "start-en", "track")
	w.typeDigits(string(w.city.Filed[0].Number))
	w.settle()
	if w.city.away = down; down {
		do("look") // in vain
		w.city.away = false
		do("retry")
	} else {
		do("look")
	}
	do(change...)
	w.typeDigits("8001")
	w.kiosk.Press(nav.Erase)
	w.settle()
	w.typeDigits("0")
	w.settle()
	w.city.away = down
	do("continue")
}

// TestK01ARequestIsFiledAndTrackedByKeysAlone, in every language, as somebody who goes down the page would.
func TestK01ARequestIsFiledAndTrackedByKeysAlone(t *testing.T) {
	for _, lang := range View(t).Langs {
		p := Open(t)
		presses := 0
		key := func(c nav.Command) {
			p.Kiosk.Press(c)
			p.Kiosk.Settle(t.Context())
			presses++
		}
		to := func(id a11y.ID) {
			t.Helper()
			s, cursor := p.Screen()
			for _, c := range way(t, s.Root, cursor, id) {
				key(c)
			}
			key(nav.Activate)
		}
		for _, id := range []a11y.ID{a11y.ID("start-" + lang), "report", "group-0", "service-0", "here", "continue", "phrase-0", "continue", "value-0", "continue", "channel-none", "continue", "send"} {
			to(id)
		}
		expect(t, p, "done", lang)
		if len(p.City.Filed) != 1 || p.City.Filed[0].Lang != lang || p.City.Filed[0].Draft.Description == "" {
			t.Fatalf("%s: filed %+v", lang, p.City.Filed)
		}
		filing := presses
		for _, id := range []a11y.ID{"finish", a11y.ID("start-" + lang), "track"} {
			to(id)
		}
		for _, digit := range string(p.City.Filed[0].Number) {
			p.Kiosk.Type(digit, nav.None)
			presses++
		}
		p.Kiosk.Settle(t.Context())
		to("look")
		expect(t, p, "found", lang)
		key(nav.Back)
		expect(t, p, "number", "back")
		t.Logf("%s: %d presses to file, %d to look it up", lang, filing, presses-filing)
	}
}

// TestK03AndK04TheCursorComesBack: what lies over a page takes the cursor, keeps it, and gives it back when it is closed.
func TestK03AndK04TheCursorComesBack(t *testing.T) {
	for name, c := range map[string]struct{ open, close []string }{
		"help":     {[]string{"touch 帮助"}, []string{"key back"}},
		"settings": {[]string{"touch 帮助", "touch 调成"}, []string{"key back"}},
		"quiet":    {[]string{"wait 181"}, []string{"key back"}},
	} {
		p := Open(t)
		do(t, p, toTell...)
		do(t, p, "key next_part", "key next_part", "key next_part", "key next")
		_, before := p.Screen()
		do(t, p, c.open...)
		if s, cursor := p.Screen(); strings.HasSuffix(string(s.Root.ID), "tell") || cursor == before {
			t.Errorf("%s: the cursor is on %s of %s", name, cursor, s.Root.ID)
		}
		do(t, p, c.close...)
		expect(t, p, "tell", name)
		if _, cursor := p.Screen(); cursor != before || before != "phrase-1" {
			t.Errorf("%s: the cursor has come back to %s, was on %s", name, cursor, before)
		}
	}
}

// TestK04NoTrap looks at every page that a walk comes to: from each leaf, keys lead to every other; and Back leaves them all,
// which goHome shows.
func TestK04NoTrap(t *testing.T) {
	w := &walk{t: t, rows: 3}
	w.open(4)
	pages := map[a11y.ID]bool{}
	for n := range 12_000 {
		w.something()
		if root := w.shown.Root; !pages[root.ID] {
			pages[root.ID] = true
			for _, from := range root.Leaves() {
				for _, to := range root.Leaves() {
					way(t, root, from.ID, to.ID)
				}
			}
		}
		if n%200 == 199 {
			w.goHome()
		}
		if t.Failed() {
			t.Fatal(strings.Join(w.did, "\n"))
		}
	}
	if len(pages) < 50 {
		t.Errorf("only %d pages", len(pages))
	}
}

// TestPartsAreTurned: going on by parts turns a page that does not fit at once, to its end and back to its beginning.
func TestPartsAreTurned(t *testing.T) {
	p := Open(t)
	p.Rows = 2
	p.City.Many = flow.Comfortable - 3
	do(t, p, "touch 中文", "touch 反映", "touch 街上")
	seen := map[a11y.ID]bool{}
	forward := []string{}
	for range 12 {
		s, cursor := p.Screen()
		forward = append(forward, string(s.Root.ID)+" "+string(cursor))
		for _, n := range s.Root.Leaves() {
			seen[n.ID] = true
		}
		do(t, p, "key next_part")
	}
	if s, cursor := p.Screen(); !seen["service-6"] || cursor != "back" || !strings.HasSuffix(string(s.Root.ID), "/3") {
		t.Errorf("the end is %s of %s; the way was\n%s", cursor, s.Root.ID, strings.Join(forward, "\n"))
	}
	for range 12 {
		do(t, p, "key previous_part")
	}
	if s, cursor := p.Screen(); cursor != "title" || strings.Contains(string(s.Root.ID), "/") {
		t.Errorf("the beginning is %s of %s", cursor, s.Root.ID)
	}
}

// TestK05TheRoundKeyEnterAndSpaceAreOne: on every page and every control, a space that is typed does what the round key does.
func TestK05TheRoundKeyEnterAndSpaceAreOne(t *testing.T) {
	for _, way := range [][]string{{"touch 中文"}, toTell, {"touch 中文", "touch 查进度"}, {"touch 中文", "touch 调成"}} {
		p := Open(t)
		do(t, p, way...)
		page, _ := p.Screen()
		for _, n := range page.Root.Leaves() {
			if !n.Role.Actionable() || n.Role == a11y.Entry {
				continue
			}
			after := map[string]string{}
			for _, by := range []string{"round", "space"} {
				p := Open(t)
				do(t, p, way...)
				p.Kiosk.Focus(n.ID)
				if by == "round" {
					p.Kiosk.Press(nav.Activate)
				} else {
					p.Kiosk.Type(' ', nav.Activate)
				}
				p.Kiosk.Settle(t.Context())
				s, cursor := p.Screen()
				after[by] = a11y.Sketch(s.Root) + string(cursor)
			}
			if after["round"] != after["space"] {
				t.Errorf("%s of %s: the round key\n%s\na space\n%s", n.ID, page.Root.ID, after["round"], after["space"])
			}
		}
	}
}

// TestK13HowThingsStandIsSaidUnasked: coming to a setting says how it is, and changes nothing.
func TestK13HowThingsStandIsSaidUnasked(t *testing.T) {
	p := Open(t)
	do(t, p, "touch 中文", "touch 调成")
	s, _ := p.Screen()
	list, _ := s.Root.Find("settings")
	for _, n := range list.Children {
		_ = p.Text()
		p.Kiosk.Focus(n.ID)
		p.Kiosk.Settle(t.Context())
		if said := p.Text(); n.Value == "" || !strings.Contains(said, spoken(t, s.Root, n.ID)) {
			t.Errorf("%s, %s: said %q", n.ID, n.Value, said)
		}
	}
	if after, _ := p.Screen(); after.Settings != s.Settings {
		t.Errorf("looking changed %+v into %+v", s.Settings, after.Settings)
	}
}

// TestKeysFasterThanAnyHand: four thousand keys from two sides, as fast as they can be pressed, are worked off in order, with nothing
// broken on the way.
func TestKeysFasterThanAnyHand(t *testing.T) {
	p := Open(t)
	do(t, p, "touch 中文", "key plugged_in")
	keys := [][]nav.Command{{nav.Next, nav.NextPart, nav.Repeat, nav.Spell, nav.Louder}, {nav.Activate, nav.Back, nav.Previous, nav.Help, nav.Pause}}
	for range 20 {
		var sides sync.WaitGroup
		for side := range keys {
			sides.Go(func() {
				for i := range 100 {
					p.Kiosk.Press(keys[side][(i*i+side)%5])
				}
			})
		}
		sides.Wait()
		p.Kiosk.Settle(t.Context())
	}
	if s, cursor := p.Screen(); !has(s.Root, cursor) || strings.Contains(p.Log.String(), "fault") {
		t.Errorf("the cursor is on %q of %s", cursor, s.Root.ID)
	}
}
