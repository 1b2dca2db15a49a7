//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"linli/a11y"
	"linli/a11y/announce"
	"linli/a11y/nav"
	"linli/assist"
	"linli/i18n"
	"linli/speech"
	"linli/speech/speechtest"
)

// The keys of a keypad of the EZ-Access layout, by their X11 codes.
const (
	pluggedIn = 193
	pulledOut = 194
	up        = 196
	down      = 197
	round     = 198
	ahead     = 200
	faster    = 60 // the full stop of a keyboard, to save time
	theSwitch = 34
)

// listener is a resident with headphones in the real window.
type listener struct {
	*kiosk
	loud, phones *ear
	words        *i18n.Bundle
	script       script
	recorded     bool // for somebody to listen to
	rate         int
	last         int           // the key that was pressed last
	when         time.Time     // that was
	slack        time.Duration // how long ago the light may have come to what is to be chosen; 0 is any time
}

// plugIn starts a kiosk that speaks. more is what its configuration begins with, heard what it says of speech besides.
func plugIn(t *testing.T, more, heard string) *listener {
	t.Helper()
	program(t)
	environment, loud, phones := soundServer(t)
	file := filepath.Join(t.TempDir(), "linli.toml")
	text := more + "[speech]\n" + heard + "engine = \"espeak-ng\"\nloudspeaker = \"loud\"\nheadphones = \"phones\"\nrepeat_after = 0\n[mounting]\nkeypad = \"right\"\n[[place]]\nname = \"Gate 1\"\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	l := &listener{loud: loud, phones: phones, rate: 100}
	words, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	l.words, l.script.seen = words, map[string]bool{}
	t.Cleanup(func() { phones.keep(t); l.transcript() })
	data := t.TempDir()
	if err := assist.Open(filepath.Join(data, "staff"), time.Now).Add("1024", "314159"); err != nil {
		t.Fatal(err)
	}
	l.kiosk = startWith(t, openScreen(t), environment, data, "-config", file)
	if l.recorded = os.Getenv("E2E_WAV") != ""; l.recorded {
		l.seeing = func(page a11y.Node) { l.script.page(l.words, page, l.rate) }
	}
	l.until("a voice", func(s shown) bool { return s.has("listen") })
	return l
}

// key presses a key, not so soon after the same one that it is taken for its second strike.
func (l *listener) key(code int) {
	l.t.Helper()
	if code != pulledOut { // which is to cut something off
		l.patiently()
	}
	if code == l.last {
		time.Sleep(time.Until(l.when.Add(settled)))
	}
	l.do("key", strconv.Itoa(code))
	l.last, l.when = code, time.Now()
	l.script.presses = append(l.script.presses, press{code, l.phones.now()})
}

// patiently hears everything to its end where somebody is going to listen.
func (l *listener) patiently() {
	const silence = speech.SampleRate / 2
	for end := time.Now().Add(patience); l.recorded && time.Now().Before(end); time.Sleep(glance) {
		if now := l.phones.now(); len(speechtest.Trim(l.phones.since(now-silence))) == 0 && time.Since(l.when) > time.Second {
			return
		}
	}
}

// begin puts the headphones in, on the first page.
func (l *listener) begin() {
	l.t.Helper()
	l.key(pluggedIn)
	l.until("how to get on", func(s shown) bool { _, ok := s.leaf("orient"); return ok })
}

// fast makes the voice as fast as it can be, which it says; but not for somebody who is going to listen.
func (l *listener) fast() {
	l.t.Helper()
	if l.recorded {
		return
	}
	w := l.words.Words(l.at.Page.Lang)
	said := announce.Setting(w, w.T("suit.rate"), "200%")[0]
	l.rate = 200
	want := sound(l.t, said.Lang, said.Text, l.rate)
	for end := time.Now().Add(patience); ; {
		mark := l.phones.now()
		for at := speech.Rates()[3:]; len(at) > 1; at = at[1:] { // one more than the usual, and so on
			l.key(faster)
		}
		for soon := time.Now().Add(2 * time.Second); time.Now().Before(soon); time.Sleep(100 * time.Millisecond) {
			if speechtest.Match(l.phones.since(mark), want) >= alike {
				return
			}
		}
		if time.Now().After(end) {
			l.t.Fatalf("%q is not heard", said.Text)
		}
	}
}

// to brings the cursor to a node with the keys of the keypad, and presses the round one.
func (l *listener) to(id a11y.ID) {
	l.t.Helper()
	l.come(id)
	l.key(round)
}

