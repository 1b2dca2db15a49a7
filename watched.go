//go:build !e2e

package main

import "linli/ui"

// watched is for tests; here nobody watches.
func watched(o ui.Options) ui.Options { return o }
