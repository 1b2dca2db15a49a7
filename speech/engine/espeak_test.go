package engine

import (
	"context"
	"slices"
	"testing"
	"time"

	"linli/speech"
	"linli/speech/speechtest"
)

func say(t *testing.T, e *Espeak, text, lang string) []int16 {
	t.Helper()
	var out []int16
	err := e.Synthesise(context.Background(), speech.Phrase{Text: text, Lang: lang, Rate: 100}, func(pcm []int16) error {
		out = append(out, pcm...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// waiting waits for the process that is to say the next sentence.
func waiting(t *testing.T, e *Espeak) *process {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		e.mu.Lock()
		for _, p := range e.spare {
			e.mu.Unlock()
			return p
		}
		e.mu.Unlock()
	}
	t.Fatal("no process waits")
	return nil
}

// TestAProcessWaits: the next sentence is said by the process that waits for it, in the same sound; one that was killed while it
// waited costs nothing; no more wait than a few.
func TestAProcessWaits(t *testing.T) {
	speechtest.Need(t, "espeak-ng")
	want := say(t, NewEspeak(""), "路灯不亮了。", "zh-Hans")
	e := NewEspeak("")
	e.Ahead = true
	for _, killed := range []bool{false, false, true, false} {
		if got := say(t, e, "路灯不亮了。", "zh-Hans"); !slices.Equal(got, want) {
			t.Errorf("it sounds otherwise: %d samples, want %d", len(got), len(want))
		}
		if p := waiting(t, e); killed {
			p.kill()
			time.Sleep(50 * time.Millisecond)
		}
	}
	for _, lang := range []string{"en", "fr", "de", "it", "es", "pt", "zh-Hans"} {
		say(t, e, "O.", lang)
		waiting(t, e)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.spare) > mostSpare {
		t.Errorf("%d processes wait", len(e.spare))
	}
	for _, p := range e.spare {
		p.kill()
		_ = p.cmd.Wait()
	}
}

// TestLanguagesInChinese: Latin words in Chinese text go to an English voice, single letters are named.
func TestLanguagesInChinese(t *testing.T) {
	got := languages("我家WiFi坏了，在A座，用Open311 app。", "zh-Hans")
	want := []run{{"我家", "zh-Hans"}, {"WiFi", "en"}, {"坏了，在A座，用", "zh-Hans"}, {"Open", "en"}, {"311 ", "zh-Hans"}, {"app", "en"}, {"。", "zh-Hans"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if voice, text, err := NewEspeak("").voice(run{"幺零二四", "yue"}); voice != "yue" || text != "一零二四" || err != nil {
		t.Errorf("in Cantonese: %s %q %v", voice, text, err)
	}
	if got := letters("在A座"); got != "在 ei1 座" {
		t.Errorf("got %q", got)
	}
}
