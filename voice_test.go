package main

import (
	"context"
	"strings"
	"testing"

	"linli/config"
)

// TestCheckNamesWhatIsMissing: each thing that keeps the kiosk from speaking is a line that says what to do.
func TestCheckNamesWhatIsMissing(t *testing.T) {
	t.Setenv("PATH", t.TempDir()) // a machine with nothing
	c := config.Default()
	for _, want := range []struct{ engine, say string }{
		{"auto", "install pulseaudio-utils"}, {"auto", "nobody hears zh-Hans, en, zh-Hant"},
		{"speech-dispatcher", "speech-dispatcher does not answer"}, {"none", "switched off"},
	} {
		c.Speech.Engine = want.engine
		var said []string
		for _, f := range checkSpeech(context.Background(), c) {
			said = append(said, f.say)
			if strings.Contains(f.say, "\n") || f.what != "speech" || f.ok != (want.engine == "none") {
				t.Errorf("%s: %+v", want.engine, f)
			}
		}
		if !strings.Contains(strings.Join(said, "\n"), want.say) {
			t.Errorf("%s: %q is not said in %q", want.engine, want.say, said)
		}
	}
}
