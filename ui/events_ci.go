//go:build ci

package ui

import "time"

// Without a screen there is nothing to wait for.
func waitForEvents(atMost time.Duration) { time.Sleep(atMost) }

func postEvent() {}
