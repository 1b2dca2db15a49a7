package kiosktest

import (
	"time"

	"linli/a11y"
	"linli/flow"
)

// This file holds what a walk does on purpose, since chance alone rarely comes there.

// pen comes down and leaves, wherever that is.
func (w *walk) pen() {
	w.note("pen")
	w.kiosk.PenDown()
	w.now = w.now.Add(time.Duration(w.rand.IntN(4)) * time.Second)
	w.strokes++
	w.kiosk.PenUp(w.strokes, flow.Stroke{{X: 10, Y: 10}, {X: 50, Y: float32(w.rand.IntN(100))}}[:w.rand.IntN(3)])
}

// draws writes with a finger, a character of some strokes by waiting and one by saying so.
func (w *walk) draws() {
	w.begin()
	w.do("start-zh-Hans", "report", "group-1", "service-0", "here", "continue", "draw")
	for range 2 {
		w.pen()
		w.now = w.now.Add(5 * time.Second)
		w.kiosk.Watch()
		w.do("key-read")
	}
	w.do("candidate-1", "key-stop", "key-delete", "undo", "help", "understood", "continue")
	w.goHome()
}

// hasNoLine sends a request and asks for one while there is no line.
func (w *walk) hasNoLine() {
	w.begin()
	w.do("start-en", "report", "group-1", "service-0", "here", "continue", "phrase-0", "continue", "channel-none", "continue")
	if err := w.city.Do("goes away"); err != nil {
		w.t.Fatal(err)
	}
	w.do("send", "back", "back", "help", "help", "track")
	w.typeDigits("102406428304")
	w.do("look")
	w.goHome()
}

// picks where it lives and what it is called, with a mistake on the way.
func (w *walk) picks() {
	w.begin()
	w.do("start-zh-Hans", "report", "group-1", "service-0", "homes", "home-0", "home-1", "unknown", "key-7", "continue", "key-delete", "key-5", "continue", "unknown", "continue", "continue")
	w.do("channel-phone", "continue", "name", "surnames-more", "surname-1", "title-sir", "continue")
	if w.place() != "phone" {
		w.t.Errorf("picked, and on %s:\n%s", w.shown.Root.ID, a11y.Sketch(w.shown.Root))
	}
	w.goHome()
}
