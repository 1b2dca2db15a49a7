package measure_test

import (
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"linli/a11y"
	"linli/audit/measure"
	"linli/flow"
	"linli/gallery"
	"linli/kiosk/kiosktest"
	"linli/ui/screen"
	"linli/ui/theme"
)

// taken is what was measured: of each figure the least, the most and what they were measured of.
type taken map[string]*struct {
	least, most float64
	at          string // what the most was measured of
}

func (m taken) mark(figure string, value float64, what string) {
	f := m[figure]
	if f == nil {
		f = &struct {
			least, most float64
			at          string
		}{math.Inf(1), math.Inf(-1), ""}
		m[figure] = f
	}
	if value > f.most {
		f.most, f.at = value, what
	}
	f.least = min(f.least, value)
}

// size is the window of these tests; the page in it is laid out at 100 per cent.
var size = gallery.Size{Name: "portrait", Width: 1080, Height: 1920}

// laid is a page of a state, after something was broken in its description.
func laid(t *testing.T, s flow.State, contrast int, spoil func(*screen.Screen)) measure.Page {
	t.Helper()
	fonts, err := theme.OpenFonts()
	if err != nil {
		t.Fatal(err)
	}
	s.Settings.Lang = "zh-Hans"
	shown := screen.For(s, kiosktest.View(t))
	shown.Settings.Contrast = contrast
	if spoil != nil {
		spoil(&shown)
	}
	style := theme.Choose(size.Width, size.Height, 0, 0, contrast)
	w := measure.Window{W: size.Width, H: size.Height, PerMM: theme.PerMM(size.Width, size.Height, 0)}
	return measure.Lay(s.Place.String(), shown, w, style, fonts)
}

// renamed gives a node of a tree another name.
func renamed(n a11y.Node, id a11y.ID, label string) a11y.Node {
	if n.ID == id {
		n.Label = label
	}
	children := n.Children
	n.Children = make([]a11y.Node, len(children))
	for i, c := range children {
		n.Children[i] = renamed(c, id, label)
	}
	return n
}

// TestASmallTargetIsFound: with its size, and the place where it is too near to another.
func TestASmallTargetIsFound(t *testing.T) {
	p := laid(t, flow.State{Place: flow.Home}, 0, nil)
	sound := taken{}
	measure.Targets(p, sound.mark)
	if sound["T01 target"].least < 12.7 || sound["T01 main"].least < 20 || sound["T02 gap"].least < 2.54 {
		t.Errorf("the page as it is: %v", sound)
	}
	for i, b := range p.Boxes {
		if b.Node.ID == "track" {
			p.Boxes[i].Rect.H = 9 * p.Window.PerMM
		}
		if b.Node.ID == "guide" {
			p.Boxes[i].Rect.Y = p.Boxes[i-1].Rect.Bottom() + p.Window.PerMM
		}
	}
	found := taken{}
	measure.Targets(p, found.mark)
	if mm := found["T01 target"].least; math.Abs(mm-9) > 0.01 || found["T01 main"].least != mm || math.Abs(found["T02 gap"].least-1) > 0.01 {
		t.Errorf("%.2f mm small, %.2f apart", mm, found["T02 gap"].least)
	}
}

// TestAMissingNameIsFound: what has no name is found by what it is; so is the name of a key, and a letter that is a pictogram.
func TestAMissingNameIsFound(t *testing.T) {
	for label, figure := range map[string]string{"": "A01 nameless", "home.track": "L03 key", "☎ 12345": "V17 sign"} {
		p := laid(t, flow.State{Place: flow.Home}, 0, func(s *screen.Screen) { s.Root = renamed(s.Root, "track", label) })
		found := taken{}
		measure.Names(p, found.mark)
		if f := found[figure]; f.most != 1 || !strings.Contains(f.at, "track") {
			t.Errorf("%q: %s is %+v", label, figure, f)
		}
		if f := found["V17 pictogram"]; label == "" && f.most != 1 {
			t.Error("a pictogram without words is not found")
		}
	}
	sound := taken{}
	measure.Names(laid(t, flow.State{Place: flow.Home}, 0, nil), sound.mark)
	for figure, f := range sound {
		if f.most != 0 {
			t.Errorf("the page as it is: %s: %s", figure, f.at)
		}
	}
}

