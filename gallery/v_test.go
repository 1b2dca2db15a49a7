package gallery

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"linli/a11y"
	"linli/assets"
	"linli/kiosk/kiosktest"
	"linli/ui/screen"
)

// The tests of this file are named after the rows of the accessibility checklist, part V: what is seen. What can be measured on
// every page, package audit measures.

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

// TestV12: nothing moves by itself: there are no animations, and no clock ticks in what draws.
func TestV12(t *testing.T) {
	noneInSources(t, "../ui", regexp.MustCompile(`\btime\.(NewTicker|NewTimer|Tick)\b`))
	noneInSources(t, "..", regexp.MustCompile(`\b(canvas|fyne|widget)\.New(\w*Animation|Activity|ProgressBarInfinite)\b|\bNewAnimatedGif|\bmarquee\b`))
}

// TestV15: each press makes everything larger. That the button for it is on every page, the audit measures.
func TestV15(t *testing.T) {
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

// TestV17: no pictogram holds letters. That each stands beside words, the audit measures.
func TestV17(t *testing.T) {
	for _, name := range assets.Icons() {
		if svg, err := assets.Icon(name); err != nil || strings.Contains(string(svg), "<text") {
			t.Errorf("pictogram %s: %v, or letters in it", name, err)
		}
	}
}
