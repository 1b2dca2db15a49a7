// Package record takes down what a resident says, through a program of the system: parec where a PulseAudio or PipeWire server runs,
// arecord where there is only ALSA. It stays in memory: nothing of it is ever written to disk.
package record

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"time"

	"linli/report"
)

// Rate is how many samples a second a recording has, of 16 bits, on one channel: enough for a voice, 2 MB a minute, or 0.2 MB packed.
const Rate = 16000

// Microphone records.
type Microphone struct {
	// Program is parec or arecord.
	Program string
	// Device is the name of the microphone; empty means the default one.
	Device string
	// Packed is whether recordings are packed; see CanPack.
	Packed bool
	// Patience is how long nothing may come; 0 means four seconds.
	Patience time.Duration
}

// Find returns the microphone of this machine, or what is missing.
func Find(device string) (*Microphone, error) {
	if _, err := exec.LookPath("parec"); err == nil {
		if source, serving := defaultSource(); serving {
			if device == "" && (source == "" || strings.HasSuffix(source, ".monitor")) { // it would record what the kiosk itself says
				return nil, errors.New("there is no microphone; plug one in, or name it in speech.microphone")
			}
			return &Microphone{Program: "parec", Device: device}, nil
		}
	}
	if _, err := exec.LookPath("arecord"); err != nil {
		return nil, errors.New("no program records sound; install pulseaudio-utils (parec) or alsa-utils (arecord)")
	}
	m := &Microphone{Program: "arecord", Device: device}
	out, err := exec.Command("arecord", "-l").Output()
	if device == "" && (err != nil || !strings.Contains(string(out), "card ")) {
		return nil, errors.New("there is no microphone; plug one in, or name it in speech.microphone")
	}
	return m, nil
}

// defaultSource is what the sound server records from, and whether one answers.
func defaultSource() (name string, serving bool) {
	cmd := exec.Command("pactl", "get-default-source")
	cmd.WaitDelay = 100 * time.Millisecond
	timer := time.AfterFunc(2*time.Second, func() { // a server that hangs does not answer
		if cmd.Process != nil {
			_ = cmd.Process.Kill()
		}
	})
	defer timer.Stop()
	out, err := cmd.Output()
	return strings.TrimSpace(string(out)), err == nil
}

func (m *Microphone) args() []string {
	rate := fmt.Sprint(Rate)
	if m.Program == "arecord" {
		args := []string{"-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", rate}
		if m.Device != "" {
			args = append(args, "-D", m.Device)
		}
		return append(args, "-")
	}
	args := []string{"--raw", "--format=s16le", "--channels=1", "--rate=" + rate, "--latency-msec=50", "--client-name=linli", "--stream-name=message"}
	if m.Device != "" {
		args = append(args, "--device="+m.Device)
	}
	return args
}

// Record implements kiosk.Recorder.
func (m *Microphone) Record(lead time.Duration, heard func(int, time.Duration), ended func(report.Attachment, report.Mishap)) (stop func()) {
	cmd := exec.Command(m.Program, m.args()...)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		go ended(report.Attachment{}, report.NoMicrophone)
		return func() {}
	}
	over := make(chan struct{})
	var once sync.Once
	end := func() { once.Do(func() { close(over); _ = cmd.Process.Kill() }) }
	go func() {
		t := &take{skip: samples(lead), heard: heard}
		if m.Packed {
			t.packer = newPacker()
		}
		limit := m.Patience
		if limit == 0 {
			limit = 4 * time.Second
		}
		stuck := time.AfterFunc(limit, func() { _ = cmd.Process.Kill() })
		defer stuck.Stop()
		t.from(out, func() { stuck.Reset(limit) })
		finished := t.full()
		select {
		case <-over:
			finished = true
		default:
		}
		end()
		_ = cmd.Wait()
		ended(t.result(finished))
	}()
	return end
}

// Try records for a moment and keeps nothing: what keeps it from recording is an error.
func (m *Microphone) Try() error {
	outcome := make(chan report.Mishap, 1)
	var once sync.Once
	first := make(chan struct{})
	stop := m.Record(0, func(int, time.Duration) { once.Do(func() { close(first) }) }, func(_ report.Attachment, mishap report.Mishap) { outcome <- mishap })
	select {
	case <-first:
		stop()
		<-outcome
		return nil
	case mishap := <-outcome:
		return fmt.Errorf("%s gives no sound (%s)", m.Program, mishap)
	}
}

// take is a recording as it grows.
type take struct {
	skip  int // samples that are left out yet
	pcm   []byte
	meter meter
	heard func(int, time.Duration)
	// packer packs it, nil where it is not packed.
	packer *packer
}

func samples(d time.Duration) int { return int(d.Seconds() * Rate) }

func (t *take) length() time.Duration {
	return time.Duration(len(t.pcm)/2) * time.Second / Rate
}

func (t *take) full() bool { return t.length() >= report.LongestRecording }

// from reads until nothing more comes or it is as long as it may be.
func (t *take) from(r io.Reader, moved func()) {
	block := make([]byte, 2*Rate/10) // 100 ms
	for !t.full() {
		n, err := io.ReadFull(r, block)
		moved()
		got := block[:n/2*2]
		left := min(2*t.skip, len(got))
		t.skip -= left / 2
		got = got[left:]
		got = got[:min(len(got), 2*samples(report.LongestRecording)-len(t.pcm))]
		t.pcm = append(t.pcm, got...)
		if t.packer != nil {
			t.packer.write(got)
		}
		if level, tell := t.meter.hear(got); tell {
			t.heard(level, t.length())
		}
		if err != nil {
			return
		}
	}
}

// shortest is the shortest recording that can be meant.
const shortest = 500 * time.Millisecond

// result is what there is. finished: it was stopped, or is as long as it may be.
func (t *take) result(finished bool) (report.Attachment, report.Mishap) {
	var packed []byte
	if t.packer != nil {
		packed = t.packer.close()
	}
	switch {
	case !finished && t.length() < shortest:
		return report.Attachment{}, report.NoMicrophone
	case t.length() < shortest:
		return report.Attachment{}, report.TooShort
	case t.meter.loudest == 0:
		return report.Attachment{}, report.Silence
	}
	a := report.Attachment{Type: report.RecordingType, Bytes: wav(t.pcm), Length: t.length()}
	if packed != nil {
		a.Type, a.Bytes = report.PackedRecordingType, packed
	}
	switch {
	case !finished:
		return a, report.CutOff
	case t.full():
		return a, report.TimeIsUp
	}
	return a, ""
}

// headerSize is how many bytes of a WAV file are before its sound.
const headerSize = 44

// wav is sound as a file, as it is: at its longest it is half of what an attachment may be.
func wav(pcm []byte) []byte {
	b := append(make([]byte, 0, headerSize+len(pcm)), "RIFF"...)
	b = binary.LittleEndian.AppendUint32(b, uint32(headerSize-8+len(pcm)))
	b = append(b, "WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00"...)
	b = binary.LittleEndian.AppendUint32(b, Rate)
	b = binary.LittleEndian.AppendUint32(b, 2*Rate)
	b = append(b, "\x02\x00\x10\x00data"...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(pcm)))
	return append(b, pcm...)
}
