package main

import (
	"testing"

	"fyne.io/fyne/v2/test"
)

// TestTheToolkitEndsQuietly: nothing is handed to a loop that is ending. It fails, too, where a newer toolkit has no such hook any more.
func TestTheToolkitEndsQuietly(t *testing.T) {
	a := test.NewTempApp(t)
	l, ok := a.Lifecycle().(interface {
		OnStopped() func()
		SetOnStoppedHookExecuted(func())
	})
	if !ok {
		t.Fatalf("%T has no such hook: see whether it still hands anything to its loop when that ends", a.Lifecycle())
	}
	l.SetOnStoppedHookExecuted(func() {})
	if endsQuietly(a); l.OnStopped() != nil {
		t.Error("something is done when the loop has ended")
	}
}
