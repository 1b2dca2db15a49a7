//go:build e2e

package e2e

import (
	"net"
	"net/http"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// cityProcess is the program as a backend of its own, which can be ended and started again at the same address.
type cityProcess struct {
	t       *testing.T
	data    string
	address string
	args    []string // more of the command line
	cmd     *exec.Cmd
}

func (c *cityProcess) start() {
	c.t.Helper()
	c.cmd = exec.Command(program(c.t), append([]string{"serve", "-data", c.data, "-listen", c.address}, c.args...)...)
	c.cmd.Env = environ(c.t.TempDir(), "")
	if err := c.cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	for end := time.Now().Add(patience); ; time.Sleep(glance) {
		r, err := http.Get("http://" + c.address + "/healthz")
		if err == nil {
			r.Body.Close()
			return
		}
		if time.Now().After(end) {
			c.t.Fatalf("the backend does not answer: %v", err)
		}
	}
}

func (c *cityProcess) stop() {
	if c.cmd != nil {
		c.cmd.Process.Signal(syscall.SIGTERM)
		c.cmd.Wait()
		c.cmd = nil
	}
}

// The line is down: a kiosk that is started then can still be reported at. The page says that the report is safe here, the number leads to
// it here, and when the line is back it is filed, once.
func TestFiledWithoutALine(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	city := &cityProcess{t: t, data: t.TempDir(), address: l.Addr().String()}
	l.Close()
	city.start()
	t.Cleanup(city.stop)
	screen, data := openScreen(t), t.TempDir()
	k := start(t, screen, data, "-backend", "http://"+city.address)
	file(k, "13800138000") // while the line is up: what the city offers is known afterwards
	k.stop()
	city.stop()

	k = start(t, screen, data, "-backend", "http://"+city.address)
	number := file(k, "13800138000")
	if title := k.at.String(); !strings.Contains(title, "在这台机器里放好了") {
		t.Errorf("the page does not say that it is kept here:\n%s", title)
	}
	k.stop()

	k = start(t, screen, data, "-backend", "http://"+city.address)
	k.press("start-en")
	look(k, number)
	if got := k.at.value("state"); !strings.Contains(got, "not sent yet") {
		t.Errorf("before the line is back the state is %q", got)
	}
	city.start()
	asked, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+city.address+"/open311/v2/requests/"+number+".json", nil)
	if err != nil {
		t.Fatal(err)
	}
	asked.Header.Set("X-Forwarded-For", "203.0.113.7") // somebody else, or it would use up what the kiosk may look up in a minute
	for end := time.Now().Add(time.Minute); ; time.Sleep(1100 * time.Millisecond) {
		r, err := http.DefaultClient.Do(asked)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode == http.StatusOK {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("the line is back and it is not filed: %s", r.Status)
		}
	}
	k.press("back")
	k.page("number")
	k.press("back")
	look(k, number)
	if got := k.at.value("state"); got == "" || strings.Contains(got, "not sent") {
		t.Errorf("when it has arrived the state is %q", got)
	}
	k.stop()
}

// look types a number and waits for what became of it.
func look(k *kiosk, number string) {
	k.t.Helper()
	k.press("track")
	k.page("number")
	k.do("type", "--delay", apart, number)
	k.until("the number to be written", func(s shown) bool { return digits(s.value("digits")) == number })
	k.keyTo("look")
	k.do("key", "Return")
	k.page("found")
}
