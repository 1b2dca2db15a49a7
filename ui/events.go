//go:build !ci

package ui

import (
	"time"

	"github.com/go-gl/glfw/v3.4/glfw"
)

// waitForEvents waits for the window system, for a while at most, and lets Fyne know what it said.
func waitForEvents(atMost time.Duration) { glfw.WaitEventsTimeout(atMost.Seconds()) }

// postEvent ends waitForEvents from another goroutine.
func postEvent() { glfw.PostEmptyEvent() }
