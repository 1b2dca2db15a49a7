package screen_test

import (
	"strings"
	"testing"

	"linli/a11y"
	"linli/a11y/announce"
	"linli/i18n"
	"linli/kiosk/kiosktest"
	"linli/speech"
	"linli/ui/screen"
)

// TestA01 looks for every word of every page in what is said when the whole of it is read, in every language: names, values,
// hints, and which things can be pressed or are chosen. In headphones nothing is left out.
func TestA01(t *testing.T) {
	v := allOffered(t)
	for _, s := range explored() {
		for _, lang := range i18n.Shipped() {
			s.Settings.Lang = lang
			root := screen.For(s, v).Root
			words := v.Bundle.Words(lang)
			var said strings.Builder
			for _, u := range announce.Whole(words, root) {
				said.WriteString(u.In(speech.Headphones, speech.Settings{On: true}) + "\n")
			}
			for _, n := range root.Leaves() {
				for i, text := range []string{n.Spoken(), n.Value, n.Hint} {
					own := n.Lang
					if i == 1 && n.ValueLang != "" {
						own = n.ValueLang
					}
					if own == "" {
						own = lang
					}
					if n.Role == a11y.Entry {
						text = i18n.Digits(own, text)
					}
					if text = i18n.Aloud(own, strings.TrimSpace(text)); !strings.Contains(text, "*") && !strings.Contains(said.String(), text) {
						t.Errorf("%s, %s: %q of %s is not said", root.ID, lang, text, n.ID)
					}
				}
				if n.State.Selected && !strings.Contains(said.String(), words.T("state.selected")) {
					t.Errorf("%s, %s: that %s is chosen is not said", root.ID, lang, n.ID)
				}
			}
		}
	}
}

// allOffered is a kiosk that offers everything.
func allOffered(t *testing.T) screen.View {
	t.Helper()
	v := kiosktest.View(t)
	v.Spoken = true
	return v
}

// TestA14 gives every sentence the language in which it is shown.
func TestA14(t *testing.T) {
	v := allOffered(t)
	for _, s := range explored() {
		for _, lang := range i18n.Shipped() {
			s.Settings.Lang = lang
			root := screen.For(s, v).Root
			for _, n := range root.Leaves() {
				want := n.Lang
				if want == "" {
					want = lang
				}
				named := false
				for _, u := range announce.At(v.Bundle.Words(lang), root, n.ID) {
					named = named || u.Lang == want
					if u.Lang != want && u.Lang != lang && u.Lang != n.ValueLang { // what it is, is said in the page's
						t.Errorf("%s: %s is shown in %s and said in %s", root.ID, n.ID, want, u.Lang)
					}
				}
				if !named {
					t.Errorf("%s: %s is shown in %s and never said in it", root.ID, n.ID, want)
				}
			}
			if root.Lang != lang {
				t.Errorf("%s is in %q, want %s", root.ID, root.Lang, lang)
			}
		}
	}
}
