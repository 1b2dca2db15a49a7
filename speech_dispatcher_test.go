package main

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"linli/config"
	"linli/speech"
	"linli/speech/speechtest"
)

// dispatcher answers as speech-dispatcher does and remembers what it was told.
type dispatcher struct {
	mu   sync.Mutex
	told strings.Builder
}

func (d *dispatcher) serve(c net.Conn) {
	defer c.Close()
	text := false
	for lines := bufio.NewScanner(c); lines.Scan(); {
		line := lines.Text()
		d.mu.Lock()
		d.told.WriteString(line + "\n")
		d.mu.Unlock()
		switch {
		case text && line == ".":
			text = false
			fmt.Fprint(c, "225-1\r\n225 OK MESSAGE QUEUED\r\n702-1\r\n702-1\r\n702 END\r\n")
		case text:
		case line == "SPEAK":
			text = true
			fmt.Fprint(c, "230 OK RECEIVING DATA\r\n")
		default:
			fmt.Fprint(c, "208 OK\r\n")
		}
	}
}

// heard is what it was told since the last call.
func (d *dispatcher) heard() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	defer d.told.Reset()
	return d.told.String()
}

// openDispatcher starts one where the kiosk looks for it.
func openDispatcher(t *testing.T) *dispatcher {
	t.Helper()
	d, socket := &dispatcher{}, filepath.Join(t.TempDir(), "speechd.sock")
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go d.serve(c)
		}
	}()
	t.Setenv("SPEECHD_ADDRESS", "unix_socket:"+socket)
	return d
}

// player puts a program into the PATH, alone, that keeps what it is to play, and returns how many seconds it was since the last call.
func player(t *testing.T) func() float64 {
	t.Helper()
	dir := t.TempDir()
	played := filepath.Join(dir, "played")
	if err := os.WriteFile(filepath.Join(dir, "aplay"), []byte("#!/bin/sh\nPATH=/usr/bin:/bin exec cat >>"+played+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	return func() float64 {
		pcm, err := os.ReadFile(played)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		os.Remove(played)
		return float64(len(pcm)) / 2 / speech.SampleRate
	}
}

// TestA16SoundsBesideSpeechDispatcher: where it speaks, a site's recordings, a resident's own and earcons are heard all the same, through
// the player of the kiosk; all else it says itself.
func TestA16SoundsBesideSpeechDispatcher(t *testing.T) {
	d, played := openDispatcher(t), player(t)
	c := config.Default()
	c.Languages, c.Speech.Engine, c.Speech.Clips = []string{"en"}, "speech-dispatcher", t.TempDir()
	tone := speech.Sent.PCM() // any sound will do
	if err := os.WriteFile(filepath.Join(c.Speech.Clips, "report.wav"), speechtest.WAV(tone), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(c.Speech.Clips, "clips.toml"), []byte("[en]\n\"Report a problem.\" = \"report.wav\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	v := openVoices(t.Context(), c)
	mouth := v.mouths["en"]
	if mouth == nil {
		t.Fatalf("nobody speaks: %v", v.faults)
	}
	for _, l := range []struct {
		name   string
		phrase speech.Phrase
		plays  float64 // seconds
		says   string
	}{
		{"recorded by the site", speech.Phrase{Text: "Report a problem."}, 0.32, ""},
		{"not recorded", speech.Phrase{Text: "Where is it?"}, 0, "Where is it?"},
		{"recorded by the resident", speech.Phrase{Recording: make([]int16, speech.SampleRate)}, 1, ""},
		{"an earcon alone", speech.Phrase{Earcon: speech.Sent}, 0.32, ""},
		{"an earcon and words", speech.Phrase{Text: "Where is it?", Earcon: speech.Moved}, 0.03, "Where is it?"},
		{"an earcon and what is recorded", speech.Phrase{Text: "Report a problem.", Earcon: speech.Moved}, 0.35, ""},
	} {
		_, _ = d.heard(), played()
		l.phrase.Lang, l.phrase.Rate = "en", 100
		if err := mouth.Speak(t.Context(), l.phrase); err != nil {
			t.Errorf("%s: %v", l.name, err)
		}
		if got := played(); got < l.plays-0.02 || got > l.plays+0.02 {
			t.Errorf("%s: %.2f s were played, want %.2f", l.name, got, l.plays)
		}
		said := d.heard()
		if strings.Contains(said, "SPEAK") != (l.says != "") || !strings.Contains(said, l.says) {
			t.Errorf("%s: it was told\n%s", l.name, said)
		}
	}
	if err := os.Remove(filepath.Join(c.Speech.Clips, "report.wav")); err != nil {
		t.Fatal(err)
	}
	if err := mouth.Speak(t.Context(), speech.Phrase{Text: "Report a problem.", Lang: "en", Rate: 100}); err != nil || !strings.Contains(d.heard(), "Report a problem.") {
		t.Errorf("a recording that has gone is not said: %v", err)
	}
}
