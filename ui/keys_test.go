package ui_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/kiosk/kiosktest"
	"linli/ui"
	"linli/ui/theme"
)

// keyboard is a window with a keyboard as Fyne's driver has it: what goes down comes to SetOnKeyDown, what is repeated while it is held
// to SetOnTypedKey and SetOnTypedRune only.
type keyboard struct {
	fyne.Window
	canvas *board
}

func (k *keyboard) Canvas() fyne.Canvas { return k.canvas }

type board struct {
	fyne.Canvas
	down  func(*fyne.KeyEvent)
	typed func(*fyne.KeyEvent)
	runes func(rune)
}

func (b *board) SetOnKeyDown(f func(*fyne.KeyEvent))  { b.down = f }
func (b *board) SetOnKeyUp(func(*fyne.KeyEvent))      {}
func (b *board) OnKeyDown() func(*fyne.KeyEvent)      { return b.down }
func (b *board) OnKeyUp() func(*fyne.KeyEvent)        { return nil }
func (b *board) SetOnTypedKey(f func(*fyne.KeyEvent)) { b.typed = f }
func (b *board) SetOnTypedRune(f func(rune))          { b.runes = f }

var _ desktop.Canvas = (*board)(nil)

// hold presses a key for as long as it takes to repeat it so many times, and lets it go.
func (b *board) hold(e *fyne.KeyEvent, r rune, repeats int) {
	b.down(e)
	for range repeats + 1 {
		if b.typed != nil {
			b.typed(e)
		}
		if r != 0 {
			b.runes(r)
		}
	}
}

func openBoard(t *testing.T) (*ui.Window, *board, *told, *time.Time) {
	t.Helper()
	test.NewTempApp(t)
	fonts, err := theme.OpenFonts()
	if err != nil {
		t.Fatal(err)
	}
	w := test.NewTempWindow(t, nil)
	b, now := &board{Canvas: w.Canvas()}, kiosktest.Now
	u := ui.New(&keyboard{w, b}, ui.Options{Fonts: fonts, Keys: standard(t), Clock: func() time.Time { return now }, Pauses: []time.Duration{300 * time.Millisecond, 500 * time.Millisecond}})
	c := &told{}
	u.Connect(c)
	w.Resize(fyne.NewSize(1080, 1920))
	return u, b, c, &now
}

// TestK06AHeldKeyCountsOnce: five seconds on any key are one press, and on a digit one digit.
func TestK06AHeldKeyCountsOnce(t *testing.T) {
	_, b, c, now := openBoard(t)
	for _, code := range []int{195, 196, 197, 198, 199, 200} {
		*now = now.Add(time.Second)
		b.hold(&fyne.KeyEvent{Physical: fyne.HardwareKey{ScanCode: code}}, 0, 100)
	}
	if want := []nav.Command{nav.Help, nav.Previous, nav.Next, nav.Activate, nav.Back, nav.NextPart}; !slices.Equal(c.pressed, want) {
		t.Errorf("pressed %v, want %v", c.pressed, want)
	}
	b.hold(&fyne.KeyEvent{Name: fyne.Key5}, '5', 100)
	b.hold(&fyne.KeyEvent{Name: fyne.KeySpace}, ' ', 100)
	if c.typed != "5 " || !slices.Equal(c.meant, []nav.Command{nav.None, nav.Activate}) {
		t.Errorf("typed %q, meant %v", c.typed, c.meant)
	}
}

// TestK07ADoubleStrikeOfAKeyCountsOnce: 100 ms apart it is one, with a longer pause chosen for longer; what was dropped writes
// nothing either.
func TestK07ADoubleStrikeOfAKeyCountsOnce(t *testing.T) {
	for presses, pause := range []time.Duration{300 * time.Millisecond, 500 * time.Millisecond} {
		u, b, c, now := openBoard(t)
		p := kiosktest.Open(t)
		page, cursor := p.Screen()
		page.Settings.Pause = presses
		u.Show(page, cursor)
		down, five := &fyne.KeyEvent{Name: fyne.KeyDown}, &fyne.KeyEvent{Name: fyne.Key5}
		for i, gap := range []time.Duration{0, 100 * time.Millisecond, pause - 101*time.Millisecond, time.Millisecond} {
			*now = now.Add(gap)
			b.hold(down, 0, 0)
			b.hold(&fyne.KeyEvent{Name: fyne.KeyF2}, 0, 0) // a key that means nothing is no other key
			if want := 1 + i/3; len(c.pressed) != want {
				t.Errorf("%v, strike %d: %v", pause, i, c.pressed)
			}
		}
		for i, gap := range []time.Duration{0, 100 * time.Millisecond, pause - 101*time.Millisecond, time.Millisecond} {
			*now = now.Add(gap)
			b.hold(five, '5', 0)
			if want := "55"[:1+i/3]; c.typed != want {
				t.Errorf("%v, digit %d: %q", pause, i, c.typed)
			}
		}
	}
}

