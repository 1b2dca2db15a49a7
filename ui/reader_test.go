package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"linli/a11y/nav"
	"linli/kiosk/kiosktest"
	"linli/ui"
	"linli/ui/theme"
)

// desk is a window at which a person and a reader type. What is to be done later is done when the clock comes to it.
type desk struct {
	*board
	told  *told
	now   time.Time
	later []due
}

type due struct {
	at time.Time
	do func()
}

// openDesk opens one whose reader leaves so much time between characters.
func openDesk(t *testing.T, gap time.Duration) *desk {
	t.Helper()
	test.NewTempApp(t)
	fonts, err := theme.OpenFonts()
	if err != nil {
		t.Fatal(err)
	}
	w := test.NewTempWindow(t, nil)
	d := &desk{board: &board{Canvas: w.Canvas()}, told: &told{}, now: kiosktest.Now}
	u := ui.New(&keyboard{w, d.board}, ui.Options{
		Fonts: fonts, Keys: standard(t), Clock: func() time.Time { return d.now }, ReaderGap: gap,
		Later: func(after time.Duration, do func()) { d.later = append(d.later, due{d.now.Add(after), do}) },
	})
	u.Connect(d.told)
	w.Resize(fyne.NewSize(1080, 1920))
	return d
}

// pass lets time go by.
func (d *desk) pass(by time.Duration) {
	end := d.now.Add(by)
	for len(d.later) > 0 && !d.later[0].at.After(end) {
		next := d.later[0]
		d.later = d.later[1:]
		if next.at.After(d.now) {
			d.now = next.at
		}
		next.do()
	}
	d.now = end
}

// strike presses the keys for a text, one every so often.
func (d *desk) strike(text string, every time.Duration) {
	for _, r := range text {
		if r >= 'A' && r <= 'Z' {
			d.down(&fyne.KeyEvent{Name: "LeftShift"})
		}
		d.down(&fyne.KeyEvent{Name: fyne.KeyName(strings.ToUpper(string(r)))})
		d.runes(r)
		d.pass(every)
	}
}

func (d *desk) key(name fyne.KeyName) { d.down(&fyne.KeyEvent{Name: name}) }

// TestAReaderIsNoPerson: what comes faster than anybody types is one code, with the same digit twice too, and nothing of it is typed or
// pressed; what a person types is typed.
func TestAReaderIsNoPerson(t *testing.T) {
	const code = "000199284065"
	for _, c := range []struct {
		name    string
		do      func(*desk)
		scanned []string
		typed   string
		pressed []nav.Command
	}{
		{"a scanner, 1 ms", func(d *desk) { d.strike(code, time.Millisecond); d.key("Return") }, []string{code}, "", nil},
		{"a slow one, 20 ms", func(d *desk) { d.strike(code, 20*time.Millisecond); d.key("Return") }, []string{code}, "", nil},
		{"the window is busy meanwhile", func(d *desk) {
			d.strike(code[:1], 0)
			d.now = d.now.Add(150 * time.Millisecond) // its timers come after that
			d.pass(0)
			d.strike(code[1:], time.Millisecond)
			d.key("Return")
		}, []string{code}, "", nil},
		{"a digit twice, which the toolkit takes for one that is held", func(d *desk) {
			for i, r := range code {
				if i == 0 || byte(r) != code[i-1] {
					d.down(&fyne.KeyEvent{Name: fyne.KeyName(r)})
				}
				d.runes(r)
				d.pass(time.Millisecond)
			}
			d.key("Return")
		}, []string{code}, "", nil},
		{"a key that is held", func(d *desk) {
			d.strike("5", 500*time.Millisecond)
			for range 20 {
				d.runes('5')
				d.pass(30 * time.Millisecond)
			}
		}, nil, "5", nil},
		{"its end comes late", func(d *desk) { d.strike(code, time.Millisecond); d.pass(150 * time.Millisecond); d.key("Return") }, []string{code}, "", nil},
		{"it ends with nothing", func(d *desk) { d.strike(code, time.Millisecond); d.pass(time.Second) }, []string{code}, "", nil},
		{"it ends with Tab", func(d *desk) { d.strike(code, time.Millisecond); d.key("Tab") }, []string{code}, "", nil},
		{"letters and signs", func(d *desk) { d.strike("LD-0427", time.Millisecond); d.key("Return") }, []string{"LD-0427"}, "", nil},
		{"twice", func(d *desk) {
			for range 2 {
				d.strike(code, time.Millisecond)
				d.key("Return")
				d.pass(2 * time.Second)
			}
		}, []string{code, code}, "", nil},
		{"a person, 150 ms", func(d *desk) { d.strike("138001", 400*time.Millisecond); d.key("Return") }, nil, "138001", []nav.Command{nav.Activate}},
		{"a person who writes fast", func(d *desk) { d.strike("lift", 60*time.Millisecond); d.key("Return") }, nil, "lift", []nav.Command{nav.Activate}},
		{"two keys at once", func(d *desk) { d.strike("as", time.Millisecond); d.pass(time.Second) }, nil, "as", nil},
		{"a trembling hand", func(d *desk) { d.strike("55", 30*time.Millisecond); d.pass(time.Second) }, nil, "5", nil},
		{"a person after a scanner", func(d *desk) {
			d.strike(code, time.Millisecond)
			d.pass(time.Second)
			d.strike("7", time.Second)
			d.key("Return")
		}, []string{code}, "7", []nav.Command{nav.Activate}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := openDesk(t, 40*time.Millisecond)
			c.do(d)
			if got := d.told; !slices.Equal(got.scanned, c.scanned) || got.typed != c.typed || !slices.Equal(got.pressed, c.pressed) {
				t.Errorf("read %q, typed %q, pressed %v; want %q, %q, %v", got.scanned, got.typed, got.pressed, c.scanned, c.typed, c.pressed)
			}
		})
	}
}

// TestWithoutAReaderNothingWaits: where there is none, a character is typed when its key goes down.
func TestWithoutAReaderNothingWaits(t *testing.T) {
	d := openDesk(t, 0)
	d.strike("lamps and more", time.Millisecond)
	if d.told.typed != "lamps and more" || len(d.told.scanned) > 0 {
		t.Errorf("typed %q, read %q", d.told.typed, d.told.scanned)
	}
}
