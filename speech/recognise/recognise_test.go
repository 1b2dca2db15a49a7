package recognise

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"linli/report"
	"linli/speech/record"
)

// TestMain makes this program a recogniser where it is started as one.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "recogniser" {
		recogniser(os.Args[2])
		return
	}
	os.Exit(m.Run())
}

// recogniser is a program as a city may install it, good or bad. It remembers all that it was told.
func recogniser(mood string) {
	switch mood {
	case "is not ready":
		fmt.Fprintln(os.Stderr, "loading\nno such model")
		fmt.Println("model loaded")
		return
	case "never is ready":
		time.Sleep(time.Hour)
	case "shouts at once":
		fmt.Println(strings.Repeat("x", 1<<20))
	}
	fmt.Println(`{"ready":["cmn","en"],"name":"test"}`)
	in := bufio.NewReader(os.Stdin)
	for heard := 1; ; heard++ {
		line, err := in.ReadBytes('\n')
		if err != nil {
			return
		}
		var asked struct {
			ID, Lang string
			Bytes    int
		}
		if err := json.Unmarshal(line, &asked); err != nil {
			os.Exit(3)
		}
		wav := make([]byte, asked.Bytes)
		if mood == "dies in the middle" {
			_, _ = io.ReadFull(in, wav[:min(len(wav), 1000)])
			fmt.Fprintln(os.Stderr, "the lamp is out")
			os.Exit(1)
		}
		if _, err := io.ReadFull(in, wav); err != nil {
			return
		}
		answer := func(text string) {
			told, _ := json.Marshal(map[string]any{"id": asked.ID, "text": text, "confidence": 0.9})
			fmt.Println(string(told))
		}
		switch mood {
		case "writes down":
			answer(fmt.Sprintf("%s %d %s", asked.Lang, heard, wav[:4]))
		case "tells what it has":
			folder, _ := os.Getwd()
			answer(strings.Join(append(os.Environ(), folder), " "))
		case "answers nonsense":
			fmt.Println("楼道的灯坏了")
		case "answers another one":
			fmt.Println(`{"id":"1","text":"楼道的灯坏了"}`)
		case "answers without a text":
			fmt.Printf("{\"id\":%q}\n", asked.ID)
		case "answers nothing":
			fmt.Println()
		case "answers a megabyte":
			answer(strings.Repeat("灯", 1<<20/3))
		case "answers never":
			time.Sleep(time.Hour)
		case "dies":
			os.Exit(1)
		case "dies in the middle of a line":
			fmt.Printf("{\"id\":%q,\"te", asked.ID)
			os.Exit(1)
		default:
			answer(mood)
		}
	}
}

// spoken is a recording of so many seconds.
func spoken(length time.Duration) report.Attachment {
	return report.Attachment{Type: report.RecordingType, Bytes: record.Quiet(length), Length: length}
}

// logged is a log of one test.
type logged struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(b)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.String()
}

// options are those of a program in a mood.
func options(t *testing.T, mood string) (Options, *logged) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	log := &logged{}
	return Options{
		Args: []string{self, "recogniser", mood}, Log: slog.New(slog.NewTextHandler(log, nil)), Patience: 30 * time.Second, Loading: 30 * time.Second, Rest: 10 * time.Millisecond,
		Shows: func(r rune) bool { return r != '𰻞' && r != '♪' && r != '😀' },
	}, log
}

