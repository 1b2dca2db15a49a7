package gallery

import (
	"context"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"linli/a11y"
	"linli/assets"
	"linli/flow"
	"linli/i18n"
	"linli/kiosk/kiosktest"
	"linli/ui/layout"
	"linli/ui/screen"
	"linli/ui/theme"
)

// The tests of this file are named after the rows of the accessibility checklist, part V: what is seen.

// capital is the height of a capital H in ems; TestV01 measures it.
const capital = 0.73

// TestV01: with the body text of a theme, 国 has 12 mm of ink and a capital H 0.7 degrees from 600 mm away (EN 301 549,
// 5.1.4). Pages are set with it, beside hints, steps and the bar.
func TestV01(t *testing.T) {
	test.NewTempApp(t)
	const finer = 10 // than a screen, so that half a pixel does not matter
	perMM := pixelsPerMM(Sizes()[0])
	unit := theme.Choose(1080, 1920, 0, 0, 0).Unit
	for _, face := range []theme.Face{theme.Regular, theme.Bold} {
		for text, least := range map[string]float32{"国": 12, "H": 7.33} {
			if mm := inkHeight(t, text, face, theme.Body*unit*finer) / finer / perMM; mm < least {
				t.Errorf("%s is %.2f mm high, want %.2f", text, mm, least)
			}
		}
		if ems := inkHeight(t, "H", face, 500) / 500; ems < capital {
			t.Errorf("a capital H is %.3f ems high, want %.2f", ems, capital)
		}
	}
	each(t, func(t *testing.T, name string, s screen.Screen, size Size, style theme.Style, fonts *theme.Fonts) {
		if size != Sizes()[0] || s.Settings.Size > 0 || s.Root.Lang == i18n.Pseudo {
			return
		}
		for _, b := range layout.Do(s.Root, size.Width, size.Height, style, fonts).Boxes {
			role := b.Node.Role
			if b.Node.ID == "weekdays" || role != a11y.Text && role != a11y.Radio && role != a11y.Checkbox && role != a11y.Alert {
				continue
			}
			if l := b.Lines[0]; l.Size < theme.Body*perMM*0.999 {
				t.Errorf("%s: %s: %q has %.1f mm an em", name, b.Node.ID, l.Text, l.Size/perMM)
			}
		}
	})
}

// inkHeight is the height of a text's ink in pixels.
func inkHeight(t *testing.T, text string, face theme.Face, size float32) float32 {
	t.Helper()
	o := canvas.NewText(text, theme.Light().Ink)
	o.FontSource, o.TextSize = theme.FontResource(face), size
	w := test.NewTempWindow(t, o)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(size*1.5, size*2))
	top, bottom := inkRows(w.Canvas().Capture(), layout.Rect{W: size * 1.5, H: size * 2})
	return float32(bottom - top)
}

// TestV02: no text anywhere has a capital H under 4.8 mm on the glass (Section 508, 402.4).
func TestV02(t *testing.T) {
	const least = 4.8
	each(t, func(t *testing.T, name string, s screen.Screen, size Size, style theme.Style, fonts *theme.Fonts) {
		for _, b := range layout.Do(s.Root, size.Width, size.Height, style, fonts).Boxes {
			for _, l := range b.Lines {
				if mm := l.Size * capital / pixelsPerMM(size); mm < least {
					t.Errorf("%s: %s: %q has a capital H of %.1f mm", name, b.Node.ID, l.Text, mm)
				}
			}
		}
	})
}

// TestV03: from one size of text to the next, the smallest target, pictogram and gap grow with it. What has grown into spare
// room at one size need not do so at the next: keys have 36 mm at 100 per cent and 28 at 200, where they shrink before a pad is torn
// apart, but never below the least target at that size.
func TestV03(t *testing.T) {
	least := make([]map[string]float32, len(theme.Scales()))
	each(t, func(_ *testing.T, _ string, s screen.Screen, size Size, style theme.Style, fonts *theme.Fonts) {
		if size != Sizes()[0] {
			return
		}
		at := &least[s.Settings.Size]
		if *at == nil {
			*at = map[string]float32{"target": math.MaxFloat32, "key": math.MaxFloat32, "pictogram": math.MaxFloat32, "gap": math.MaxFloat32}
		}
		boxes := layout.Do(s.Root, size.Width, size.Height, style, fonts).Boxes
		for i, b := range boxes {
			for _, p := range b.Pictures {
				(*at)["pictogram"] = min((*at)["pictogram"], p.Rect.H)
			}
			if b.Look == layout.Key {
				(*at)["key"] = min((*at)["key"], b.Rect.H)
				continue
			}
			if !b.Node.Role.Actionable() {
				continue
			}
			(*at)["target"] = min((*at)["target"], b.Rect.H)
			for _, other := range boxes[i+1:] {
				if other.Node.Role.Actionable() {
					(*at)["gap"] = min((*at)["gap"], apartBy(b.Rect, other.Rect))
				}
			}
		}
	})
	scales, promised := theme.Scales(), map[string]float32{"target": theme.Target, "key": theme.LeastKey, "pictogram": theme.Icon, "gap": theme.Gap}
	for i := range scales[1:] {
		for what, was := range least[i] {
			was = min(was, promised[what]*scales[i]*pixelsPerMM(Sizes()[0]))
			if is := least[i+1][what]; is/was < 0.9*scales[i+1]/scales[i] {
				t.Errorf("%s: from %g to %g of text it grows from %.1f to %.1f pixels only", what, scales[i], scales[i+1], was, is)
			}
		}
	}
}

