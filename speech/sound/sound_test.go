package sound_test

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"log/slog"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"linli/speech"
	"linli/speech/engine"
	"linli/speech/sound"
	"linli/speech/speechtest"
)

// server starts a sound server of our own with two outputs that nobody hears, and returns what is played on each.
func server(t testing.TB) (loudspeaker, headphones *ear) {
	t.Helper()
	speechtest.Need(t, "pulseaudio")
	speechtest.Need(t, "pacat")
	dir := t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", dir)
	t.Setenv("HOME", dir)
	socket := filepath.Join(dir, "native")
	t.Setenv("PULSE_SERVER", "unix:"+socket)
	run(t, "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--load=module-native-protocol-unix socket="+socket+" auth-anonymous=1",
		"--load=module-null-sink sink_name=loud rate=22050 channels=1", "--load=module-null-sink sink_name=phones rate=22050 channels=1")
	for deadline := time.Now().Add(10 * time.Second); exec.Command("pactl", "info").Run() != nil; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the sound server does not start")
		}
	}
	return listen(t, "loud.monitor"), listen(t, "phones.monitor")
}

func run(t testing.TB, name string, args ...string) io.Reader {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, name, args...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(); _ = cmd.Wait() })
	return out
}

// ear hears what is played on one output.
type ear struct {
	mu   sync.Mutex
	last time.Time // when something was heard last
	from time.Time // when something was heard first since reset
}

func listen(t testing.TB, device string) *ear {
	t.Helper()
	out := run(t, "parec", "-d", device, "--format=s16le", "--rate=22050", "--channels=1", "--latency-msec=5", "--raw")
	e := &ear{}
	go func() {
		block := make([]byte, 220) // 5 ms
		for {
			if _, err := io.ReadFull(out, block); err != nil {
				return
			}
			for ; len(block) > 0 && int16(binary.LittleEndian.Uint16(block)) < 60; block = block[2:] {
			}
			if len(block) > 0 {
				e.hear()
			}
			block = make([]byte, 220)
		}
	}()
	return e
}

func (e *ear) hear() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.last = time.Now()
	if e.from.IsZero() {
		e.from = e.last
	}
}

// reset forgets, and heard says when something was first and last heard since.
func (e *ear) reset() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.from, e.last = time.Time{}, time.Time{}
}

func (e *ear) heard() (from, last time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.from, e.last
}

// wait waits until something is heard.
func (e *ear) wait(t testing.TB) time.Time {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(time.Millisecond) {
		if from, _ := e.heard(); !from.IsZero() {
			return from
		}
		if time.Now().After(deadline) {
			t.Fatal("nothing is heard")
		}
	}
}

// TestA03AtTheSink speaks through a real sound server and stops in the middle: it is silent there within 200 ms, and what goes to
// headphones is never heard from the loudspeaker (A11).
func TestA03AtTheSink(t *testing.T) {
	speechtest.Need(t, "espeak-ng")
	loudspeaker, headphones := server(t)
	player, err := sound.Find("loud", "phones", nil)
	if err != nil {
		t.Fatal(err)
	}
	espeak := engine.NewEspeak("")
	espeak.Ahead = true
	m := speech.Played{Engine: espeak, Sink: player}
	if err := errors.Join(m.Check(t.Context(), "cmn"), m.Check(t.Context(), "en")); err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(t.Context())
	s := speech.NewSpeaker(ctx, map[string]speech.Mouth{"en": m}, speech.Headphones, slog.New(slog.NewTextHandler(t.Output(), nil)))
	s.Set(speech.Settings{On: true})
	loudspeaker.reset()
	var sounds, silences []time.Duration
	for i := range 7 {
		headphones.reset()
		began := time.Now()
		s.Say([]speech.Utterance{{Text: "The lift in our building has been broken for three days and nobody has come to repair it.", Lang: "en"}})
		sounds = append(sounds, headphones.wait(t).Sub(began))
		time.Sleep(400 * time.Millisecond)
		stopped := time.Now()
		if i == 6 {
			s.Plug(speech.Loudspeaker) // pulled out
		} else {
			s.Stop()
		}
		time.Sleep(600 * time.Millisecond)
		_, last := headphones.heard()
		silences = append(silences, max(last.Sub(stopped), 0))
	}
	slices.Sort(sounds)
	slices.Sort(silences)
	t.Logf("to sound %v, to silence %v", sounds, silences)
	if silences[len(silences)-1] > 200*time.Millisecond {
		t.Errorf("it is heard for %v after it was stopped", silences)
	}
	if sounds[len(sounds)/2] > time.Second {
		t.Errorf("it takes %v until something is heard", sounds)
	}
	if from, _ := loudspeaker.heard(); !from.IsZero() {
		t.Error("the loudspeaker is not silent")
	}
	end()
	<-s.Ended()
}

// TestFindSaysWhatIsMissing: without a server and without ALSA's player, what to install is said.
func TestFindSaysWhatIsMissing(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := sound.Find("", "", nil); err == nil {
		t.Error("nothing is there, and something was found")
	}
}
