//go:build e2e

package e2e

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linli/a11y"
)

// A resident reports the cold flat by pointer and phone number, and finds the report again after the kiosk was restarted.
func TestFileAndTrack(t *testing.T) {
	program(t)
	screen, data := openScreen(t), t.TempDir()
	k := start(t, screen, data)
	const phone = "13800138000"
	number := file(k, phone)

	answer := get(t, "http://"+k.address()+"/open311/v2/requests/"+number+".json")
	var requests []struct {
		Code string `json:"service_code"`
	}
	if err := json.Unmarshal([]byte(answer), &requests); err != nil || len(requests) != 1 || requests[0].Code == "" {
		t.Errorf("want one request with a service_code (%v), got %s", err, answer)
	}
	if strings.Contains(answer, phone) {
		t.Errorf("the phone number is for all to see: %s", answer)
	}
	if strings.Contains(k.log.String(), phone) {
		t.Error("the phone number is in the log")
	}
	k.stop()

	k = start(t, screen, data)
	k.press("start-en")
	look(k, number)
	if k.at.value("state") == "" {
		t.Error("the page says nothing of the state")
	}
	if k.at.Page.Lang != "en" {
		t.Errorf("the page is in %q, want en", k.at.Page.Lang)
	}
	k.stop()
}

// file walks through a report to its receipt and returns the number.
func file(k *kiosk, phone string) string {
	k.t.Helper()
	for _, id := range []a11y.ID{"start-zh-Hans", "report", "group-0", "service-0", "here", "continue", "phrase-0", "continue"} {
		k.press(id)
	}
	for left := 12; ; left-- {
		k.until("a question or how to reach the resident", func(s shown) bool {
			return s.Page.ID == "page-contact" || strings.HasPrefix(string(s.Page.ID), "page-ask-") && s.has("continue")
		})
		if k.at.Page.ID == "page-contact" {
			break
		}
		if left == 0 {
			k.t.Fatalf("there is no end to the questions:\n%v", k.at)
		}
		answer(k)
	}
	k.press("channel-phone")
	k.press("continue")
	k.page("phone")
	k.do("type", "--delay", apart, phone)
	k.press("reveal")
	k.until("the phone number to be written", func(s shown) bool { return digits(s.value("phone")) == phone })
	k.press("continue")
	k.page("review")
	k.press("send")
	k.page("done")
	shown := k.at.value("number")
	number := digits(shown)
	if len(number) != 12 || shown != number[:4]+" "+number[4:8]+" "+number[8:] {
		k.t.Fatalf("the receipt shows %q, want a number like 0001 2345 6789", shown)
	}
	return number
}

// answer answers the question that is asked, whichever it is, and goes on.
func answer(k *kiosk) {
	k.t.Helper()
	asked := k.at.Page.ID
	switch {
	case k.at.has("value-0"):
		k.press("value-0")
		k.until("the answer to be chosen", func(s shown) bool { n, _ := s.leaf("value-0"); return n.State.Selected })
	case k.at.has("key-3"):
		k.press("key-3")
		k.until("the answer to be written", func(s shown) bool { return s.value("answer") == "3" })
	}
	k.press("continue")
	k.until("the page after "+string(asked), func(s shown) bool { return s.Page.ID != asked })
}

func digits(s string) string { return strings.ReplaceAll(s, " ", "") }

func get(t *testing.T, url string) string {
	t.Helper()
	c := http.Client{Timeout: patience}
	r, err := c.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v: %s", url, r.Status, err, body)
	}
	return string(body)
}

// Whoever has only a keypad comes as far as everybody else, and back.
func TestKeysAlone(t *testing.T) {
	program(t)
	k := start(t, openScreen(t), t.TempDir())
	for _, step := range []struct{ press, comes a11y.ID }{
		{"start-zh-Hans", "home"}, {"report", "groups"}, {"group-0", "services-0"}, {"service-0", "where"},
	} {
		k.keyTo(step.press)
		k.do("key", "Return")
		k.page(step.comes)
		if k.at.Cursor == "" {
			t.Errorf("page %s comes without a cursor", step.comes)
		}
	}
	leaves := k.at.Page.Leaves()
	k.keyTo(leaves[len(leaves)-1].ID) // with a cursor at every step
	k.do("key", "Escape")
	k.page("services-0")
	if k.at.Cursor == "" {
		t.Error("Escape goes back to no cursor")
	}
}

// Whoever slips off a button, or onto one, has not pressed it (WCAG 2.2, 2.5.2).
func TestT03DragOffDoesNothing(t *testing.T) {
	program(t)
	k := start(t, openScreen(t), t.TempDir())
	k.press("start-zh-Hans")
	k.page("home")
	x, y := k.centre("report")
	outX, outY := "3", "3" // no node begins in the corner
	for _, drag := range []struct{ name, fromX, fromY, toX, toY string }{
		{"off the button", x, y, outX, outY}, {"onto the button", outX, outY, x, y},
	} {
		k.point("mousemove", drag.fromX, drag.fromY, "mousedown", "1", "mousemove", drag.toX, drag.toY, "mouseup", "1")
		k.down() // comes after whatever the drag has done
		if k.at.Page.ID != "page-home" {
			t.Fatalf("dragging %s goes to page %s", drag.name, k.at.Page.ID)
		}
	}
	k.press("report") // that the place was right
	k.page("groups")
}