// TestWhatIsSaidIsWrittenDown: the program gets a WAV file, its length and the language, and is kept for what is said next.
func TestWhatIsSaidIsWrittenDown(t *testing.T) {
	o, log := options(t, "writes down")
	langs := make(chan []string, 10)
	o.Ready = func(_ *Recogniser, l []string) { langs <- l }
	r := New(t.Context(), o)
	if got := <-langs; !slices.Equal(got, []string{"cmn", "en"}) {
		t.Errorf("it writes down %v", got)
	}
	for _, want := range []string{"cmn-Hans 1 RIFF", "en 2 RIFF"} {
		lang, _, _ := strings.Cut(want, " ")
		if got, err := r.Recognise(t.Context(), spoken(3*time.Second), lang); err != nil || got != want {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
	if _, err := r.Recognise(t.Context(), report.Attachment{Type: "image/png", Length: time.Second}, "en"); err == nil {
		t.Error("a picture is written down")
	}
	if got := log.String(); got != "" {
		t.Errorf("logged %s", got)
	}
}

// TestABadRecogniserIsOneClearLine, whatever it does: the error says what is wrong and nothing of what was said, and the next process is
// there for the next recording.
func TestABadRecogniserIsOneClearLine(t *testing.T) {
	for mood, want := range map[string]error{
		"dies":                         errEnded,
		"dies in the middle":           errEnded,
		"dies in the middle of a line": errEnded,
		"answers nonsense":             errNonsense,
		"answers nothing":              errNonsense,
		"answers without a text":       errNonsense,
		"answers another one":          errOther,
		"answers a megabyte":           errLong,
		"answers never":                errSlow,
		"is not ready":                 errNotReady,
		"shouts at once":               errLong,
		"never is ready":               errSlow,
		"读出来的字页上没有𰻞":                   errUnshown,
		strings.Repeat("谢谢大家", 60):     errTooMuch,
	} {
		t.Run(mood, func(t *testing.T) {
			t.Parallel()
			o, log := options(t, mood)
			if want == errSlow {
				o.Patience, o.Loading = 300*time.Millisecond, 200*time.Millisecond
			}
			r := New(t.Context(), o)
			for range 2 {
				began := time.Now()
				got, err := r.Recognise(t.Context(), spoken(time.Second), "cmn-Hans")
				if !errors.Is(err, want) || got != "" {
					t.Errorf("%q, %v; want %v", got, err, want)
				}
				if told := fmt.Sprint(err, log); strings.ContainsAny(told, "灯谢𰻞") || strings.Contains(told, "the lamp") {
					t.Errorf("it repeats what was said: %v\n%s", err, log)
				}
				if took := time.Since(began); took > 40*time.Second {
					t.Errorf("somebody waits for %v", took)
				}
			}
		})
	}
	t.Run("is not there", func(t *testing.T) {
		o, log := options(t, "")
		o.Args = []string{filepath.Join(t.TempDir(), "nothing")}
		if _, err := New(t.Context(), o).Recognise(t.Context(), spoken(time.Second), "en"); err == nil {
			t.Error("a program that is not there writes something down")
		}
		for deadline := time.Now().Add(time.Second); !strings.Contains(log.String(), "no such file") && time.Now().Before(deadline); {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(100 * time.Millisecond) // it is tried again and again
		if lines := strings.Count(log.String(), "\n"); lines != 1 {
			t.Errorf("%d lines are logged of one fault:\n%s", lines, log)
		}
	})
}

// TestWhatNoPageShowsIsDropped: control characters, marks of direction and faces go, markup is text as any other.
func TestWhatNoPageShowsIsDropped(t *testing.T) {
	for text, want := range map[string]string{
		"楼道的灯坏了。":                               "楼道的灯坏了。",
		" the\tlight\n\nis  out ":               "the light is out",
		"灯\x00\x07\x1b[31m坏\u202e了\u200b\ufeff": "灯[31m坏了",
		"<b onclick=x>灯</b>":                    "<b onclick=x>灯</b>",
		"♪ 灯坏了 😀":                               "灯坏了",
		"。，…… ":                                 "",
		"♪♪":                                    "",
		"":                                      "",
		"\xff灯":                                 "灯",
		"灯\ue000\U000e0041":                     "灯",
	} {
		o, _ := options(t, text)
		if got, err := o.whole().readable(text, 10*time.Second); err != nil || got != want {
			t.Errorf("%q is %q, %v; want %q", text, got, err, want)
		}
		if strings.Contains(text, "\x00") {
			continue // no argument of a program
		}
		if got, err := New(t.Context(), o).Recognise(t.Context(), spoken(10*time.Second), "cmn-Hans"); err != nil || got != want {
			t.Errorf("through the program %q is %q, %v; want %q", text, got, err, want)
		}
	}
}

// TestD03WhatItHeardEndsWithTheSession: whoever comes next is heard by another process, also where the one before was still at work.
func TestD03WhatItHeardEndsWithTheSession(t *testing.T) {
	o, _ := options(t, "writes down")
	r := New(t.Context(), o)
	for range 3 {
		session, end := context.WithCancel(t.Context())
		for heard := 1; heard < 3; heard++ {
			if got, err := r.Recognise(session, spoken(time.Second), "en"); err != nil || got != fmt.Sprintf("en %d RIFF", heard) {
				t.Errorf("%q, %v: want the answer to recording %d of this session", got, err, heard)
			}
		}
		end()
		if _, err := r.Recognise(session, spoken(time.Second), "en"); !errors.Is(err, context.Canceled) {
			t.Errorf("a session that is over: %v", err)
		}
	}
	o, _ = options(t, "answers never")
	r = New(t.Context(), o)
	session, end := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, end)
	if _, err := r.Recognise(session, spoken(time.Second), "en"); !errors.Is(err, context.Canceled) {
		t.Errorf("the session ends while it works: %v", err)
	}
	p, err := r.take(t.Context(), t.Context())
	if err != nil || p.used.Load() {
		t.Errorf("the next resident finds a process that has heard somebody, or none: %v", err)
	}
	r.leave()
}

// TestTheProcessEndsWithTheKiosk, and with it what it has started itself.
func TestTheProcessEndsWithTheKiosk(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("there is no /proc")
	}
	dir := t.TempDir()
	script := filepath.Join(dir, "city")
	child := filepath.Join(dir, "child")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nsleep 1000 &\necho $! > "+child+"\necho '{\"ready\":[\"en\"]}'\nread line\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	o, _ := options(t, "")
	o.Args = []string{script}
	ctx, end := context.WithCancel(t.Context())
	r := New(ctx, o)
	p, err := r.take(t.Context(), t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r.leave()
	pid, err := os.ReadFile(child)
	if err != nil {
		t.Fatal(err)
	}
	end()
	select {
	case <-p.gone:
	case <-time.After(5 * time.Second):
		t.Fatal("it lives on without the kiosk")
	}
	gone := func() bool {
		state, err := os.ReadFile(filepath.Join("/proc", strings.TrimSpace(string(pid)), "stat"))
		return err != nil || strings.Contains(string(state), ") Z ")
	}
	for deadline := time.Now().Add(5 * time.Second); !gone(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("what it has started lives on")
		}
	}
}

// TestItIsStartedAgain where it ends by itself, with one line in the log, and the next recording does not notice.
func TestItIsStartedAgain(t *testing.T) {
	o, log := options(t, "writes down")
	ready := make(chan bool, 100)
	o.Ready = func(*Recogniser, []string) { ready <- true }
	r := New(t.Context(), o)
	<-ready
	p, err := r.take(t.Context(), t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r.leave()
	p.kill()
	<-p.gone
	if got, err := r.Recognise(t.Context(), spoken(time.Second), "en"); err != nil || got != "en 1 RIFF" {
		t.Errorf("%q, %v", got, err)
	}
	for deadline := time.Now().Add(time.Second); log.String() == "" && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	if got := log.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, "ended by itself") {
		t.Errorf("logged %q", got)
	}
}

// TestTheProgramIsToldNothingElse: no setting of the kiosk, and no file of what was said is anywhere.
func TestTheProgramIsToldNothingElse(t *testing.T) {
	t.Setenv("LINLI_API_KEY", "secret-of-the-city")
	t.Setenv("TMPDIR", t.TempDir())
	o, _ := options(t, "tells what it has")
	got, err := New(t.Context(), o).Recognise(t.Context(), spoken(3*time.Minute), "en")
	if err != nil || strings.Contains(got, "secret-of-the-city") || !strings.Contains(got, "PATH=") {
		t.Errorf("%v: it has %s", err, got)
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("%v: left behind are %v", err, left)
	}
}

// TestTry is what linli check does.
func TestTry(t *testing.T) {
	o, _ := options(t, "writes down")
	if found, err := Try(t.Context(), o); err != nil || !slices.Equal(found.Langs, []string{"cmn", "en"}) || found.Load == 0 {
		t.Errorf("%+v, %v", found, err)
	}
	o, _ = options(t, "is not ready")
	if _, err := Try(t.Context(), o); !errors.Is(err, errNotReady) || !strings.Contains(err.Error(), "no such model") {
		t.Errorf("what it complains of is not told: %v", err)
	}
	o, _ = options(t, "dies")
	if _, err := Try(t.Context(), o); !errors.Is(err, errEnded) {
		t.Errorf("%v", err)
	}
}

// TestComplaintsOfWhatHasHeardSomebodyAreNotTold: they may repeat what was said. Those of one that has heard nobody say what to mend.
func TestComplaintsOfWhatHasHeardSomebodyAreNotTold(t *testing.T) {
	for _, used := range []bool{false, true} {
		o, _ := options(t, "dies in the middle")
		p, err := start(t.Context(), o.Args)
		if err != nil {
			t.Fatal(err)
		}
		p.used.Store(used)
		wav := record.Quiet(time.Second)
		_, err = p.ask(t.Context(), request{ID: "1", Lang: "en", Bytes: len(wav)}, wav)
		if <-p.gone; !errors.Is(err, errEnded) || strings.Contains(p.fault().Error(), "the lamp") == used {
			t.Errorf("used %v: %v; %v", used, err, p.fault())
		}
	}
}
