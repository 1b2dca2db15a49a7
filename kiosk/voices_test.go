package kiosk

import (
	"testing"

	"linli/i18n"
	"linli/speech"
	"linli/ui/screen"
)

// TestA14ALanguageWithoutAVoice: what a city says in a language that is not spoken here is said by the nearest voice, never dropped.
func TestA14ALanguageWithoutAVoice(t *testing.T) {
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	k := New(Options{View: screen.View{Bundle: b, Langs: []string{"zh-Hans", "en"}}})
	for lang, want := range map[string]string{"en": "en", "en-GB": "en", "zh-Hant": "zh-Hans", "de": "zh-Hans", "": ""} {
		if got := k.audible([]speech.Utterance{{Text: "x", Lang: lang}}); len(got) != 1 || got[0].Lang != want {
			t.Errorf("in %q is said as %+v, want %q", lang, got, want)
		}
	}
}
