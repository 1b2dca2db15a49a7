// Package kiosktest plays journeys: sessions written down as text, without a window. What a resident does stands behind
// ">", what the kiosk shows and says stands below it. testdata/*.journey can be read by somebody who has never seen the
// code; go test -update writes them anew, and the difference is reviewed.
package kiosktest

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/flow"
	"linli/i18n"
	"linli/kiosk"
	"linli/report"
	"linli/speech"
	"linli/ui/screen"
)

// Player is a resident at a kiosk that exists in memory only.
type Player struct {
	speech.Silent // but for Say
	Kiosk         *kiosk.Kiosk
	City          *City
	// Staff can be called; nil means that nobody can be.
	Staff      *Staff
	Microphone Microphone
	// Recogniser writes voice messages down once a journey has told it to.
	Recogniser Recogniser
	// Log is all that the kiosk has logged.
	Log bytes.Buffer
	// Now is what the clock says.
	Now time.Time
	// Rows is how many leaves fit on a page; 0 means that all do.
	Rows int

	out    strings.Builder
	shown  screen.Screen
	cursor a11y.ID
	drawn  string
}

// Open switches a kiosk on: its first page is shown, at a fixed time, with numbers that are the same on each run.
func Open(t testing.TB) *Player {
	t.Helper()
	city := NewCity()
	p := &Player{Now: Now, City: city, Staff: &Staff{}}
	city.Clock = func() time.Time { return p.Now }
	p.Kiosk = newKiosk(t, p, p, city)
	p.Kiosk.Begin()
	return p
}

// OpenAt switches on a kiosk of another city, which journeys cannot tell what to do.
func OpenAt(t testing.TB, city kiosk.City) *Player {
	t.Helper()
	p := &Player{Now: Now}
	p.Kiosk = newKiosk(t, p, p, city)
	p.Kiosk.Begin()
	return p
}

func newKiosk(t testing.TB, p *Player, voice speech.Voice, city kiosk.City) *kiosk.Kiosk {
	t.Helper()
	p.Microphone.clock = func() time.Time { return p.Now }
	o := kiosk.Options{
		Display: p, Voice: voice, City: city, Recorder: &p.Microphone, Writer: Writer{}, Reader: Reader(), View: View(t), Number: 1024,
		Random: &counter{}, Clock: func() time.Time { return p.Now },
		Log:   slog.New(slog.NewTextHandler(&p.Log, &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: timeless})),
		Spawn: func(f func()) { f() },
		Idle:  kiosk.Idle{After: 180 * time.Second, AfterSlow: 300 * time.Second, Notice: 40 * time.Second, Slow: largest}, AnswerWithin: 60 * time.Second,
	}
	if p.Staff != nil {
		o.Staff, o.Assistants = p.Staff, p.Staff
	}
	return kiosk.New(o)
}

// largest says that somebody has chosen the largest of three text sizes.
func largest(s flow.Settings) bool { return s.Size%3 == 2 }

// Now is what the clock says when journeys begin.
var Now = time.Date(2026, 11, 23, 9, 5, 0, 0, Zone)

// Zone is where the kiosk of journeys stands.
var Zone = time.FixedZone("CST", 8*3600)

// View is what pages of journeys need.
func View(t testing.TB) screen.View {
	t.Helper()
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return screen.View{Bundle: b, Site: Site(), Langs: i18n.Shipped(), Zone: Zone, Offer: Offer(), Reachable: true, Records: true, Version: "1.0", Writes: []string{"zh-Hans", "zh-Hant"}}
}

// Offer is what residents of journeys can change.
func Offer() screen.Offer {
	return screen.Offer{
		Texts: []int{100, 133, 200}, Themes: []string{"light", "dark"},
		Pauses: []time.Duration{300 * time.Millisecond, 500 * time.Millisecond, time.Second},
		Dwells: []time.Duration{500 * time.Millisecond, time.Second, 2 * time.Second, 3 * time.Second, 5 * time.Second, 10 * time.Second}, Dwell: 2,
		Holds: []time.Duration{0, 200 * time.Millisecond, 500 * time.Millisecond, time.Second, 2 * time.Second},
		Rates: speech.Rates(),
	}
}

// homes are those of the community of journeys: old houses in the east, a tower and one with a name in the west.
func homes() *report.Homes {
	return &report.Homes{Blocks: []report.Block{
		{Name: report.Named{Own: "东区", In: map[string]string{"en": "East part", "zh-Hant": "東區"}}, Buildings: []report.Building{
			{Number: 1, Entrances: 3, Floors: 6, Doors: 3, Lat: 39.9165, Long: 116.3970, Located: true},
			{Number: 3, Entrances: 4, Floors: 6, Doors: 3, Lat: 39.9169, Long: 116.3973, Located: true},
		}},
		{Name: report.Named{Own: "西区", In: map[string]string{"en": "West part", "zh-Hant": "西區"}}, Buildings: []report.Building{
			{Number: 5, Floors: 18, Doors: 8}, {Name: report.Named{Own: "老年公寓", In: map[string]string{"en": "Old people's home"}}},
		}},
	}}
}

