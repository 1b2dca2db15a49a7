package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
)

// haveDisplay says clearly that there is no screen; the toolkit would only say that its library could not start.
func haveDisplay(getenv func(string) string) error {
	if runtime.GOOS != "linux" || getenv("WAYLAND_DISPLAY") != "" || headless {
		return nil
	}
	display := getenv("DISPLAY")
	if display == "" {
		return errors.New("there is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set; start it in a graphical session, or under Xvfb for a try")
	}
	host, number, _ := strings.Cut(display, ":")
	if host != "" && host != "unix" {
		return nil // another machine's screen: the toolkit will find out
	}
	number, _, _ = strings.Cut(number, ".")
	for _, socket := range []string{"/tmp/.X11-unix/X" + number, "@/tmp/.X11-unix/X" + number} {
		c, err := net.DialTimeout("unix", socket, time.Second)
		if err == nil {
			return c.Close()
		}
	}
	return fmt.Errorf("there is no screen at DISPLAY=%s: nothing answers there; start it in a graphical session, or under Xvfb for a try", display)
}

// writable makes the folder for data and tries to write there.
func writable(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("the data folder cannot be made: %w; give another one with -data", err)
	}
	probe := filepath.Join(dir, ".writable")
	if err := os.WriteFile(probe, []byte("linli\n"), 0o600); err != nil {
		return fmt.Errorf("the data folder cannot be written to: %w; give another one with -data, or make room", err)
	}
	return os.Remove(probe)
}

// noCore keeps the words of residents out of core dumps: there are none.
func noCore() error {
	if err := syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}); err != nil {
		return fmt.Errorf("core dumps cannot be switched off: %w", err)
	}
	return nil
}

// endsQuietly takes away what the toolkit does when its loop has ended: saving preferences, of which there are none. It hands that to the
// loop, and where the loop is just going it waits for ever, or sends on a channel that is closed (Fyne 2.8.1, glfw/loop.go).
func endsQuietly(a fyne.App) {
	if l, ok := a.Lifecycle().(interface{ SetOnStoppedHookExecuted(func()) }); ok {
		l.SetOnStoppedHookExecuted(nil)
	}
}

// quietDBus keeps the toolkit from leaving a dbus-daemon behind where there is no session bus.
func quietDBus() {
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") == "" {
		os.Setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
	}
}

// toolkitLog takes what the toolkit writes with the package log. That it finds no desktop session to follow is expected on
// a kiosk and said to nobody but those who ask for more.
type toolkitLog struct{ log *slog.Logger }

func (t toolkitLog) Write(line []byte) (int, error) {
	level, text := slog.LevelWarn, strings.TrimSpace(string(line))
	for _, expected := range []string{"failed to watch theme settings", "Cause: dbus:", "app_xdg.go"} {
		if strings.Contains(text, expected) {
			level = slog.LevelDebug
		}
	}
	t.log.Log(context.Background(), level, "toolkit: "+text)
	return len(line), nil
}
