package screen_test

import (
	"strings"
	"testing"

	"linli/a11y"
	"linli/flow"
	"linli/i18n"
	"linli/kiosk/kiosktest"
	"linli/ui/screen"
)

// TestN09WhatThisKioskCanDo: from help on every page one comes to what this kiosk can do, no more than it can; a voice says all of it, with
// the standard and the version.
func TestN09WhatThisKioskCanDo(t *testing.T) {
	able := kiosktest.View(t)
	able.Spoken, able.Version = true, "9.8.7"
	plain := able
	plain.Spoken, plain.Records, plain.Reachable, plain.Writes = false, false, false, nil
	for _, lang := range i18n.Shipped() {
		s := flow.State{Place: flow.Tell, Settings: flow.Settings{Lang: lang}}
		for _, id := range []string{"help", "about"} {
			scr := screen.For(s, able)
			for n := range scr.Root.All() {
				if string(n.ID) == id {
					s, _ = flow.Step(s, scr.On[n.ID])
				}
			}
		}
		if s.Place != flow.About {
			t.Fatalf("%s: help leads to %s", lang, s.Place)
		}
		page := screen.For(s, able).Root
		for _, name := range []string{"see", "low", "listen", "keys", "write", "speak", "quiet", "staff", "private", "offline", "standard"} {
			if n, ok := page.Find("about-" + a11y.ID(name)); !ok || n.Label == "" || n.Icon == "" {
				t.Errorf("%s: %s is not told", lang, name)
			}
		}
		made, _ := page.Find("about-standard")
		for _, want := range []string{"EN 301 549", "WCAG 2.2", "9.8.7"} {
			if !strings.Contains(made.Label, want) {
				t.Errorf("%s: %q is not in %q", lang, want, made.Label)
			}
		}
		less := screen.For(s, plain).Root
		for _, name := range []string{"listen", "write", "speak", "staff"} {
			if _, ok := less.Find("about-" + a11y.ID(name)); ok && (name != "write" || lang != "en") { // letters need nothing
				t.Errorf("%s: %s is told where there is none", lang, name)
			}
		}
		if s, _ = flow.Step(s, flow.BackPressed{}); s.Place != flow.Help {
			t.Errorf("%s: back on %s", lang, s.Place)
		}
		if s, _ = flow.Step(s, flow.BackPressed{}); s.Place != flow.Tell {
			t.Errorf("%s: and then on %s", lang, s.Place)
		}
	}
}
