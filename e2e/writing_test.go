//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"linli/a11y"
	"linli/ui/theme"
)

// The complaint that is written in every way, and its keys on a telephone.
const complaint, complaintKeys = "楼道的灯坏了三天了", "568326333364482453726842653"

// comesTo goes from the first page to one on which a complaint is written.
func comesTo(k *kiosk, place, page a11y.ID, press func(id a11y.ID)) {
	k.t.Helper()
	for _, id := range []a11y.ID{"start-zh-Hans", "report", "group-0", "service-0", place, "continue", page} {
		press(id)
	}
	k.page(page)
}

// surely presses a node with the pointer until something comes of it: on a machine with much to do a press can come before its page is drawn.
func (k *kiosk) surely(id a11y.ID) {
	k.t.Helper()
	for range 3 {
		before := k.at.Page
		k.press(id)
		for end := time.Now().Add(4 * time.Second); time.Now().Before(end); time.Sleep(glance) {
			if k.look(); before.ID != k.at.Page.ID || len(a11y.Diff(before, k.at.Page)) > 0 {
				return
			}
		}
	}
	k.t.Fatalf("nothing comes of pressing %s", id)
}

// chooses presses what stands for the longest beginning of a text, until all of it is written.
func chooses(k *kiosk, rest string, press func(id a11y.ID)) {
	k.t.Helper()
	for turns := 0; rest != ""; turns++ {
		if turns > 20 {
			k.t.Fatalf("%q is not offered:\n%v", rest, k.at)
		}
		k.until("something to choose", func(s shown) bool { return s.has("candidate-0") || s.has("more") })
		best, id := "", a11y.ID("candidates-more")
		for i := range 6 {
			n, ok := k.at.leaf(a11y.ID(fmt.Sprintf("candidate-%d", i)))
			if ok && strings.HasPrefix(rest, n.Label) && len(n.Label) > len(best) {
				best, id = n.Label, n.ID
			}
		}
		before := k.at.Page
		press(id)
		k.until("what was chosen", func(s shown) bool { return len(a11y.Diff(before, s.Page)) > 0 })
		rest = strings.TrimPrefix(rest, best)
	}
}

// filesComplaint goes on from where it is written until it is filed, looks what the city has got, and ends the session.
func filesComplaint(k *kiosk, press func(id a11y.ID)) {
	k.t.Helper()
	press("continue")
	k.page("tell")
	if got := k.at.value("words"); got != complaint {
		k.t.Fatalf("%q is written, want %q", got, complaint)
	}
	press("continue")
	for k.until("a question or how to reach the resident", func(s shown) bool {
		return s.Page.ID == "page-contact" || strings.HasPrefix(string(s.Page.ID), "page-ask-") && s.has("continue")
	}); k.at.Page.ID != "page-contact"; {
		answer(k)
	}
	press("channel-none")
	press("continue")
	k.page("review")
	press("send")
	k.page("done")
	sent := get(k.t, "http://"+k.address()+"/open311/v2/requests/"+digits(k.at.value("number"))+".json")
	var requests []struct{ Description string }
	if err := json.Unmarshal([]byte(sent), &requests); err != nil || len(requests) != 1 {
		k.t.Errorf("%v: %s", err, sent)
	}
	press("finish")
	k.page("attract")
	if strings.Contains(k.log.String(), "楼道") {
		k.t.Error("what was written is in the log")
	}
}

// TestK14AComplaintIsWrittenInTheWindow: with the nine keys of the page, by touch and with the digits of a keypad, and filed; the city gets
// what was meant.
func TestK14AComplaintIsWrittenInTheWindow(t *testing.T) {
	program(t)
	k := start(t, openScreen(t), t.TempDir())
	last := ' '
	for _, strike := range []func(digit rune){
		func(digit rune) {
			id := a11y.ID("key-" + string(digit))
			if digit == last {
				time.Sleep(time.Second) // at once, it would be a double strike
			}
			k.press(id)
			k.until("the key to be pressed", func(s shown) bool { return s.Cursor == id }) // what is likely may stay the same
			last = digit
		},
		func(digit rune) { k.do("type", "--delay", apart, string(digit)) },
	} {
		comesTo(k, "here", "write", k.surely)
		for _, digit := range complaintKeys {
			strike(digit)
		}
		chooses(k, complaint, k.press)
		filesComplaint(k, k.surely)
	}
	k.stop()
}

// TestK14AComplaintIsWrittenWithOneSwitch in the real window, and filed. To the page and from there to the receipt it goes by touch, to save time: the
// whole way with one switch is K09's.
func TestK14AComplaintIsWrittenWithOneSwitch(t *testing.T) {
	t.Parallel() // most of it is waiting for the light
	l := plugIn(t, "languages = [\"zh-Hans\"]\n[switches]\ndwell_ms = 1200\n", "")
	l.slack = 400 * time.Millisecond // so that no press comes when the light has gone on
	l.learn()
	press := func(id a11y.ID) {
		l.light(id)
		lit, page := l.at.Lit, l.at.Page.ID
		l.until("the light to go on", func(s shown) bool { return s.Page.ID != page || !slices.Equal(s.Lit, lit) })
	}
	comesTo(l.kiosk, "place-0", "write", l.kiosk.surely)
	for _, digit := range complaintKeys {
		press(a11y.ID("key-" + string(digit)))
	}
	chooses(l.kiosk, complaint, press)
	filesComplaint(l.kiosk, l.kiosk.surely)
	l.stop()
}

