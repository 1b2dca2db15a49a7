package spd_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linli/speech"
	"linli/speech/spd"
)

// daemon answers as speech-dispatcher does. Of each sentence it says that it has been said, unless it is held up.
type daemon struct {
	socket string
	heard  chan string
	hold   bool
}

func start(t *testing.T, hold bool) *daemon {
	t.Helper()
	d := &daemon{socket: filepath.Join(t.TempDir(), "spd.sock"), heard: make(chan string, 100), hold: hold}
	l, err := net.Listen("unix", d.socket)
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
	return d
}

func (d *daemon) serve(c net.Conn) {
	defer c.Close()
	data := false
	for lines := bufio.NewScanner(c); lines.Scan(); {
		line := lines.Text()
		d.heard <- line
		switch {
		case data && line == ".":
			data = false
			fmt.Fprint(c, "225-21\r\n225 OK MESSAGE QUEUED\r\n701-21\r\n701-1\r\n701 BEGIN\r\n")
			if !d.hold {
				fmt.Fprint(c, "702-21\r\n702-1\r\n702 END\r\n")
			}
		case data:
		case line == "SPEAK":
			data = true
			fmt.Fprint(c, "230 OK RECEIVING DATA\r\n")
		case strings.HasPrefix(line, "SET SELF LANGUAGE xx"):
			fmt.Fprint(c, "409 ERR RATE TOO HIGH\r\n")
		default:
			fmt.Fprint(c, "208 OK\r\n")
		}
	}
}

func (d *daemon) all() string {
	var out []string
	for {
		select {
		case line := <-d.heard:
			out = append(out, line)
		default:
			return strings.Join(out, "\n")
		}
	}
}

// TestSpeaks: Mandarin goes out as pinyin, to the voice for it; text cannot become an order.
func TestSpeaks(t *testing.T) {
	d := start(t, false)
	m, err := spd.New(d.socket)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Speak(t.Context(), speech.Phrase{Text: ".\r\n.\r\nQUIT\r\n电梯坏了。", Lang: "cmn", Rate: 200, Volume: 3}); err != nil {
		t.Fatal(err)
	}
	got := d.all()
	for _, want := range []string{"SYNTHESIS_VOICE Chinese_(Mandarin,_latin_as_Pinyin)", "SET SELF RATE 100", "SET SELF VOLUME 20", "dian4 ti1 huai4le5"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if strings.Contains(got, "\nQUIT") || strings.Count(got, "\n.\n")+strings.Count(got, "\n.") < 1 {
		t.Errorf("text became an order:\n%s", got)
	}
	if err := m.Check(t.Context(), "xx"); err == nil || !strings.Contains(err.Error(), "refuses") {
		t.Errorf("a language without a voice: %v", err)
	}
}

// TestStops: silence is at once, and a daemon that is not there is an error.
func TestStops(t *testing.T) {
	d := start(t, true)
	m, err := spd.New(d.socket)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, stop)
	began := time.Now()
	if err := m.Speak(ctx, speech.Phrase{Text: "Hello.", Lang: "en", Rate: 100}); !errors.Is(err, context.Canceled) || time.Since(began) > time.Second {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
	deadline := time.Now().Add(2 * time.Second)
	got := ""
	for ; !strings.Contains(got, "CANCEL SELF") && time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		got += d.all()
	}
	if !strings.Contains(got, "CANCEL SELF") {
		t.Errorf("it was not told to be silent:\n%s", got)
	}
	nobody, err := spd.New(filepath.Join(t.TempDir(), "none"))
	if err != nil {
		t.Fatal(err)
	}
	if err := nobody.Speak(t.Context(), speech.Phrase{Text: "Hello.", Lang: "en"}); err == nil {
		t.Error("nobody is there, and it spoke")
	}
}