// come brings the cursor to a node, on a later part of the page where it is there.
func (l *listener) come(id a11y.ID) {
	l.t.Helper()
	l.until(string(id)+" or more", func(s shown) bool { return s.has(id) || s.has("more") })
	for part := 0; !l.at.has(id); part++ {
		if part > 12 {
			l.t.Fatalf("there is no %s in any part of %s", id, l.at.Page.ID)
		}
		l.move(ahead)
	}
	for presses := 0; l.at.Cursor != id; presses++ {
		way := l.way(id)
		if presses > 40 || len(way) == 0 {
			l.t.Fatalf("the keys lead to %s, want %s", l.at.Cursor, id)
		}
		l.move(way[0])
	}
}

// move presses a key that moves the cursor, and waits until it has. Where it was taken for a second strike it is pressed again.
func (l *listener) move(code int) {
	l.t.Helper()
	before := l.at
	for range 5 {
		l.key(code)
		if l.soon(func(s shown) bool { return s.Cursor != before.Cursor || s.Page.ID != before.Page.ID }) {
			if _, there := l.at.leaf(l.at.Cursor); !there {
				l.t.Fatalf("the cursor is lost on %s", l.at.Page.ID)
			}
			return
		}
	}
	l.t.Fatalf("the cursor stays on %s of %s", before.Cursor, before.Page.ID)
}

// way is the shortest row of keys to a node of the page.
func (l *listener) way(to a11y.ID) []int {
	root := l.at.Page
	ways := map[a11y.ID][]int{l.at.Cursor: nil}
	for queue := []a11y.ID{l.at.Cursor}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		if at == to {
			return ways[at]
		}
		next := map[int]a11y.ID{up: nav.Move(root, at, -1), down: nav.Move(root, at, 1)}
		if _, turns := nav.Turn(root, at, 1); !turns {
			next[ahead] = nav.Part(root, at, 1)
		}
		for code, id := range next {
			if _, been := ways[id]; !been {
				ways[id] = append(slices.Clip(ways[at]), code)
				queue = append(queue, id)
			}
		}
	}
	return nil
}

// hears waits until a node of the page is heard, from a mark on.
func (l *listener) hears(mark int, id a11y.ID) {
	l.t.Helper()
	lang, sentence := spoken(l.t, l.words, l.at.Page, id)
	l.phones.hears(l.t, mark, lang, sentence, l.rate)
}

// turn does something that leads to another page, and hears its title.
func (l *listener) turn(page a11y.ID, do func()) {
	l.t.Helper()
	mark := l.phones.now()
	do()
	l.until("page "+string(page), func(s shown) bool {
		return s.Page.ID == "page-"+page || strings.HasPrefix(string(s.Page.ID), "page-"+string(page)+"-")
	})
	l.hears(mark, "title")
}

// file files a request about the street, from the first page to the receipt, with what chooses a node, and returns its number.
func (l *listener) file(lang string, choose func(id a11y.ID)) string {
	l.t.Helper()
	l.turn("home", func() { choose(a11y.ID("start-" + lang)) })
	choose("report")
	l.page("groups")
	choose("group-3")
	l.until("services", func(s shown) bool { return strings.HasPrefix(string(s.Page.ID), "page-services") })
	l.turn("where", func() { choose("service-0") })
	choose("place-0")
	l.until("the place", func(s shown) bool { n, _ := s.leaf("place-0"); return n.State.Selected })
	choose("continue")
	l.page("tell")
	choose("continue")
	for left := 12; ; left-- {
		l.until("a question or how to reach the resident", func(s shown) bool {
			return s.Page.ID == "page-contact" || strings.HasPrefix(string(s.Page.ID), "page-ask-") && s.has("continue")
		})
		asked := l.at.Page.ID
		if asked == "page-contact" || left == 0 {
			break
		}
		for _, id := range []a11y.ID{"value-0", "key-3"} {
			if _, ok := l.at.leaf(id); ok {
				choose(id)
				break
			}
		}
		choose("continue")
		l.until("the page after "+string(asked), func(s shown) bool { return s.Page.ID != asked })
	}
	choose("channel-none")
	l.until("the channel", func(s shown) bool { n, _ := s.leaf("channel-none"); return n.State.Selected })
	l.turn("review", func() { choose("continue") })
	l.turn("done", func() { choose("send") })
	return digits(l.at.value("number"))
}

