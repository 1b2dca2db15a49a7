package record

import (
	"context"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linli/report"
	"linli/speech"
	"linli/speech/engine"
	"linli/speech/speechtest"
)

// program is a microphone that is a script: parec is asked for and this answers.
func program(t *testing.T, script string) *Microphone {
	t.Helper()
	file := filepath.Join(t.TempDir(), "parec")
	if err := os.WriteFile(file, []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	return &Microphone{Program: file, Patience: 30 * time.Second}
}

// outcome is what a recording has come to.
type outcome struct {
	report.Attachment
	report.Mishap
}

// begin records, and returns what tells how it goes on and what it comes to.
func begin(m *Microphone) (stop func(), heard chan int, ended chan outcome) {
	heard, ended = make(chan int, 10_000), make(chan outcome, 10)
	stop = m.Record(0, func(level int, _ time.Duration) { heard <- level }, func(a report.Attachment, mishap report.Mishap) { ended <- outcome{a, mishap} })
	return stop, heard, ended
}

// second is how many bytes a second has, silence a command that makes two of them without a sound.
const (
	second  = 2 * Rate
	silence = "head -c 64000 /dev/zero; "
)

// TestWhatBecomesOfARecording: each thing that can go wrong, with a program that does it. What was said before is kept.
func TestWhatBecomesOfARecording(t *testing.T) {
	soft := "head -c 64000 /dev/urandom; "
	for _, c := range []struct {
		name, script string
		mishap       report.Mishap
		least, most  time.Duration
	}{
		{"there is no microphone", "echo no such device >&2; exit 1", report.NoMicrophone, 0, 0},
		{"it hangs at once", "exec sleep 60", report.NoMicrophone, 0, 0},
		{"taken away in the middle", soft + "exit 1", report.CutOff, 2 * time.Second, 2 * time.Second},
		{"it hangs in the middle", soft + "exec sleep 60", report.CutOff, 2 * time.Second, 2 * time.Second},
		{"silent", silence + "exit 1", report.Silence, 0, 0},
		{"three minutes and more", "head -c 7000000 /dev/urandom; exec sleep 60", report.TimeIsUp, report.LongestRecording, report.LongestRecording},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := program(t, c.script)
			if strings.Contains(c.name, "hangs") {
				m.Patience = 3 * time.Second
			}
			_, _, ended := begin(m)
			got := <-ended
			if got.Mishap != c.mishap || got.Length < c.least || got.Length > c.most {
				t.Errorf("%q, %v", got.Mishap, got.Length)
			}
			if n := len(got.Bytes); n > report.MaxAttachment || (n > 0) != (c.most > 0) || n > 0 && n != headerSize+int(got.Length.Seconds()*second) {
				t.Errorf("%d bytes for %v", n, got.Length)
			}
		})
	}
	m := &Microphone{Program: "/nonexistent/parec"}
	_, _, ended := begin(m)
	if got := <-ended; got.Mishap != report.NoMicrophone {
		t.Errorf("without a program: %+v", got)
	}
}

// TestStopEndsIt: at once, once, and as what was meant.
func TestStopEndsIt(t *testing.T) {
	stop, heard, ended := begin(program(t, "cat /dev/urandom"))
	for <-heard != 3 { // noise is too loud
	}
	stop()
	stop()
	if got := <-ended; got.Mishap != "" && got.Mishap != report.TimeIsUp || got.Type != "audio/wav" || got.Length < shortest {
		t.Errorf("%q, %v of %s", got.Mishap, got.Length, got.Type)
	}
	stop, _, ended = begin(program(t, "exec sleep 60"))
	stop()
	if got := <-ended; got.Mishap != report.TooShort {
		t.Errorf("stopped at once: %q", got.Mishap)
	}
	select {
	case again := <-ended:
		t.Errorf("it ends again: %q", again.Mishap)
	default:
	}
}

// TestTheLeadIsLeftOut: the kiosk's own sound, with which a recording begins, is not in it.
func TestTheLeadIsLeftOut(t *testing.T) {
	tk := &take{skip: samples(400 * time.Millisecond), heard: func(int, time.Duration) {}}
	sound := strings.Repeat("\x00\x40", samples(400*time.Millisecond)) + strings.Repeat("\x01\x00", Rate)
	tk.from(strings.NewReader(sound), func() {})
	if tk.length() != time.Second || strings.Contains(string(tk.pcm), "\x00\x40") {
		t.Errorf("%v are kept", tk.length())
	}
}