// TestAComplaintIsWrittenWithAFinger in the real window, stroke by stroke, without any press between two characters, and filed. How soon
// ink is seen is written down.
func TestAComplaintIsWrittenWithAFinger(t *testing.T) {
	program(t)
	k := start(t, openScreen(t), t.TempDir())
	comesTo(k, "here", "draw", k.surely)
	x, y := k.centre("slate")
	var took []time.Duration
	for range 5 {
		took = append(took, k.inkAfter(x, y))
		k.press("key-delete")
	}
	t.Logf("from a move of the pointer to its ink on the screen: at most %v", took)
	of, first := fingers(t), 0
	for i, r := range []rune(complaint) {
		written := string([]rune(complaint)[:i+1])
		k.writes(of[r])
		k.until("a character", func(s shown) bool { return len([]rune(s.value("words"))) == i+1 && s.has("candidate-0") })
		if k.at.value("words") == written {
			first++
			continue
		}
		at := slices.IndexFunc(k.at.Page.Leaves(), func(n a11y.Node) bool {
			return strings.HasPrefix(string(n.ID), "candidate-") && n.Label == string(r)
		})
		if at < 0 {
			t.Fatalf("%c is not offered:\n%v", r, k.at)
		}
		k.press(k.at.Page.Leaves()[at].ID)
		k.until("what was chosen", func(s shown) bool { return s.value("words") == written })
	}
	t.Logf("%d of %d characters were right at first", first, len([]rune(complaint)))
	filesComplaint(k, k.surely)
	k.stop()
}

// fingers are the ways of a finger for the characters of the complaint, in thousandths of a slate.
func fingers(t *testing.T) map[rune][][][2]float64 {
	t.Helper()
	data, err := os.ReadFile("../kiosk/kiosktest/testdata/strokes.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := map[rune][][][2]float64{}
	for line := range strings.Lines(string(data)) {
		text, ink, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		r := []rune(text)[0]
		for stroke := range strings.SplitSeq(ink, ";") {
			var way [][2]float64
			for _, pair := range strings.Fields(stroke) {
				var p [2]float64
				if _, err := fmt.Sscanf(pair, "%g,%g", &p[0], &p[1]); err != nil {
					t.Fatal(err)
				}
				way = append(way, p)
			}
			out[r] = append(out[r], way)
		}
	}
	return out
}

// writes leads the pointer through the strokes of a character, with an eighth of a second between two of them.
func (k *kiosk) writes(strokes [][][2]float64) {
	k.t.Helper()
	k.until("the slate", func(s shown) bool { return s.has("slate") })
	b := k.at.Bounds["slate"]
	var words []string
	move := func(x, y float64) {
		words = append(words, "mousemove", strconv.Itoa(int(b.X+x*b.W/1000)), strconv.Itoa(int(b.Y+y*b.H/1000)))
	}
	for _, way := range strokes {
		move(way[0][0], way[0][1])
		words = append(words, "mousedown", "1")
		for i, to := range way[1:] {
			const steps = 8
			for s := range steps {
				part := float64(s+1) / steps
				move(way[i][0]+(to[0]-way[i][0])*part, way[i][1]+(to[1]-way[i][1])*part)
				words = append(words, "sleep", "0.008")
			}
		}
		words = append(words, "mouseup", "1", "sleep", "0.125")
	}
	k.do(words...)
}

// inkAfter draws a line to a place and returns how long it takes from when the pointer is told to go there to when there is ink, with the start of
// the program that tells it.
func (k *kiosk) inkAfter(toX, toY string) time.Duration {
	k.t.Helper()
	x, errX := strconv.Atoi(toX)
	y, errY := strconv.Atoi(toY)
	if errX != nil || errY != nil {
		k.t.Fatal(errX, errY)
	}
	k.do("mousemove", strconv.Itoa(x-60), strconv.Itoa(y-60), "mousedown", "1", "mousemove", strconv.Itoa(x-50), strconv.Itoa(y-50))
	ink := theme.Palettes()[0].Ink
	for k.colour(x-50, y-50) != ink {
		time.Sleep(time.Millisecond)
	}
	time.Sleep(100 * time.Millisecond) // what has gone before is on the screen
	start := time.Now()
	k.do("mousemove", toX, toY)
	for k.colour(x-3, y-3) != ink {
		if time.Since(start) > patience {
			k.t.Fatal("there is no ink")
		}
		time.Sleep(200 * time.Microsecond)
	}
	took := time.Since(start)
	k.do("mouseup", "1")
	return took.Round(time.Millisecond)
}
