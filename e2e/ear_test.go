//go:build e2e

package e2e

import (
	"context"
	"encoding/binary"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"linli/a11y"
	"linli/a11y/announce"
	"linli/i18n"
	"linli/speech"
	"linli/speech/engine"
	"linli/speech/speechtest"
)

// ear hears what is played on one output of a sound server, and keeps it.
type ear struct {
	mu  sync.Mutex
	pcm []int16
}

// soundServer starts a sound server with two outputs that nobody hears but us, and returns how programs reach it: with half a second
// in hand, so that a machine with much to do does not stutter. Whoever is killed is silent at once all the same.
func soundServer(t *testing.T) (environment []string, loudspeaker, headphones *ear) {
	t.Helper()
	for _, program := range []string{"pulseaudio", "pacat", "parec", "pactl", "espeak-ng"} {
		speechtest.Need(t, program)
	}
	dir := t.TempDir()
	in := environ(dir, "", "PULSE_SERVER=unix:"+filepath.Join(dir, "native"))
	background(t, in, "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--load=module-native-protocol-unix socket="+filepath.Join(dir, "native")+" auth-anonymous=1",
		"--load=module-null-sink sink_name=loud rate=22050 channels=1", "--load=module-null-sink sink_name=phones rate=22050 channels=1")
	for end := time.Now().Add(patience); ; time.Sleep(glance) {
		c := exec.Command("pactl", "info")
		c.Env = in
		if c.Run() == nil {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the sound server does not start")
		}
	}
	return []string{in[len(in)-1], "PULSE_LATENCY_MSEC=500"}, listen(t, in, "loud.monitor"), listen(t, in, "phones.monitor")
}

// background runs a program until the test ends.
func background(t *testing.T, env []string, name string, args ...string) io.Reader {
	t.Helper()
	c := exec.Command(name, args...)
	c.Env = env
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Process.Kill()
		c.Wait()
	})
	return out
}

func listen(t *testing.T, env []string, device string) *ear {
	t.Helper()
	out := background(t, env, "parec", "-d", device, "--format=s16le", "--rate=22050", "--channels=1", "--latency-msec=10", "--raw")
	e := &ear{}
	go func() {
		block := make([]byte, 440) // 10 ms
		for {
			if _, err := io.ReadFull(out, block); err != nil {
				return
			}
			e.mu.Lock()
			for i := 0; i < len(block); i += 2 {
				e.pcm = append(e.pcm, int16(binary.LittleEndian.Uint16(block[i:])))
			}
			e.mu.Unlock()
		}
	}()
	return e
}

// now is how much has been heard, and since what has been heard from there on.
func (e *ear) now() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.pcm)
}

func (e *ear) since(mark int) []int16 {
	e.mu.Lock()
	defer e.mu.Unlock()
	return append([]int16(nil), e.pcm[min(mark, len(e.pcm)):]...)
}

// keep writes all that was heard into the folder E2E_WAV, for somebody to listen to.
func (e *ear) keep(t *testing.T) {
	t.Helper()
	dir := os.Getenv("E2E_WAV")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", "-")+".wav"), speechtest.WAV(e.since(0)), 0o600); err != nil {
		t.Error(err)
	}
}

// alike is how loud hundredths of a second have to be as they should be. The same sentence has 0.97 and more; on a machine that
// stutters somewhat less, and others stay below.
const alike = 0.95

// hears waits until a sentence is heard that has begun after a mark. Where much else is to be done sound comes late, and with gaps: once in a
// while those are passed over.
func (e *ear) hears(t *testing.T, mark int, lang, sentence string, rate int) {
	t.Helper()
	want, best := sound(t, lang, sentence, rate), 0.0
	from := mark
	for n, end := 1, time.Now().Add(patience); time.Now().Before(end); n++ {
		time.Sleep(100 * time.Millisecond)
		heard := e.since(mark)
		best = max(best, speechtest.Match(heard, want))
		if n%20 == 0 {
			best = max(best, speechtest.Match(speechtest.Gapless(e.since(from)), speechtest.Gapless(want)))
		}
		if best >= alike {
			t.Logf("heard, %.3f alike: %s", best, sentence)
			return
		}
		mark += max(0, len(heard)-len(want)-speech.SampleRate/10) // what has not ended yet is looked for again
	}
	t.Fatalf("%q is not heard, only something %.3f alike", sentence, best)
}

// sound is what the voice makes of a sentence.
func sound(t *testing.T, lang, sentence string, rate int) (pcm []int16) {
	t.Helper()
	err := engine.NewEspeak("").Synthesise(context.WithoutCancel(t.Context()), speech.Phrase{Text: sentence, Lang: lang, Rate: rate}, func(block []int16) error {
		pcm = append(pcm, block...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return pcm
}

// spoken is the first sentence that is said when the cursor comes to a node of a page.
func spoken(t *testing.T, words *i18n.Bundle, page a11y.Node, id a11y.ID) (lang, sentence string) {
	t.Helper()
	said := announce.At(words.Words(page.Lang), page, id)
	if len(said) == 0 {
		t.Fatalf("there is no %s on %s", id, page.ID)
	}
	text := said[0].Text
	if said[0].Private != "" {
		text = said[0].Private
	}
	for _, stop := range []string{"。", "？", ". ", "? "} {
		if i := strings.Index(text, stop); i >= 0 {
			text = text[:i+len(stop)]
		}
	}
	return said[0].Lang, strings.TrimSpace(text)
}