// apartBy is the distance of two rectangles that do not overlap.
func apartBy(a, b layout.Rect) float32 {
	return max(a.X-b.Right(), b.X-a.Right(), a.Y-b.Bottom(), b.Y-a.Bottom())
}

// TestV04: the words of every node stand in its lines, without loss; nothing is cut short with an ellipsis. A field shows
// the end of what is written into it.
func TestV04(t *testing.T) {
	each(t, func(t *testing.T, name string, s screen.Screen, size Size, style theme.Style, fonts *theme.Fonts) {
		for _, b := range layout.Do(s.Root, size.Width, size.Height, style, fonts).Boxes {
			n, shown := b.Node, ""
			for _, l := range b.Lines {
				shown += unspaced(l.Text)
			}
			words := []string{n.Label, n.Hint, n.Value}
			if n.Role == a11y.Entry {
				words[2] = lastLines(b)
			}
			for _, w := range words {
				if !strings.Contains(shown, unspaced(w)) {
					t.Errorf("%s: of %s only %q is shown of %q", name, n.ID, shown, w)
				}
			}
			end := unspaced(words[2])
			if !strings.HasSuffix(unspaced(n.Value), end) || n.Value != "" && end == "" || strings.Contains(shown, "…") {
				t.Errorf("%s: %s is cut short: %q", name, n.ID, shown)
			}
		}
	})
}

// lastLines is what a field shows of what is written into it: the bold lines with the ink of answers.
func lastLines(b layout.Box) string {
	var out strings.Builder
	for _, l := range b.Lines {
		if l.Bold && l.Tone == layout.Ink {
			out.WriteString(l.Text + " ")
		}
	}
	return out.String()
}

// unspaced is a text without white space, which lines break at.
func unspaced(s string) string { return strings.Join(strings.Fields(s), "") }

// TestV05: nothing scrolls. The buttons of the pager alone come to every part of a page that does not fit at once.
func TestV05(t *testing.T) {
	noneInSources(t, "..", regexp.MustCompile(`\b(container|widget)\.(Scroll|New\w*Scroll|NewList|NewTable|NewTree|NewGridWrap|NewMultiLineEntry)\b`))
	for _, way := range [][]string{{}, {"touch 中文"}, {"touch 中文", "touch 反映"}, {"touch 中文", "touch 反映", "touch 街上"}, {"touch 中文", "touch 查进度"}} {
		p, whole := kiosktest.Open(t), kiosktest.Open(t)
		p.City.Many, whole.City.Many, p.Rows = 20, 20, 100
		for _, line := range way {
			if err := p.Do(line); err != nil {
				t.Fatal(err)
			}
			if err := whole.Do(line); err != nil {
				t.Fatal(err)
			}
		}
		p.Rows = 2
		p.Kiosk.Redraw()
		p.Kiosk.Settle(context.Background())
		met := map[a11y.ID]bool{}
		for more := true; more; {
			s, _ := p.Screen()
			for _, n := range leavesOfMain(s) {
				met[n.ID] = true
			}
			n, ok := s.Root.Find("more")
			if more = ok && !n.State.Disabled; more {
				p.Kiosk.Activate("more")
				p.Kiosk.Settle(context.Background())
			}
		}
		s, _ := whole.Screen()
		if n := len(leavesOfMain(s)); n < 2 {
			t.Errorf("%q: only %d things to come to", way, n)
		}
		for _, n := range leavesOfMain(s) {
			if !met[n.ID] {
				t.Errorf("%q: nobody comes to %s", way, n.ID)
			}
		}
	}
}

func leavesOfMain(s screen.Screen) []a11y.Node {
	main, _ := s.Root.Part(a11y.Main)
	return main.Leaves()
}

// noneInSources says where a pattern is in the sources of the program below a folder.
func noneInSources(t *testing.T, dir string, pattern *regexp.Regexp) {
	t.Helper()
	read := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		if found := pattern.Find(text); found != nil {
			t.Errorf("%s has %s", path, found)
		}
		read++
		return err
	})
	if err != nil || read < 25 {
		t.Errorf("%d files read, %v", read, err)
	}
}

