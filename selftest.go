package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"linli/bell"
	"linli/config"
)

const (
	// checkEvery is how often the voice is tried while nothing is known to be wrong with it.
	checkEvery = time.Hour
	// lookEvery is how often it is looked whether the keypad is still plugged in.
	lookEvery = 5 * time.Second
	// inputDevices has what the kernel knows of keyboards and keypads.
	inputDevices = "/proc/bus/input/devices"
)

// alarm tells staff what is broken at the kiosk, and that it works again.
type alarm func(ctx context.Context, what string)

// alarmOf runs the program of the site for that; without one it does nothing.
func alarmOf(c config.Config, log *slog.Logger) alarm {
	return func(ctx context.Context, what string) {
		if len(c.Staff.Alarm) == 0 {
			return
		}
		if err := bell.Alarm(ctx, c.Staff.Alarm, standsAt(c), c.Kiosk, what); err != nil && !errors.Is(ctx.Err(), context.Canceled) {
			log.Warn("staff are not told", "what", what, "err", err)
		}
	}
}

// keypadWatch looks whether the keypad of a site is plugged in.
type keypadWatch struct {
	name  string // part of what it calls itself
	file  string
	every time.Duration
	tell  func(gone bool)
	alarm alarm
	log   *slog.Logger
}

// run looks until ctx is done. A keypad that comes back is used at once: the window system sees to that.
func (w keypadWatch) run(ctx context.Context) {
	gone := false
	for look := time.NewTicker(w.every); ; {
		if there, err := plugged(w.file, w.name); err != nil {
			w.log.Warn("it cannot be known whether the keypad is plugged in", "err", err)
			return
		} else if gone == there {
			gone = !there
			what := "the keypad is back"
			if gone {
				what = fmt.Sprintf("the keypad %q is not plugged in", w.name)
			}
			w.log.Warn("keypad", "state", what)
			w.tell(gone)
			w.alarm(ctx, what)
		}
		select {
		case <-ctx.Done():
			look.Stop()
			return
		case <-look.C:
		}
	}
}

// plugged says whether a device is there whose name has a text in it.
func plugged(file, name string) (bool, error) {
	names, err := devices(file)
	for _, n := range names {
		if strings.Contains(strings.ToLower(n), strings.ToLower(name)) {
			return true, nil
		}
	}
	return false, err
}

// devices are the names of what one can press, as the kernel has them: N: Name="Storm EZ08".
func devices(file string) ([]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("look for the keypad: %w", err)
	}
	defer f.Close()
	var out []string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if name, ok := strings.CutPrefix(lines.Text(), "N: Name="); ok {
			out = append(out, strings.Trim(name, `"`))
		}
	}
	return out, nil
}

// checkKeypad says whether the keypad of the site is plugged in, and what is.
func checkKeypad(c config.Config, file string) finding {
	names, err := devices(file)
	there, _ := plugged(file, c.Mounting.KeypadDevice)
	switch {
	case c.Mounting.KeypadDevice == "" && c.Mounting.Keypad == "":
		return finding{"keypad", true, "the site has none; mounting.keypad would say where it is"}
	case c.Mounting.KeypadDevice == "":
		return finding{"keypad", true, fmt.Sprintf("nobody would notice if it were gone; mounting.keypad_device would say which it is of: %s", strings.Join(names, ", "))}
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return finding{"keypad", false, err.Error()}
	case !there:
		return finding{"keypad", false, fmt.Sprintf("%q is not plugged in; what is: %s", c.Mounting.KeypadDevice, strings.Join(names, ", "))}
	}
	return finding{"keypad", true, fmt.Sprintf("%q is plugged in", c.Mounting.KeypadDevice)}
}
