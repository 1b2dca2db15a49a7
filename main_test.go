package main

import (
	"bytes"
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"linli/config"
	"linli/flow"
)

// TestBadUse: whatever is wrong is told in one line that says what to do, with the right exit status.
func TestBadUse(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	file := write("a-file", "")
	for _, c := range []struct {
		name   string
		args   []string
		status int
		says   []string
	}{
		{"unknown command", []string{"fly"}, 2, []string{"fly", "linli -h"}},
		{"unknown flag", []string{"-nonsense"}, 2, []string{"-nonsense"}},
		{"too many words", []string{"check", "this"}, 2, []string{"this"}},
		{"no such file", []string{"check", "-config", filepath.Join(dir, "none.toml")}, 2, []string{"none.toml"}},
		{"unknown key", []string{"check", "-config", write("k.toml", "kiosk = 3\n\ntempo = 4\n")}, 2, []string{"k.toml", "line 3", "tempo"}},
		{"no TOML", []string{"check", "-config", write("n.toml", "kiosk = \n")}, 2, []string{"n.toml", "line 1"}},
		{"wrong kind of value", []string{"check", "-config", write("v.toml", "kiosk = \"x\"\n")}, 2, []string{"v.toml", "line 1"}},
		{"kiosk out of range", []string{"check", "-config", write("r.toml", "kiosk = 10000\n")}, 2, []string{"kiosk", "9999"}},
		{"theme", []string{"check", "-theme", "pink"}, 2, []string{"theme", "pink", "light"}},
		{"text", []string{"check", "-text", "8"}, 2, []string{"text", "8", "133"}},
		{"language", []string{"check", "-lang", "tlh"}, 2, []string{"tlh", "zh-Hans"}},
		{"backend", []string{"check", "-backend", "city"}, 2, []string{"backend", "city", "https://"}},
		{"idle too short", []string{"check", "-config", write("i.toml", "[idle]\nafter = 5\n")}, 2, []string{"idle.after", "5", "120"}},
		{"notice too long", []string{"check", "-config", write("j.toml", "[idle]\nnotice = 60\n")}, 2, []string{"idle.notice", "60", "45"}},
		{"pause too short", []string{"check", "-config", write("q.toml", "[touch]\npause_ms = 299\n")}, 2, []string{"touch.pause_ms", "299", "1000"}},
		{"pause too long", []string{"check", "-config", write("s.toml", "[touch]\npause_ms = 1001\n")}, 2, []string{"touch.pause_ms", "1001", "300"}},
		{"no such hold", []string{"check", "-config", write("h.toml", "[touch]\nhold_ms = 300\n")}, 2, []string{"touch.hold_ms", "300", "500"}},
		{"hung too low", []string{"check", "-config", write("l.toml", "[mounting]\nlower_edge_mm = 379\n")}, 2, []string{"mounting.lower_edge_mm", "379", "380"}},
		{"hung too high", []string{"check", "-config", write("u.toml", "[mounting]\nlower_edge_mm = 906\n")}, 2, []string{"mounting.lower_edge_mm", "906", "905"}},
		{"pixels", []string{"check", "-config", write("p.toml", "pixels_per_mm = 400.0\n")}, 2, []string{"pixels_per_mm", "400"}},
		{"finer than any screen", []string{"check", "-config", write("p2.toml", "pixels_per_mm = 96.0\n")}, 2, []string{"pixels_per_mm", "96"}},
		{"data folder is a file", []string{"serve", "-data", file, "-listen", "127.0.0.1:0"}, 1, []string{file, "-data"}},
		{"nobody at the backend", []string{"check", "-data", dir, "-backend", "http://127.0.0.1:9/"}, 1, []string{"something to mend"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			if got := run(t.Context(), c.args, &stdout, &stderr); got != c.status {
				t.Errorf("exit status %d, want %d", got, c.status)
			}
			lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
			last := lines[len(lines)-1]
			if c.status == 2 && len(lines) != 1 {
				t.Errorf("%d lines, want one:\n%s", len(lines), stderr.String())
			}
			for _, want := range c.says {
				if !strings.Contains(last, want) {
					t.Errorf("does not say %q: %s", want, last)
				}
			}
		})
	}
}

func TestHelpNamesCommandsAndFlags(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if got := run(t.Context(), []string{"-h"}, &stdout, &stderr); got != 0 || stderr.Len() > 0 {
		t.Errorf("exit status %d, stderr %q", got, stderr.String())
	}
	for _, want := range []string{"serve", "check", "pages", "-config", "-data", "-backend", "-lang", "-theme", "-text", "-fullscreen"} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("help does not name %s", want)
		}
	}
}

// TestD05NoCoreDumps: a crash leaves no memory on the disk. That the kiosk does it is seen in e2e.
func TestD05NoCoreDumps(t *testing.T) {
	if err := noCore(); err != nil {
		t.Fatal(err)
	}
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_CORE, &limit); err != nil || limit != (syscall.Rlimit{}) {
		t.Errorf("%+v, %v", limit, err)
	}
}

// TestT06CheckTellsOfReach: where the screen hangs is told, and that millimetres have to be known for it.
func TestT06CheckTellsOfReach(t *testing.T) {
	for _, c := range []struct {
		edge int
		fine float64
		ok   bool
		says string
	}{{0, 0, true, "lower half"}, {700, 3.21, true, "1120"}, {700, 0, false, "pixels_per_mm"}} {
		got := checkReach(config.Config{Mounting: config.Mounting{LowerEdge: c.edge}, PixelsPerMM: c.fine})
		if got.ok != c.ok || !strings.Contains(got.say, c.says) {
			t.Errorf("%+v: %+v", c, got)
		}
	}
}

func TestNoDisplay(t *testing.T) {
	if headless {
		t.Skip("built without a window; the real program is tried in e2e")
	}
	for _, env := range []map[string]string{{}, {"DISPLAY": ":4711"}} {
		err := haveDisplay(func(k string) string { return env[k] })
		if err == nil || !strings.Contains(err.Error(), "DISPLAY") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%v: %v", env, err)
		}
	}
}

// TestToolkitLog: what the toolkit complains about is told, but not that there is no desktop session.
func TestToolkitLog(t *testing.T) {
	var out bytes.Buffer
	l := log.New(toolkitLog{slog.New(slog.NewTextHandler(&out, nil))}, "", 0)
	l.Println("Fyne error:  failed to watch theme settings")
	l.Println("  Cause: dbus: invalid bus address")
	l.Println("  At: fyne.io/fyne/v2@v2.8.1/app/app_xdg.go:152")
	if out.Len() > 0 {
		t.Errorf("told: %s", out.String())
	}
	l.Println("Fyne error:  failed to load image")
	if got := out.String(); !strings.Contains(got, "level=WARN") || !strings.Contains(got, "failed to load image") {
		t.Errorf("told: %q", got)
	}
}

// TestWhoReadsTheLargestTextGetsMoreTime: counted from the size that the site begins with.
func TestWhoReadsTheLargestTextGetsMoreTime(t *testing.T) {
	for _, c := range []struct {
		text, presses int
		slow          bool
	}{{100, 0, false}, {100, 1, false}, {100, 2, true}, {100, 3, false}, {133, 1, true}, {200, 0, true}, {200, 1, false}} {
		conf := config.Default()
		conf.Text = c.text
		if got := idleOf(conf).Slow(flow.Settings{Size: c.presses}); got != c.slow {
			t.Errorf("at %d %% after %d presses: slow %v, want %v", c.text, c.presses, got, c.slow)
		}
	}
}