// TestV11: around every leaf there is room for the cursor's ring: it ends inside of the window, no frame that is drawn later lies
// over it, and it does not lie over words.
func TestV11(t *testing.T) {
	each(t, func(t *testing.T, name string, s screen.Screen, size Size, style theme.Style, fonts *theme.Fonts) {
		boxes := layout.Do(s.Root, size.Width, size.Height, style, fonts).Boxes
		for i, b := range boxes {
			r := grow(b.Rect, theme.Ring*pixelsPerMM(size))
			if r.X < 0 || r.Y < 0 || r.Right() > size.Width || r.Bottom() > size.Height {
				t.Errorf("%s: the ring around %s leaves the window", name, b.Node.ID)
			}
			for j, other := range boxes {
				framed := other.Look != layout.Plain && other.Look != layout.Title
				if j != i && framed && apartBy(r, other.Rect) < -0.5 {
					t.Errorf("%s: %s reaches into the ring around %s by %.1f pixels", name, other.Node.ID, b.Node.ID, -apartBy(r, other.Rect))
				}
				for _, l := range other.Lines {
					ink := layout.Rect{X: other.Rect.X + l.X, Y: other.Rect.Y + l.Y + 0.3*l.Size, W: fonts.Width(l.Text, l.Size, l.Bold), H: 0.95 * l.Size}
					if j != i && apartBy(r, ink) < -0.5 {
						t.Errorf("%s: the ring around %s lies over %q by %.1f pixels", name, b.Node.ID, l.Text, -apartBy(r, ink))
					}
				}
			}
		}
	})
}

// TestV12: nothing moves by itself: there are no animations, and no clock ticks in what draws.
func TestV12(t *testing.T) {
	noneInSources(t, "../ui", regexp.MustCompile(`\btime\.(NewTicker|NewTimer|Tick)\b`))
	noneInSources(t, "..", regexp.MustCompile(`\b(canvas|fyne|widget)\.New(\w*Animation|Activity|ProgressBarInfinite)\b|\bNewAnimatedGif|\bmarquee\b`))
}

// TestV15: on every page one press makes everything larger.
func TestV15(t *testing.T) {
	for _, lang := range i18n.Shipped() {
		for _, shot := range play(t, kiosktest.View(t), lang) {
			bar, _ := shot.Screen.Root.Part(a11y.Toolbar)
			n, ok := bar.Find("size")
			if !ok || n.Role != a11y.Button || n.State.Disabled || shot.Screen.On["size"] != (flow.SizePressed{}) {
				t.Errorf("%s in %s: no button for larger text in the bar: %+v", shot.Name, lang, n)
			}
		}
	}
	p := kiosktest.Open(t)
	for want := range 4 {
		if s, _ := p.Screen(); s.Settings.Size != want {
			t.Errorf("after %d presses the size is %d", want, s.Settings.Size)
		}
		p.Kiosk.Activate("size")
		p.Kiosk.Settle(context.Background())
	}
}

// TestV16: what a resident has chosen to see holds on every page of the session, on those that say what is wrong and on the one that
// is laid over others too.
func TestV16(t *testing.T) {
	p := kiosktest.Open(t)
	visited := map[a11y.ID]bool{}
	for i, line := range strings.Split(strings.TrimSpace(`
		touch 中文
		touch 大小
		touch 大小
		touch 深浅
		touch 帮助
		touch 返回
		touch 反映问题
		touch 家里
		wait 305
		touch 我还在
		wait 1
		touch 电梯坏了
		touch 南门
		touch 下一步
		touch 下一步
		touch 返回
		touch 返回
		touch 返回
		touch 暖气不热
		touch 下一步
		touch 下一步
		touch 卧室
		touch 下一步
		touch 打电话
		touch 下一步
		touch 下一步
		press 13800138000
		touch 下一步
		city goes away
		touch 都对
		city comes back
		touch 再试一次
		touch 再反映
		touch 返回
		touch 查进度
		touch 查一查`), "\n") {
		if err := p.Do(line); err != nil {
			t.Fatal(err)
		}
		s, _ := p.Screen()
		visited[s.Root.ID] = true
		if i >= 3 && (s.Settings.Size != 2 || s.Settings.Contrast != 1) {
			t.Errorf("%s: on %s the size is %d and the theme %d", strings.TrimSpace(line), s.Root.ID, s.Settings.Size, s.Settings.Contrast)
		}
	}
	if len(visited) < 12 {
		t.Errorf("%d pages only", len(visited))
	}
}

// TestV17: every pictogram stands beside words, is one of ours, and neither holds letters nor is one.
func TestV17(t *testing.T) {
	for _, lang := range i18n.Shipped() {
		for _, shot := range play(t, kiosktest.View(t), lang) {
			for n := range shot.Screen.Root.All() {
				if n.Icon != "" && strings.TrimSpace(n.Label) == "" {
					t.Errorf("%s in %s: the pictogram %s of %s has no words", shot.Name, lang, n.Icon, n.ID)
				}
				if n.Icon != "" && !slices.Contains(assets.Icons(), n.Icon) {
					t.Errorf("%s: there is no pictogram %s", shot.Name, n.Icon)
				}
				for _, r := range n.Label + n.Hint + n.Value {
					if unicode.In(r, unicode.So, unicode.Sm, unicode.Co) {
						t.Errorf("%s in %s: %s has the sign %c among its words", shot.Name, lang, n.ID, r)
					}
				}
			}
		}
	}
	for _, name := range assets.Icons() {
		if svg, err := assets.Icon(name); err != nil || strings.Contains(string(svg), "<text") {
			t.Errorf("pictogram %s: %v, or letters in it", name, err)
		}
	}
}
