package record

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"linli/report"
	"linli/speech"
	"linli/speech/speechtest"
)

// TestARecordingIsPacked: it is a tenth of a WAV file, as long as it was, and what was said is heard again.
func TestARecordingIsPacked(t *testing.T) {
	for _, name := range []string{"opusenc", "opusdec", "espeak-ng"} {
		speechtest.Need(t, name)
	}
	said := voice(t, "楼道的灯坏了三天了，晚上看不见，老人摔了一跤。")
	recorded := make([]byte, 0, len(said)*2)
	for i := range len(said) * Rate / speech.SampleRate { // as a microphone hears it
		v := said[i*speech.SampleRate/Rate]
		recorded = append(recorded, byte(v), byte(v>>8))
	}
	file := filepath.Join(t.TempDir(), "said")
	if err := os.WriteFile(file, recorded, 0o600); err != nil {
		t.Fatal(err)
	}
	m := program(t, "cat "+file+"; exit 1")
	whole, packed := recording(t, m), recording(t, &Microphone{Program: m.Program, Patience: m.Patience, Packed: true})
	if packed.Type != report.PackedRecordingType || packed.Length != whole.Length || len(packed.Bytes)*8 > len(whole.Bytes) {
		t.Fatalf("%s of %v, %d bytes; as it is %v, %d bytes", packed.Type, packed.Length, len(packed.Bytes), whole.Length, len(whole.Bytes))
	}
	again, err := m.PCM(packed.Attachment)
	if err != nil {
		t.Fatal(err)
	}
	if lasts := time.Duration(len(again)) * time.Second / speech.SampleRate; (lasts - whole.Length).Abs() > 30*time.Millisecond {
		t.Errorf("%v are heard of %v", lasts, whole.Length)
	}
	if match := speechtest.Match(again, said); match < 0.95 {
		t.Errorf("what is heard is %.3f alike", match)
	}
}

// TestWhereNothingPacks: what was said is there all the same, as it is.
func TestWhereNothingPacks(t *testing.T) {
	script := fmt.Sprintf("head -c %d /dev/urandom; exit 1", 4*second)
	for name, opusenc := range map[string]string{
		"is missing":        "",
		"dies at once":      "exit 1",
		"dies in the midst": "head -c 1000 >/dev/null; echo OggS; exit 1",
		"writes nothing":    "cat >/dev/null",
		"writes nonsense":   "cat >/dev/null; echo nonsense",
		"takes nothing":     "exec sleep 60",
		"does not end":      "head -c 10 >/dev/null; echo OggS; exec sleep 60",
	} {
		t.Run(name, func(t *testing.T) {
			m := program(t, script)
			m.Packed, m.Patience = true, 5*time.Second
			if opusenc != "" {
				if err := os.WriteFile(filepath.Join(filepath.Dir(m.Program), "opusenc"), []byte("#!/bin/sh\n"+opusenc+"\n"), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			only(t, filepath.Dir(m.Program), "sh", "head", "cat", "sleep")
			if got := recording(t, m); got.Type != report.RecordingType || got.Length != 4*time.Second || len(got.Bytes) != headerSize+4*second {
				t.Errorf("%s, %v, %d bytes", got.Type, got.Length, len(got.Bytes))
			}
			if _, err := m.PCM(report.Attachment{Type: report.PackedRecordingType, Bytes: []byte("nonsense"), Length: time.Second}); err == nil {
				t.Error("nonsense is heard")
			}
		})
	}
}

// only makes a machine that has these programs, and those in a folder.
func only(t *testing.T, dir string, names ...string) {
	t.Helper()
	for _, name := range names {
		where, err := exec.LookPath(name)
		if err == nil {
			err = os.Symlink(where, filepath.Join(dir, name))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir)
}

// recording is what a microphone that ends by itself has recorded.
func recording(t *testing.T, m *Microphone) outcome {
	t.Helper()
	_, _, ended := begin(m)
	return <-ended
}
