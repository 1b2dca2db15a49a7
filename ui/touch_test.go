package ui_test

import (
	"image"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"linli/a11y"
)

// TestT03PressedOnReleaseInsideOnly: neither slipping off a button nor slipping onto one presses it, and nothing keeps looking
// pressed; a long press counts once, and a second finger not at all.
func TestT03PressedOnReleaseInsideOnly(t *testing.T) {
	u, w, c, now, _ := open(t, "touch 中文")
	in, out := middle(u, "report"), fyne.NewPos(3, 300)
	rested := w.Canvas().Capture()
	for _, drag := range [][2]fyne.Position{{in, out}, {out, in}, {middle(u, "track"), in}} {
		down(w, drag[0])
		if o, ok := touched(w, drag[0]).(desktop.Hoverable); ok {
			o.MouseOut()
		}
		*now = now.Add(time.Second)
		up(w, drag[0], drag[1])
		touched(w, in).(desktop.Hoverable).MouseIn(finger) // a pointer that only comes by
		if !same(rested, w.Canvas().Capture()) {
			t.Error("something looks pressed and is not")
		}
	}
	second := &desktop.MouseEvent{Button: desktop.MouseButtonSecondary}
	touched(w, in).(desktop.Mouseable).MouseDown(second)
	touched(w, in).(desktop.Mouseable).MouseUp(second)
	if len(c.activated) > 0 {
		t.Errorf("pressed %v", c.activated)
	}
	down(w, in)
	if same(rested, w.Canvas().Capture()) {
		t.Error("a press is not to be seen")
	}
	*now = now.Add(5 * time.Second)
	up(w, in, in)
	if !slices.Equal(c.activated, []a11y.ID{"report"}) {
		t.Errorf("a press of five seconds: %v", c.activated)
	}
	if !same(rested, w.Canvas().Capture()) {
		t.Error("it still looks pressed after the release")
	}
}

// TestT03WhatWasPressedHasGone: a page that comes while a finger is down is not pressed by it.
func TestT03WhatWasPressedHasGone(t *testing.T) {
	u, w, c, now, page := open(t, "touch 中文")
	at := middle(u, "report")
	down(w, at)
	page.Root.ID = "another"
	u.Show(page, "title")
	*now = now.Add(2 * time.Second)
	up(w, at, at)
	if len(c.activated) > 0 {
		t.Errorf("pressed %v on a page that came under the finger", c.activated)
	}
}

// TestT04APauseCanBeLonger: the same target counts again after as long as somebody has chosen.
func TestT04APauseCanBeLonger(t *testing.T) {
	for presses, pause := range []time.Duration{300, 500, 1000} {
		u, w, c, now, page := open(t, "touch 中文")
		page.Settings.Pause = presses
		u.Show(page, "title")
		*now = now.Add(2 * time.Second)
		tap(u, w, "report")
		*now = now.Add((pause - 20) * time.Millisecond)
		tap(u, w, "report")
		if len(c.activated) != 1 {
			t.Errorf("just before %d ms: %v", pause, c.activated)
		}
		*now = now.Add(20 * time.Millisecond)
		tap(u, w, "report")
		if len(c.activated) != 2 {
			t.Errorf("after %d ms: %v", pause, c.activated)
		}
	}
}

// TestHoldToPress: for whoever trembles, a target counts when it was held long enough, which can be seen, and is let go of
// inside. A shorter touch does nothing.
func TestHoldToPress(t *testing.T) {
	for presses, hold := range holds[1:] {
		u, w, c, now, page := open(t, "touch 中文")
		page.Settings.Hold = presses + 1
		u.Show(page, "title")
		*now = now.Add(3 * time.Second)
		at := middle(u, "report")
		down(w, at)
		pressed := w.Canvas().Capture()
		*now = now.Add(hold - time.Millisecond)
		up(w, at, at)
		if len(c.activated) > 0 || c.stirred == 0 {
			t.Errorf("%v: a shorter touch: %v, stirred %d times", hold, c.activated, c.stirred)
		}
		down(w, at)
		*now = now.Add(hold)
		later[len(later)-1]()
		if same(pressed, w.Canvas().Capture()) {
			t.Errorf("%v: that it was held long enough is not to be seen", hold)
		}
		up(w, at, at)
		if !slices.Equal(c.activated, []a11y.ID{"report"}) {
			t.Errorf("%v: held long enough: %v", hold, c.activated)
		}
	}
}

// TestV14NothingIsSeenWhileThePictureIsOff: it is all black; a touch anywhere only brings the picture back, as it was; keys
// go on working.
func TestV14NothingIsSeenWhileThePictureIsOff(t *testing.T) {
	u, w, c, _, page := open(t, "touch 中文")
	seen, at := w.Canvas().Capture(), middle(u, "report")
	page.Settings.Unseen = true
	u.Show(page, "title")
	if !black(w.Canvas().Capture()) {
		t.Error("something is to be seen")
	}
	down(w, at)
	up(w, at, at)
	if c.unveiled != 1 || len(c.activated) > 0 {
		t.Errorf("a touch: unveiled %d times, activated %v", c.unveiled, c.activated)
	}
	page.Settings.Unseen = false
	u.Show(page, "title")
	if !same(seen, w.Canvas().Capture()) {
		t.Error("the picture that came back is another one")
	}
	page.Settings.Unseen = true
	u.Show(page, "title")
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyDown})
	if len(c.pressed) != 1 || c.unveiled != 1 || !black(w.Canvas().Capture()) {
		t.Errorf("a key: pressed %v, unveiled %d", c.pressed, c.unveiled)
	}
}

func same(a, b image.Image) bool {
	return slices.Equal(a.(*image.NRGBA).Pix, b.(*image.NRGBA).Pix)
}

func black(img image.Image) bool {
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if r, g, bl, _ := img.At(x, y).RGBA(); r+g+bl > 0 {
				return false
			}
		}
	}
	return b.Dx() > 0
}
