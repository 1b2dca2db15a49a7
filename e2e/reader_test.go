//go:build e2e

package e2e

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// python is the system's, which has the packages that Debian brings.
const python = "/usr/bin/python3"

// openSession starts a desktop session on a screen and returns the address of its bus.
func openSession(t *testing.T, s *xScreen) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "bus") // its name has to fit into a socket's
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	c := exec.Command("dbus-run-session", "--", "sh", "-c", "echo $DBUS_SESSION_BUS_ADDRESS; exec cat >/dev/null")
	c.Env = environ(dir, s.display)
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatalf("%v; scripts/setup test installs it", err)
	}
	t.Cleanup(func() { in.Close(); io.Copy(io.Discard, out); c.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(address)
}

// TestFiledThroughTheTreeAlone: somebody whose program reads the accessibility tree files a request from the first page to its receipt.
// Neither pointer nor keyboard is touched, and nothing but roles and names is known.
func TestFiledThroughTheTreeAlone(t *testing.T) {
	program(t)
	if err := exec.Command(python, "-c", "import pyatspi").Run(); err != nil {
		t.Skip("there is no pyatspi; scripts/setup test installs it")
	}
	screen := openScreen(t)
	bus := openSession(t, screen)
	k := startWith(t, screen, []string{"DBUS_SESSION_BUS_ADDRESS=" + bus}, t.TempDir())
	read := exec.Command(python, "testdata/file.py")
	read.Env = environ(t.TempDir(), screen.display, "DBUS_SESSION_BUS_ADDRESS="+bus, "LC_ALL=C.UTF-8")
	out, err := read.CombinedOutput()
	k.look()
	if err != nil {
		t.Fatalf("%v: %s\nthe page is\n%v", err, out, k.at)
	}
	number := digits(strings.TrimSpace(string(out)))
	answer := get(t, "http://"+k.address()+"/open311/v2/requests/"+number+".json")
	var requests []struct {
		Code string `json:"service_code"`
	}
	if err := json.Unmarshal([]byte(answer), &requests); err != nil || len(requests) != 1 || requests[0].Code == "" {
		t.Errorf("want one request with a service_code (%v), got %s", err, answer)
	}
	if shown := digits(k.at.value("number")); shown != number {
		t.Errorf("read was %s, shown is %s", number, shown)
	}
}

// TestNoBusIsStarted: where a session has no bus the toolkit would start one, and leave it behind. Nobody is asked to.
func TestNoBusIsStarted(t *testing.T) {
	program(t)
	dir := t.TempDir()
	started := filepath.Join(dir, "started")
	if err := os.WriteFile(filepath.Join(dir, "dbus-launch"), []byte("#!/bin/sh\necho >"+started+"\nexit 1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	k := startWith(t, openScreen(t), []string{"DBUS_SESSION_BUS_ADDRESS=", "PATH=" + dir + ":" + os.Getenv("PATH")}, t.TempDir())
	k.press("start-en")
	k.page("home")
	if _, err := os.Stat(started); err == nil {
		t.Error("dbus-launch was called")
	}
}