// Site is where the kiosk of journeys stands.
func Site() report.Site {
	here := report.Place{ID: "here", Name: "幸福里社区服务站", Address: "幸福里1号院", Lat: 39.9163, Long: 116.3972, Located: true}
	return report.Site{
		Name: "幸福里社区", Here: here, Homes: homes(), StaffWhere: "一楼服务台", StaffPhone: "010-5555 0123",
		Places: []report.Place{
			{ID: "b1", Name: "1号楼", Address: "幸福里1号楼", Lat: 39.9165, Long: 116.3970, Located: true},
			{ID: "b2", Name: "2号楼", Address: "幸福里2号楼", Lat: 39.9167, Long: 116.3971, Located: true},
			{ID: "gate", Name: "南门", Address: "幸福里南门", Lat: 39.9160, Long: 116.3972, Located: true},
		},
	}
}

// Fit implements kiosk.Display: so many leaves on each page.
func (p *Player) Fit(s screen.Screen) [][]a11y.ID {
	main, _ := s.Root.Part(a11y.Main)
	var parts [][]a11y.ID
	for i, n := range main.Leaves() {
		if i == 0 || p.Rows > 0 && i%p.Rows == 0 {
			parts = append(parts, nil)
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], n.ID)
	}
	return parts
}

// Show implements kiosk.Display.
func (p *Player) Show(s screen.Screen, cursor a11y.ID) {
	p.shown, p.cursor = s, cursor
	if drawn := a11y.Sketch(s.Root); drawn != p.drawn {
		p.drawn = drawn
		fmt.Fprintf(&p.out, "\n%s\n", drawn)
	}
}

// Say implements speech.Voice.
func (p *Player) Say(utterances []speech.Utterance) {
	for _, u := range utterances {
		fmt.Fprintf(&p.out, "  » %s\n", u.Text)
	}
}

// Screen returns the page that is shown and where the cursor is.
func (p *Player) Screen() (screen.Screen, a11y.ID) { return p.shown, p.cursor }

// Text returns what was shown and said since the last call.
func (p *Player) Text() string {
	text := p.out.String()
	p.out.Reset()
	return text
}

// Do does one thing that a resident, or fate, can do: see testdata for examples.
func (p *Player) Do(line string) error {
	verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	switch verb {
	case "look":
	case "touch":
		return p.touch(rest)
	case "write":
		label, text, _ := strings.Cut(rest, ": ")
		id, err := p.find(label)
		if err != nil {
			return err
		}
		p.Kiosk.SetText(id, text)
	case "press":
		before := p.out.String()
		for _, digit := range strings.ReplaceAll(rest, " ", "") {
			p.out.Reset() // only the last digit's page is worth reading
			p.out.WriteString(before)
			if err := p.touch(string(digit)); err != nil {
				return err
			}
		}
	case "next":
		p.Kiosk.Press(nav.Next)
	case "previous":
		p.Kiosk.Press(nav.Previous)
	case "select":
		p.Kiosk.Press(nav.Activate)
	case "key": // what a key asks for, whatever it is called
		p.Kiosk.Press(nav.Command(rest))
	case "scan": // what a card reader or a code scanner reads
		p.Kiosk.Scan(rest)
	case "wait": // so many seconds, in which nobody does anything
		seconds, err := strconv.Atoi(rest)
		if err != nil {
			return fmt.Errorf("wait how many seconds? %w", err)
		}
		for range seconds {
			p.Now = p.Now.Add(time.Second)
			p.Kiosk.Watch()
			p.Kiosk.Settle(context.Background())
		}
	case "tap": // where nothing is
		p.Kiosk.Stir()
	case "city":
		return p.City.Do(rest)
	case "staff":
		return p.Staff.Do(rest)
	case "microphone":
		return p.microphone(rest)
	case "recogniser":
		return p.recogniser(rest)
	default:
		return fmt.Errorf("no such thing to do: %q", line)
	}
	p.Kiosk.Settle(context.Background())
	return nil
}

// touch presses what is called so. A name may be shortened to its beginning.
func (p *Player) touch(label string) error {
	id, err := p.find(label)
	if err != nil {
		return err
	}
	p.Kiosk.Activate(id)
	p.Kiosk.Settle(context.Background())
	return nil
}

func (p *Player) find(label string) (a11y.ID, error) {
	var begins a11y.ID
	for _, n := range p.shown.Root.Leaves() {
		if !n.Role.Actionable() {
			continue
		}
		if n.Label == label {
			return n.ID, nil
		}
		if begins == "" && strings.HasPrefix(n.Label, label) {
			begins = n.ID
		}
	}
	if begins == "" {
		return "", fmt.Errorf("nothing on the page is called %q:\n%s", label, p.drawn)
	}
	return begins, nil
}

// counter is randomness that is the same on each run.
type counter struct{ n uint64 }

func (c *counter) Read(b []byte) (int, error) {
	for i := range b {
		c.n = c.n*6364136223846793005 + 1442695040888963407
		var w [8]byte
		binary.BigEndian.PutUint64(w[:], c.n)
		b[i] = w[0]
	}
	return len(b), nil
}

var _ io.Reader = (*counter)(nil)

// timeless leaves the time out of the log: its digits would be found in it where a secret is looked for.
func timeless(groups []string, a slog.Attr) slog.Attr {
	if len(groups) == 0 && a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}