// track looks a number up, and hears how it stands.
func (l *listener) track(lang, number string, choose func(id a11y.ID)) {
	l.t.Helper()
	choose(a11y.ID("start-" + lang))
	l.page("home")
	choose("track")
	l.page("number")
	l.press("digits", number, choose)
	l.turn("found", func() { choose("look") })
}

// silentAtOnce pulls the headphones out while the page is read: both outputs are silent within 200 ms. The best of three counts, on
// a machine that has other things to do.
func (l *listener) silentAtOnce() {
	l.t.Helper()
	best := time.Hour
	for try := 0; try < 3 && best > 200*time.Millisecond; try++ {
		mark := l.phones.now()
		l.key(pluggedIn)
		for end := time.Now().Add(patience); len(speechtest.Trim(l.phones.since(mark))) < speech.SampleRate/2; time.Sleep(glance) {
			if time.Now().After(end) {
				l.t.Fatal("put in, the headphones are silent")
			}
		}
		mark = l.phones.now()
		l.key(pulledOut)
		time.Sleep(time.Second) // in which nothing more may be heard
		heard := l.phones.since(mark)
		for len(heard) > 0 && heard[len(heard)-1] < 60 && heard[len(heard)-1] > -60 {
			heard = heard[:len(heard)-1]
		}
		best = min(best, time.Duration(len(heard))*time.Second/speech.SampleRate)
	}
	l.t.Logf("silent %v after the headphones were pulled out", best)
	if best > 200*time.Millisecond {
		l.t.Errorf("something is heard %v after the headphones were pulled out", best)
	}
	if len(speechtest.Trim(l.loud.since(0))) > 0 {
		l.t.Error("something was heard from the loudspeaker")
	}
}

// A resident who does not see files a request with headphones and the keys of a keypad, and comes back for it: what is heard at each
// important point is what the page says.
func TestK01AndA01ARequestByKeysAndByEar(t *testing.T) {
	t.Parallel() // most of it is listening
	for _, lang := range []string{"zh-Hans", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			l := plugIn(t, "languages = [\""+lang+"\"]\n", "")
			mark := l.phones.now()
			l.begin()
			l.hears(mark, "orient")
			l.fast()
			number := l.file(lang, l.to)
			mark = l.phones.now()
			l.come("number")
			l.hears(mark, "number")
			l.to("finish")
			l.page("attract")
			l.begin()
			l.fast()
			l.track(lang, number, l.to)
			mark = l.phones.now()
			l.come("state")
			l.hears(mark, "state")
			l.silentAtOnce()
			l.stop()
		})
	}
}

// light waits for the light to come to a node, or to its group, and presses the only switch; once more in the group. Where the press
// came so late that the light was elsewhere, it comes back.
func (l *listener) light(id a11y.ID) {
	l.t.Helper()
	l.until(string(id)+" or more", func(s shown) bool { return s.has(id) || s.has("more") })
	for !l.at.has(id) {
		part := l.at.Page.ID
		l.light("more")
		l.until("the next part", func(s shown) bool { return s.Page.ID != part && (s.has(id) || s.has("more")) })
	}
	for range 6 {
		l.until("the light on "+string(id), func(s shown) bool { return slices.Contains(s.Lit, id) && (l.slack == 0 || time.Since(l.lit) < l.slack) })
		alone := len(l.at.Lit) == 1
		l.key(theSwitch)
		if alone {
			return
		}
		l.until("the light in a group", func(s shown) bool { return len(s.Lit) == 1 })
	}
	l.t.Fatalf("six presses did not choose %s", id)
}

// A resident who has one switch, and listens, does the same with it alone.
func TestK09AndA01ARequestByOneSwitchAndByEar(t *testing.T) {
	t.Parallel() // most of it is listening
	l := plugIn(t, "languages = [\"zh-Hans\"]\n[switches]\ndwell_ms = 1000\n", "")
	l.begin()
	l.fast()
	l.learn()
	number := l.file("zh-Hans", l.light)
	l.light("finish")
	l.page("attract")
	l.begin()
	l.fast()
	l.learn()
	l.track("zh-Hans", number, l.light)
	l.silentAtOnce()
	l.stop()
}

// learn lets the kiosk learn the switch, which is pressed twice.
func (l *listener) learn() {
	l.t.Helper()
	l.key(theSwitch)
	l.until("the page on which switches are learnt", func(s shown) bool { return strings.HasPrefix(string(s.Page.ID), "page-switches") })
	l.key(theSwitch)
	l.until("a light", func(s shown) bool { return len(s.Lit) > 0 })
}
