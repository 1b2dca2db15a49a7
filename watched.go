//go:build !e2e

package main

import (
	"linli/kiosk"
	"linli/ui"
)

// watched returns the window as it is. A build for tests writes down what it shows.
func watched(w *ui.Window) kiosk.Display { return w }
