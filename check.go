package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"linli/config"
	"linli/ui/layout"
	"linli/ui/theme"
)

// finding is what one check has found. A finding that is not ok says what to do.
type finding struct {
	what string
	ok   bool
	say  string
}

// runCheck looks at everything that the kiosk needs, prints a line each and fails where something is missing.
func runCheck(ctx context.Context, e *env) error {
	fonts, err := theme.OpenFonts()
	if err != nil {
		return err
	}
	findings := []finding{
		checkScreen(os.Getenv), checkReach(e.config), checkFonts(e, fonts), checkData(e.config.Data), checkClock(time.Now()), checkStaff(e.config), checkPad(), checkKeypad(e.config, inputDevices),
	}
	bad := 0
	findings = append(findings, e.phrases...)
	findings = append(findings, checkCity(ctx, e)...)
	findings = append(findings, checkPanels(e.config, os.DirFS("/sys/class/drm"))...)
	findings = append(append(findings, checkSpeech(ctx, e.config)...), checkMicrophone(ctx, e), checkRecogniser(ctx, e.config))
	for _, f := range append(findings, checkClips(e.config)...) {
		f.print(e.stdout)
		if !f.ok {
			bad++
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d of the checks above found something to mend", bad)
	}
	return nil
}

func (f finding) print(w io.Writer) {
	mark := "ok  "
	if !f.ok {
		mark = "MEND"
	}
	fmt.Fprintf(w, "%s  %-8s %s\n", mark, f.what, f.say)
}

func checkScreen(getenv func(string) string) finding {
	if err := haveDisplay(getenv); err != nil {
		return finding{"screen", false, err.Error()}
	}
	return finding{"screen", true, "there is one"}
}

// checkReach says where pages lie for those who sit. A screen that hangs too low or too high is refused before.
func checkReach(c config.Config) finding {
	if c.Mounting.LowerEdge == 0 {
		return finding{"reach", true, "how high the screen hangs is not known: pages go into its lower half; mounting.lower_edge_mm would say it"}
	}
	say := fmt.Sprintf("the screen begins %d mm above the floor: pages for those who sit end at %d mm", c.Mounting.LowerEdge, layout.HighestReach)
	if c.PixelsPerMM == 0 {
		return finding{"reach", false, say + ", if the guessed size of the screen is right; set pixels_per_mm"}
	}
	return finding{"reach", true, say}
}

// checkStaff says how staff are called, and whether the program for it is there.
func checkStaff(c config.Config) finding {
	var ways []string
	if len(c.Staff.Command) > 0 {
		program, err := exec.LookPath(c.Staff.Command[0])
		if err != nil {
			return finding{"staff", false, fmt.Sprintf("the program that calls them cannot be run: %v; see staff.command", err)}
		}
		ways = append(ways, program)
	}
	if c.Staff.Backend {
		ways = append(ways, "the backend (answered with linli calls)")
	}
	if len(ways) == 0 {
		return finding{"staff", true, "cannot be called; pages say where they are. staff.command or staff.backend would call them"}
	}
	return finding{"staff", true, "called by " + strings.Join(ways, " and ")}
}

// checkFonts looks for characters of this site's own words that no font of ours can show.
func checkFonts(e *env, fonts *theme.Fonts) finding {
	site := viewOf(e).Site
	words := []string{site.Name, site.Here.Name, site.StaffWhere, site.StaffPhone, "㐱䶮𠮷喆堃犇垚昇"}
	words = append(words, placeNames(e.config)...)
	for _, lang := range e.config.Languages {
		w := e.bundle.Words(lang)
		for _, key := range e.bundle.Keys(lang) {
			words = append(words, w.T(key))
		}
		words = append(words, w.EveryPhrase()...)
	}
	missing := map[rune]bool{}
	for _, r := range strings.Join(words, "") {
		if r > ' ' && !fonts.Shows(r) {
			missing[r] = true
		}
	}
	if len(missing) > 0 {
		var names []string
		for r := range missing {
			names = append(names, fmt.Sprintf("%c (U+%04X)", r, r))
		}
		return finding{"fonts", false, "cannot show " + strings.Join(names, ", ") + "; write the name with other characters"}
	}
	return finding{"fonts", true, "every character of this site can be shown"}
}

// leastFree is how much room the data folder must have: days of requests with recordings.
const leastFree = 200 << 20

func checkData(dir string) finding {
	if err := writable(dir); err != nil {
		return finding{"data", false, err.Error()}
	}
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return finding{"data", false, fmt.Sprintf("how full %s is cannot be told: %v", dir, err)}
	}
	free := s.Bavail * uint64(s.Bsize)
	if free < leastFree {
		return finding{"data", false, fmt.Sprintf("%s has only %d MiB left; make room", dir, free>>20)}
	}
	return finding{"data", true, fmt.Sprintf("%s can be written to and has %d MiB left", dir, free>>20)}
}

// built is a time before which the program cannot be running.
var built = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

func checkClock(now time.Time) finding {
	if now.Before(built) {
		return finding{"clock", false, fmt.Sprintf("it says %s, which is past; set it", now.Format(time.DateTime))}
	}
	return finding{"clock", true, "it says " + now.Format(time.DateTime)}
}
