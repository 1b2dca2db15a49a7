package recognise

import (
	"log/slog"
	"os/exec"
	"regexp"
	"testing"
	"time"

	"linli/report"
	"linli/speech"
	"linli/speech/engine"
	"linli/speech/record"
	"linli/speech/speechtest"
)

// TestARealProgram: pocketsphinx, of Debian, writes down what espeak-ng says, through the program in scripts/recognise. It need not understand
// all of a synthesiser's sentence.
func TestARealProgram(t *testing.T) {
	speechtest.Need(t, "espeak-ng")
	if err := exec.Command("/usr/bin/python3", "-c", "import pocketsphinx").Run(); err != nil {
		t.Skip("NOT TESTED: pocketsphinx is missing; scripts/setup test installs it")
	}
	r := New(t.Context(), Options{Args: []string{"../../scripts/recognise/pocketsphinx"}, Log: slog.New(slog.DiscardHandler), Patience: 5 * time.Minute, Loading: 5 * time.Minute})
	got, err := r.Recognise(t.Context(), saying(t, "the street is dark"), "en")
	t.Logf("understood: %q", got)
	if err != nil || !regexp.MustCompile(`^[a-z' ]{4,40}$`).MatchString(got) {
		t.Errorf("%q, %v", got, err)
	}
}

// saying is a recording of espeak-ng, with a moment of quiet around it.
func saying(t *testing.T, text string) report.Attachment {
	t.Helper()
	var said []int16
	err := engine.NewEspeak("").Synthesise(t.Context(), speech.Phrase{Text: text, Lang: "en", Rate: 80}, func(pcm []int16) error {
		said = append(said, pcm...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	length := time.Second + time.Duration(len(said))*time.Second/speech.SampleRate
	wav := record.Quiet(length)
	pcm := wav[len(record.Quiet(0))+record.Rate:] // half a second later
	for i := range min(len(said)*record.Rate/speech.SampleRate, len(pcm)/2) {
		v := said[i*speech.SampleRate/record.Rate]
		pcm[2*i], pcm[2*i+1] = byte(v), byte(v>>8)
	}
	return report.Attachment{Type: report.RecordingType, Bytes: wav, Length: length}
}