// TestWordsThatAreLostAreFound: not in their lines, out of their place, out of the window, without a place.
func TestWordsThatAreLostAreFound(t *testing.T) {
	p := laid(t, flow.State{Place: flow.Home}, 0, nil)
	sound := taken{}
	measure.Inside(p, sound.mark)
	measure.Shown(p, sound.mark)
	for figure, f := range sound {
		if f.most > 0.1 {
			t.Errorf("the page as it is: %s is %g: %s", figure, f.most, f.at)
		}
	}
	p.Boxes[2].Lines[0].Text = "报…"
	p.Boxes[3].Lines[0].X = p.Boxes[3].Rect.W
	p.Boxes[4].Rect.X = size.Width
	p.Boxes = append(p.Boxes, p.Boxes[0])
	found := taken{}
	measure.Inside(p, found.mark)
	measure.Shown(p, found.mark)
	for _, figure := range []string{"V04 lost", "V04 unplaced", "V04 outside", "V05 outside"} {
		if found[figure].most < 1 {
			t.Errorf("%s is %+v", figure, found[figure])
		}
	}
}

// TestSmallTypeIsFound: in millimetres of a capital and of 国.
func TestSmallTypeIsFound(t *testing.T) {
	ink := measure.Ink{Character: 0.875, Capital: 0.733}
	p := laid(t, flow.State{Place: flow.Where}, 0, nil)
	for i := range p.Boxes {
		if p.Boxes[i].Node.Role == a11y.Radio {
			p.Boxes[i].Lines[0].Size = 5 * p.Window.PerMM
		}
	}
	found := taken{}
	measure.Type(p, ink, 0, found.mark)
	if mm := found["V01 character"].least; math.Abs(mm-5*0.875) > 0.01 || math.Abs(found["V02 capital"].least-5*0.733) > 0.01 {
		t.Errorf("国 is %.2f mm, H %.2f", mm, found["V02 capital"].least)
	}
}

// TestGreyTextIsFound: on what is drawn, in each theme by its own figure.
func TestGreyTextIsFound(t *testing.T) {
	test.NewTempApp(t)
	p := laid(t, flow.State{Place: flow.Home}, 0, nil)
	c := gallery.NewCanvas(p.Fonts, 0)
	for contrast, figure := range map[int]string{0: "V07 contrast", 3: "V08 high", 5: "V08 softest"} {
		p := laid(t, flow.State{Place: flow.Home}, contrast, nil)
		img := c.Draw(p.Screen, "", size)
		sound := taken{}
		measure.Contrast(p, measure.See(img), sound.mark)
		if f := sound[figure]; f == nil || f.least < p.Style.Palette.Least || p.Style.Palette.Most > 0 && f.most > p.Style.Palette.Most {
			t.Errorf("%s as it is: %s is %+v", p.Style.Palette.Name, figure, f)
		}
	}
	grey := laid(t, flow.State{Place: flow.Home}, 0, func(s *screen.Screen) {
		s.Root = renamed(s.Root, "track", "　") // nothing but ground where words should be
	})
	found := taken{}
	measure.Contrast(p, measure.See(c.Draw(grey.Screen, "", size)), found.mark)
	if f := found["V07 contrast"]; f.least > 1.5 {
		t.Errorf("words that cannot be seen have %+v", f)
	}
}

// TestWhatIsNotSaidIsFound: a page whose words are not those that are said.
func TestWhatIsNotSaidIsFound(t *testing.T) {
	words := kiosktest.View(t).Bundle.Words("zh-Hans")
	p := laid(t, flow.State{Place: flow.Home}, 0, nil)
	sound := taken{}
	measure.Said(p, words, sound.mark)
	measure.Keys(p, sound.mark)
	measure.Tree(p, sound.mark)
	for figure, f := range sound {
		if f.most != 0 && figure != "F02 choices" {
			t.Errorf("the page as it is: %s: %s", figure, f.at)
		}
	}
	twice := laid(t, flow.State{Place: flow.Home}, 0, func(s *screen.Screen) { // a second heading, and nothing in the bar
		s.Root.Children = s.Root.Children[:len(s.Root.Children)-1]
		s.Root.Children = append(s.Root.Children, s.Root.Children[0])
	})
	found := taken{}
	measure.Tree(twice, found.mark)
	if found["A01 tree"].most != 1 || found["V15 missing"].most != 1 {
		t.Errorf("%+v", found)
	}
}