// TestV12TheLevelIsCalm: it is told twice a second at most, and does not jump between words.
func TestV12TheLevelIsCalm(t *testing.T) {
	var m meter
	loud, soft := make([]byte, second/10), make([]byte, second/10)
	for i := 0; i < len(loud); i += 2 {
		binary.LittleEndian.PutUint16(loud[i:], uint16(int16(3000*math.Sin(float64(i)/20))))
	}
	told, changes, last := 0, 0, -1
	for i := range 200 { // twenty seconds: three tenths of a word, three of a pause
		part := soft
		if i%6 < 3 {
			part = loud
		}
		if level, tell := m.hear(part); tell {
			told++
			if level != last {
				changes, last = changes+1, level
			}
		}
	}
	if told > 40 || changes != 1 || last != 2 {
		t.Errorf("told %d times in twenty seconds, changed %d times, level %d", told, changes, last)
	}
	for want, db := range map[int]float64{0: -60, 1: -45, 2: -20, 3: -5} {
		if got := level(math.Pow(10, db/20)); got != want {
			t.Errorf("%g dB is level %d, want %d", db, got, want)
		}
	}
}

// TestPCMIsRefused: only what was recorded here is played.
func TestPCMIsRefused(t *testing.T) {
	for _, a := range []report.Attachment{{}, {Type: "audio/wav", Bytes: []byte("RIFF")}, {Type: "image/png", Bytes: wav(nil)}, {Type: "audio/wav", Bytes: make([]byte, 100)}} {
		if _, err := (&Microphone{}).PCM(a); err == nil {
			t.Errorf("%+v is played", a)
		}
	}
}

// TestAVoiceIsRecorded lets espeak-ng speak into the microphone of a real sound server: what was said is in the recording, and
// nothing of it is on disk.
func TestAVoiceIsRecorded(t *testing.T) {
	for _, name := range []string{"pulseaudio", "parec", "pacat", "pactl", "espeak-ng"} {
		speechtest.Need(t, name)
	}
	dir := t.TempDir()
	for _, name := range []string{"XDG_RUNTIME_DIR", "HOME", "TMPDIR", "XDG_CACHE_HOME"} {
		t.Setenv(name, dir)
	}
	socket := filepath.Join(dir, "native")
	t.Setenv("PULSE_SERVER", "unix:"+socket)
	ctx, end := context.WithCancel(context.Background())
	server := exec.CommandContext(ctx, "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--load=module-native-protocol-unix socket="+socket+" auth-anonymous=1",
		"--load=module-null-sink sink_name=air rate=22050 channels=1")
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { end(); _ = server.Wait() })
	for deadline := time.Now().Add(20 * time.Second); exec.Command("pactl", "info").Run() != nil; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the sound server does not start")
		}
	}
	if _, err := Find(""); err == nil {
		t.Error("what the kiosk plays is taken for a microphone")
	}
	m, err := Find("air.monitor")
	if err != nil {
		t.Fatal(err)
	}
	before := files(t, dir)
	said := voice(t, "楼道的灯坏了三天了。")
	var pcm []int16
	match := 0.0
	for try := 0; match < 0.95 && try < 5; try++ { // on a busy machine the player has gaps
		stop, heard, ended := begin(m)
		<-heard // it records
		play(t, said)
		stop()
		got := <-ended
		if got.Mishap != "" {
			t.Fatalf("%q", got.Mishap)
		}
		if pcm, err = m.PCM(got.Attachment); err != nil {
			t.Fatal(err)
		}
		match = speechtest.Match(pcm, said)
	}
	if match < 0.95 {
		t.Errorf("what was said is %.3f alike", match)
	}
	if level := 20 * math.Log10(speechtest.Loudness(pcm)); math.Abs(level+18) > 6 {
		t.Errorf("it is heard at %.1f dB", level)
	}
	if after := files(t, dir); after != before {
		t.Errorf("files before: %s\nafter: %s", before, after)
	}
	_, heard, ended := begin(m)
	<-heard
	if err := exec.Command("pactl", "unload-module", "module-null-sink").Run(); err != nil {
		t.Fatal(err)
	}
	if got := <-ended; got.Mishap != report.NoMicrophone && got.Mishap != report.CutOff && got.Mishap != report.Silence {
		t.Errorf("taken away: %q", got.Mishap)
	}
}

func voice(t *testing.T, text string) (pcm []int16) {
	t.Helper()
	err := engine.NewEspeak("").Synthesise(t.Context(), speech.Phrase{Text: text, Lang: "cmn", Rate: 100}, func(b []int16) error { pcm = append(pcm, b...); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return pcm
}

// play plays to the end.
func play(t *testing.T, pcm []int16) {
	t.Helper()
	cmd := exec.Command("pacat", "--playback", "--raw", "--format=s16le", "--channels=1", "--rate=22050", "--device=air")
	in, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err == nil {
		err = errors.Join(binary.Write(in, binary.LittleEndian, pcm), in.Close(), cmd.Wait())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// files are the names of all files in a folder that hold something.
func files(t *testing.T, dir string) string {
	t.Helper()
	out, err := exec.Command("find", dir, "-type", "f", "-size", "+0").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
