package main

import (
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"linli/a11y"
	"linli/config"
	"linli/kiosk/kiosktest"
	"linli/speech"
	"linli/speech/engine"
)

// has says whether a node is among others.
func has(nodes []a11y.Node, id a11y.ID) bool {
	return slices.ContainsFunc(nodes, func(n a11y.Node) bool { return n.ID == id })
}

// TestN08TheVoiceIsTriedEveryHour: a voice that breaks while nobody speaks is found by trying it, pages say so, staff are told once, and
// again when it is back.
func TestN08TheVoiceIsTriedEveryHour(t *testing.T) {
	m := &mended{broken: speech.NewChain(speech.Played{Engine: engine.NewEspeak("espeak-of-nowhere"), Sink: nowhere{}})}
	alarms := make(chan string, 64)
	told := speaks(t, speaking{
		open: func(context.Context) voices { return m.voices() }, langs: []string{"zh-Hans", "en", "zh-Hant"}, log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		rest: 5 * time.Millisecond, every: 10 * time.Millisecond, alarm: func(_ context.Context, what string) { alarms <- what },
	})
	p := kiosktest.Open(t)
	next := func(spoken bool) {
		t.Helper()
		h := wait(t, told)
		for h.spoken != spoken || len(h.silent) > 0 {
			h = wait(t, told)
		}
		p.Kiosk.Hear(h.voice, h.spoken, h.mute, h.silent...)
		p.Kiosk.Settle(t.Context())
	}
	next(true)
	if s, _ := p.Screen(); has(s.Root.Leaves(), "mute") || !has(s.Root.Leaves(), "listen") {
		t.Error("a voice that speaks is said to be silent")
	}
	m.wrong.Store(true)
	next(false)
	if s, _ := p.Screen(); !has(s.Root.Leaves(), "mute") || has(s.Root.Leaves(), "listen") {
		t.Error("the first page does not say that nothing can be read aloud")
	}
	if what := <-alarms; !strings.Contains(what, "nobody hears") {
		t.Errorf("staff are told %q", what)
	}
	m.wrong.Store(false)
	next(true)
	for what := <-alarms; what != "it speaks again"; what = <-alarms { // the languages may come back one after the other
		if !strings.Contains(what, "nobody hears") {
			t.Errorf("staff are told %q", what)
		}
	}
	if len(alarms) > 0 {
		t.Errorf("and then %q", <-alarms)
	}
}

// TestN08AKeypadThatIsPulledOut: pages say to touch the screen, which works, staff are told, and all is as before when it is back.
func TestN08AKeypadThatIsPulledOut(t *testing.T) {
	file, said := filepath.Join(t.TempDir(), "devices"), filepath.Join(t.TempDir(), "said")
	devices := func(names ...string) {
		t.Helper()
		var text strings.Builder
		for _, n := range names {
			text.WriteString("I: Bus=0003 Vendor=2047 Product=09d0 Version=0110\nN: Name=\"" + n + "\"\nH: Handlers=sysrq kbd event3\n\n")
		}
		if err := os.WriteFile(file+".new", []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(file+".new", file); err != nil {
			t.Fatal(err)
		}
	}
	devices("Power Button", "Storm Interface EZ08-222013")
	c := config.Default()
	c.Site.Here, c.Staff.Alarm = "East Gate", []string{"sh", "-c", `echo "$0: $1" >> "$2"`, "{name}", "{what}", said}
	p := kiosktest.Open(t)
	changes := make(chan bool, 8)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		log := slog.New(slog.DiscardHandler)
		keypadWatch{name: "storm", file: file, every: 5 * time.Millisecond, tell: func(gone bool) { changes <- gone }, alarm: alarmOf(c, log), log: log}.run(ctx)
	}()
	t.Cleanup(func() { stop(); <-ended })
	if err := p.Do("touch 中文"); err != nil {
		t.Fatal(err)
	}
	for i, gone := range []bool{true, false} {
		devices([][]string{{"Power Button"}, {"Power Button", "Storm Interface EZ08-222013"}}[i]...)
		if got := <-changes; got != gone {
			t.Fatalf("gone: %v, want %v", got, gone)
		}
		p.Kiosk.Keypad(gone)
		p.Kiosk.Settle(t.Context())
		if s, _ := p.Screen(); has(s.Root.Leaves(), "keypad-gone") != gone {
			t.Errorf("gone: %v, and the page says so: %v", gone, !gone)
		}
		if err := p.Do("touch 反映"); err != nil { // touching works all the same
			t.Error(err)
		}
		if err := p.Do("touch 返回"); err != nil {
			t.Error(err)
		}
	}
	eventually(t, "staff are told of both", func() bool {
		text, _ := os.ReadFile(said)
		return string(text) == "East Gate: the keypad \"storm\" is not plugged in\nEast Gate: the keypad is back\n"
	})
}

// TestN08CheckNamesTheKeypad: what linli check says of it.
func TestN08CheckNamesTheKeypad(t *testing.T) {
	file := filepath.Join(t.TempDir(), "devices")
	if err := os.WriteFile(file, []byte("N: Name=\"Power Button\"\nN: Name=\"Storm EZ08\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		where, device string
		ok            bool
		says          string
	}{
		{"", "", true, "mounting.keypad would say"}, {"right", "", true, "Power Button, Storm EZ08"}, {"right", "ez08", true, "is plugged in"},
		{"right", "Vandal", false, "\"Vandal\" is not plugged in; what is: Power Button, Storm EZ08"},
	} {
		settings := config.Default()
		settings.Mounting.Keypad, settings.Mounting.KeypadDevice = c.where, c.device
		if f := checkKeypad(settings, file); f.ok != c.ok || !strings.Contains(f.say, c.says) {
			t.Errorf("%q %q: %+v", c.where, c.device, f)
		}
	}
}