// TestK02NothingTakesTheKeysAway: no part of any page can have the toolkit's focus, which would swallow keys; and each key of a
// keypad is told of, whatever was touched before.
func TestK02NothingTakesTheKeysAway(t *testing.T) {
	u, w, c, now, page := open(t, "touch 中文", "touch 反映", "touch 街上", "touch 路灯", "touch 南门", "touch 下一步")
	for _, n := range page.Root.Leaves() {
		at := middle(u, n.ID)
		*now = now.Add(time.Second)
		down(w, at)
		up(w, at, at)
		if _, ok := touched(w, at).(fyne.Focusable); ok || w.Canvas().Focused() != nil {
			t.Errorf("%s has the focus", n.ID)
		}
		for code := 193; code <= 202; code++ {
			told := len(c.pressed)
			w.Canvas().OnTypedKey()(&fyne.KeyEvent{Physical: fyne.HardwareKey{ScanCode: code}})
			if len(c.pressed) != told+1 {
				t.Errorf("%s was touched: the key %d is not told of", n.ID, code)
			}
		}
	}
}

// TestK12NoKeyLeaves: what systems use to leave a program is told to nobody.
func TestK12NoKeyLeaves(t *testing.T) {
	_, b, c, now := openBoard(t)
	for _, e := range []*fyne.KeyEvent{
		{Name: fyne.KeyF4}, {Name: fyne.KeyF11}, {Name: desktop.KeySuperLeft}, {Name: desktop.KeyPrintScreen}, {Name: desktop.KeyMenu},
		{Name: desktop.KeyAltLeft}, {Name: desktop.KeyControlLeft}, {Name: desktop.KeyCapsLock},
	} {
		*now = now.Add(time.Second)
		b.hold(e, 0, 0)
	}
	if len(c.pressed) > 0 || c.typed != "" || len(c.activated) > 0 || c.stirred == 0 {
		t.Errorf("told %+v", c)
	}
}

// TestK09TheRingIsOnWhatIsLit: on each of a group and on nothing else, also where no key was ever pressed.
func TestK09TheRingIsOnWhatIsLit(t *testing.T) {
	u, w, _, _, page := open(t, "touch 中文")
	page.Settings.Switches.Count = 1
	u.Show(page, "title")
	dark := w.Canvas().Capture()
	page.Lit = []a11y.ID{"report", "track"}
	u.Show(page, "report")
	light := w.Canvas().Capture()
	for id, want := range map[a11y.ID]bool{"report": true, "track": true, "guide": false, "title": false, "help": false} {
		r, changed := u.Bounds()[id], false
		for x := int(r.X); x < int(r.Right()); x++ {
			changed = changed || dark.At(x, int(r.Y)-4) != light.At(x, int(r.Y)-4)
		}
		if changed != want {
			t.Errorf("%s has the ring: %v", id, changed)
		}
	}
}

// TestKeysThatNoHandPresses: a key that is stuck for an hour counts once, the same key two hundred times a second no oftener than a hand
// that means it, and two keys at once are one each.
func TestKeysThatNoHandPresses(t *testing.T) {
	_, b, c, now := openBoard(t)
	down, round := &fyne.KeyEvent{Name: fyne.KeyDown}, &fyne.KeyEvent{Physical: fyne.HardwareKey{ScanCode: 198}}
	b.hold(down, 0, 30*60*60)
	*now = now.Add(time.Hour)
	if want := []nav.Command{nav.Next}; !slices.Equal(c.pressed, want) {
		t.Errorf("stuck for an hour: %d presses", len(c.pressed))
	}
	c.pressed = nil
	for range 10 * 200 {
		b.hold(down, 0, 0)
		*now = now.Add(5 * time.Millisecond)
	}
	if n := len(c.pressed); n < 30 || n > 34 {
		t.Errorf("in ten seconds, at 200 a second: %d presses", n)
	}
	*now = now.Add(time.Hour)
	c.pressed = nil
	b.down(down)
	b.down(round)
	b.hold(down, 0, 0) // within a moment: another key between does not make it another press
	if want := []nav.Command{nav.Next, nav.Activate}; !slices.Equal(c.pressed[:2], want) {
		t.Errorf("two keys at once: %v", c.pressed)
	}
}