// Whoever presses for five seconds, with a second finger somewhere, has pressed once.
func TestT03ALongPressCountsOnce(t *testing.T) {
	program(t)
	k := start(t, openScreen(t), t.TempDir())
	k.press("start-zh-Hans")
	k.press("track")
	k.page("number")
	x, y := k.centre("key-1")
	k.point("mousemove", x, y, "mousedown", "1", "sleep", "5", "mouseup", "1")
	k.until("a digit", func(s shown) bool { return s.value("digits") != "" })
	otherX, otherY := k.centre("key-3")
	k.point("mousemove", otherX, otherY, "mousedown", "3", "mouseup", "3", "mousedown", "2", "mouseup", "2")
	k.press("key-2") // comes after all of it
	k.until("the digit of another key", func(s shown) bool { return strings.HasSuffix(s.value("digits"), "2") })
	if got := k.at.value("digits"); got != "12" {
		t.Fatalf("1 for five seconds, another finger on 3, then 2, wrote %q, want 12", got)
	}
}

// Whoever trembles presses once (EN 301 549, 5.8).
func TestT04DoubleClickCountsOnce(t *testing.T) {
	program(t)
	k := start(t, openScreen(t), t.TempDir())
	k.press("start-zh-Hans")
	k.press("track")
	k.page("number")
	x, y := k.centre("key-1")
	k.point("mousemove", x, y, "click", "--repeat", "2", "--delay", "80", "1")
	k.until("a digit", func(s shown) bool { return s.value("digits") != "" })
	k.press("key-2") // comes after both
	k.until("the digit of another key", func(s shown) bool { return strings.HasSuffix(s.value("digits"), "2") })
	if got := k.at.value("digits"); got != "12" {
		t.Fatalf("1 twice within 80 ms, then 2, wrote %q, want 12", got)
	}
	k.press("key-2") // in its own time
	k.until("the same digit again", func(s shown) bool { return s.value("digits") == "122" })
}

func TestNoDisplay(t *testing.T) {
	attempt(t, "", "-data", t.TempDir(), "-fullscreen").refuses(t, 1, "DISPLAY")
	attempt(t, ":9999", "-data", t.TempDir()).refuses(t, 1, "DISPLAY=:9999")
}

func TestBadFlags(t *testing.T) {
	program(t)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	file := filepath.Join(t.TempDir(), "linli.toml")
	if err := os.WriteFile(file, []byte("kiosk = 7\nnonsense = true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	display := openScreen(t).display
	for _, c := range []struct {
		name   string
		args   []string
		status int
		names  []string
	}{
		{"flag", []string{"-nonsense"}, 2, []string{"-nonsense"}},
		{"word", []string{"nonsense"}, 2, []string{"nonsense"}},
		{"data", []string{"-data", "/proc/nope"}, 1, []string{"/proc/nope"}},
		{"port", []string{"serve", "-data", t.TempDir(), "-listen", taken.Addr().String()}, 1, []string{taken.Addr().String()}},
		{"key", []string{"-config", file}, 2, []string{file, "nonsense", "line 2"}},
	} {
		t.Run(c.name, func(t *testing.T) { attempt(t, display, c.args...).refuses(t, c.status, c.names...) })
	}
}

// A page that nobody touches costs nothing.
func TestIdleDrawsNothing(t *testing.T) {
	program(t)
	k := start(t, openScreen(t), t.TempDir())
	k.press("start-zh-Hans")
	k.page("home")
	k.do("mousemove", "3", "3")
	before := k.picture()
	for end := time.Now().Add(patience); ; { // the press has faded
		now := k.picture()
		if differing(before, now) == 0 {
			break
		}
		if before = now; time.Now().After(end) {
			t.Fatal("the picture does not come to rest")
		}
	}
	time.Sleep(3 * time.Second)
	if n := differing(before, k.picture()); n > 0 {
		t.Errorf("%d points have changed by themselves", n)
	}
	// Fyne looks for events sixty times a second, which alone takes 1.6 % of a core here: make bench has an empty window
	// beside ours. Drawing by itself would take ten times as much, all the time; what is done now and then (the sound card is
	// looked for, memory is cleared) is not in every five seconds.
	used := 20
	for range 4 {
		before := k.ticks()
		time.Sleep(5 * time.Second)
		if used = min(used, k.ticks()-before); used < 20 {
			return
		}
	}
	t.Errorf("at rest the program takes %d or more ticks of the processor in every 5 s, want less than 20", used)
}

// Nothing flashes and nothing moves by itself: a page that waits for a resident looks the same twenty times a second for as
// long as they think about it, and turning a page is one change, not a flicker. The kiosk rests meanwhile (its loop waits for
// the window system after half a minute) and answers the first press.
func TestV12AndV13NothingMovesByItself(t *testing.T) {
	program(t)
	screen := openScreen(t)
	k := start(t, screen, t.TempDir())
	k.press("start-en")
	k.press("track")
	k.page("number")
	screen.settle()
	if n := screen.changes(33 * time.Second); n > 0 {
		t.Errorf("while nobody did anything, the screen changed %d times", n)
	}
	turning := make(chan int)
	go func() { turning <- screen.changes(time.Second) }()
	k.press("back")
	if n := <-turning; n < 1 || n > 3 {
		t.Errorf("turning a page changed the screen %d times within a second", n)
	}
	k.stop()
}
