package kiosktest

import (
	"strings"
	"testing"
	"time"

	"linli/a11y"
	"linli/ime/pinyin"
)

// TestOtherKeysWrite: digits, by touch and with those of a keypad, and the letters of a typewriter write into the same text; the keys go round, and
// those of a typewriter are left out where they do not fit on one part of the page.
func TestOtherKeysWrite(t *testing.T) {
	for _, rows := range []int{0, 8} {
		p := padded(t)
		touch := func(ids ...a11y.ID) {
			t.Helper()
			for _, id := range ids {
				if s, _ := p.Screen(); !has(s.Root, id) && has(s.Root, "more") {
					t.Fatalf("no %s on the page:\n%s", id, p.drawn)
				}
				p.Now = p.Now.Add(4 * time.Second)
				p.Kiosk.Activate(id)
				p.Kiosk.Settle(t.Context())
			}
		}
		touch("keys-change", "key-1", "key-0")
		p.Kiosk.Type('2', "")
		p.Kiosk.Settle(t.Context())
		if got := value(t, p, "words"); got != "102" {
			t.Errorf("%q is written", got)
		}
		touch("key-delete")
		p.Rows = rows
		p.Kiosk.Redraw()
		p.Kiosk.Settle(t.Context())
		changeKeys(t, p)
		s, _ := p.Screen()
		if rows > 0 {
			if !has(s.Root, "key-2") || has(s.Root, "key-q") {
				t.Errorf("where there is no room for a typewriter's letters:\n%s", p.drawn)
			}
			continue
		}
		touch("key-h", "key-a", "key-o")
		choose(t, p, "号", func(id a11y.ID) { touch(id) })
		if got := value(t, p, "words"); got != "10号" {
			t.Errorf("%q is written", got)
		}
		touch("keys-change")
		if s, _ := p.Screen(); !has(s.Root, "key-2") {
			t.Errorf("it does not go round:\n%s", p.drawn)
		}
	}
}

// changeKeys goes on to other keys, whatever part of the page the way there stands on.
func changeKeys(t *testing.T, p *Player) {
	t.Helper()
	for s, _ := p.Screen(); !has(s.Root, "keys-change"); s, _ = p.Screen() {
		if n, _ := s.Root.Find("more"); n.ID == "" || n.State.Disabled {
			t.Fatal("no way to other keys")
		}
		p.Kiosk.Activate("more")
		p.Kiosk.Settle(t.Context())
	}
	p.Kiosk.Activate("keys-change")
	p.Kiosk.Settle(t.Context())
}

// TestWrittenWithZhuyin: where Chinese has traditional characters, a sentence is written with its signs, by touch, five keys and one switch; one that
// was pressed by mistake is taken back whole, and each is said with a word.
func TestWrittenWithZhuyin(t *testing.T) {
	const text, signs = "樓道的燈壞了", "ㄌㄡㄉㄠㄉㄜㄉㄥㄏㄨㄞㄌㄜ"
	for _, way := range []string{"touch", "five keys", "one switch"} {
		t.Run(way, func(t *testing.T) {
			p := zhuyinPadded(t)
			press, spent := pressing(t, p, way)
			press("keys-change")
			s, _ := p.Screen()
			if n, _ := s.Root.Find("key-ㄅ"); n.Label != "ㄅ" || n.Say != "玻，玻璃的玻" {
				t.Fatalf("the first sign is %q, said %q", n.Label, n.Say)
			}
			for _, r := range signs {
				press(a11y.ID("key-" + string(r)))
			}
			press("key-ㄅ")
			press("key-delete")
			choose(t, p, text, press)
			if got := value(t, p, "words"); got != text {
				t.Errorf("%q is written", got)
			}
			press("key-stop")
			if got := value(t, p, "words"); got != text+"。" {
				t.Errorf("%q is written", got)
			}
			t.Logf("%s: %d presses for %d characters", way, spent(), len([]rune(text))+1)
		})
	}
}

// TestZhuyinIsOnlyWhereItFits: not on more than one part of a page, and not where characters are simplified; digits are next there.
func TestZhuyinIsOnlyWhereItFits(t *testing.T) {
	for i, p := range []*Player{padded(t), zhuyinPadded(t)} {
		if i == 1 {
			p.Rows = 8
			p.Kiosk.Redraw()
			p.Kiosk.Settle(t.Context())
		}
		changeKeys(t, p)
		if strings.Contains(p.drawn, "ㄅ") || !strings.Contains(p.drawn, "7") {
			t.Errorf("no digits after the nine keys:\n%s", p.drawn)
		}
	}
}

// zhuyinPadded is a kiosk that stands at the page on which one writes with traditional characters.
func zhuyinPadded(t *testing.T) *Player {
	t.Helper()
	engine, err := pinyin.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	p := Open(t)
	p.Kiosk.WriteWith(sounds{engine: engine}, []string{"zh-Hans", "zh-Hant"})
	for _, id := range []a11y.ID{"start-zh-Hant", "report", "group-0", "service-0", "here", "continue", "write"} {
		p.Kiosk.Activate(id)
		p.Kiosk.Settle(t.Context())
		p.Now = p.Now.Add(4 * time.Second)
	}
	return p
}

// TestMarksBesideTheNineKeys: a question can be ended as one where the keys have no room for its mark.
func TestMarksBesideTheNineKeys(t *testing.T) {
	p := padded(t)
	press, _ := pressing(t, p, "touch")
	press("key-question")
	press("key-exclamation")
	if got := value(t, p, "words"); got != "？！" {
		t.Errorf("%q is written", got)
	}
	press("keys-change")
	if s, _ := p.Screen(); has(s.Root, "key-question") {
		t.Errorf("digits have no marks:\n%s", p.drawn)
	}
}

// TestWhatIsWrittenIsRepeated to whoever touches the field, as often as they do.
func TestWhatIsWrittenIsRepeated(t *testing.T) {
	p := padded(t)
	press, _ := pressing(t, p, "touch")
	for _, id := range []a11y.ID{"keys-change", "key-1", "key-0", "key-2"} {
		press(id)
	}
	for range 2 {
		p.Text()
		p.Now = p.Now.Add(4 * time.Second)
		press("words")
		if got := p.Text(); !strings.Contains(got, "» ") || !strings.Contains(got, "幺零二") {
			t.Errorf("touched, it says:\n%s", got)
		}
	}
}
