package kiosktest

import (
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/flow"
	"linli/kiosk"
)

// lesson is somebody of the staff who teaches keys.
type lesson struct {
	*Player
	saved  map[string][]string
	fail   bool
	closed int
}

func openLesson(t *testing.T) *lesson {
	t.Helper()
	l := &lesson{Player: &Player{Now: Now}}
	l.Kiosk = kiosk.New(kiosk.Options{
		Display: l, Voice: l, View: View(t), Clock: func() time.Time { return l.Now }, Log: slog.New(slog.DiscardHandler),
		Spawn: func(f func()) { f() },
		Lesson: &kiosk.Lesson{
			Commands: []string{"next", "previous", "activate", "back", "help", "louder"},
			Had:      [][]string{{"Down", "F19"}, {"Up"}, {"Enter"}, {"Escape"}, {"F1"}, {"="}},
			Save: func(keys map[string][]string) (string, error) {
				if l.fail {
					return "", errors.New("no room")
				}
				l.saved = keys
				return "/etc/linli.toml", nil
			},
			Keyboard: map[string]nav.Command{"Enter": nav.Activate, "Left": nav.Previous},
			Close:    func() { l.closed++ },
		},
	})
	l.Kiosk.Begin()
	return l
}

// strike presses a key.
func (l *lesson) strike(t *testing.T, key string, flaw flow.Flaw) {
	t.Helper()
	l.Now = l.Now.Add(time.Second)
	l.Kiosk.Strike(key, flaw)
	l.Kiosk.Settle(t.Context())
}

// TestK02KeysAreTaughtOneByOne: each page asks for one, shows and says what came, and refuses what cannot be; one goes back, tries again,
// leaves some as they are; at the end all that has changed is shown and only then written down.
func TestK02KeysAreTaughtOneByOne(t *testing.T) {
	l := openLesson(t)
	both(t, l.Player, "the first", "哪个键管这件事？请按一下")
	if s, _ := l.Screen(); !strings.Contains(a11y.Sketch(s.Root), "这个键往下走") || !strings.Contains(a11y.Sketch(s.Root), "现在是：Down、F19") {
		t.Errorf("it does not say for what, or what there is:\n%s", a11y.Sketch(s.Root))
	}
	for _, c := range []struct {
		key  string
		flaw flow.Flaw
		want string
	}{
		{"", flow.NoName, "这个键认不出来"}, {"LeftAlt", flow.System, "这个键归电脑自己用"}, {"7", flow.Writes, "数字键要用来写号码"},
		{"#34", "", "记下了：#34"}, {"Up", "", "记下了：Up"},
	} {
		_ = l.Text()
		l.strike(t, c.key, c.flaw)
		s, cursor := l.Screen()
		said := l.Text()
		if sketch := a11y.Sketch(s.Root); !strings.Contains(sketch, c.want) || !strings.Contains(said, c.want) || !strings.Contains(said, "» ") {
			t.Errorf("%q: said %q, shown\n%s", c.key, said, sketch)
		}
		if wrong, ok := s.Root.Find("problem"); ok != (c.flaw != "") || ok && cursor != wrong.ID || ok && c.key != "" && !strings.Contains(wrong.Hint, c.key) {
			t.Errorf("%q: %+v, the cursor on %s", c.key, wrong, cursor)
		}
	}
	do(t, l.Player, "touch 对，下一个")
	if s, _ := l.Screen(); !strings.Contains(a11y.Sketch(s.Root), "现在还没有键") {
		t.Errorf("the key that was taken away is still there:\n%s", a11y.Sketch(s.Root))
	}
	_ = l.Text()
	l.strike(t, "Up", "") // it goes down now
	if said := l.Text(); strings.Contains(said, "记下了") || !strings.Contains(said, "» ") {
		t.Errorf("what was taught does not work at once: %q", said)
	}
	do(t, l.Player, "touch 后面的都不换了")
	if s, _ := l.Screen(); !strings.Contains(a11y.Sketch(s.Root), "这几件事还没有键") || !strings.Contains(a11y.Sketch(s.Root), "这个键往上走") {
		t.Errorf("nobody can go up any more, and nobody says so:\n%s", a11y.Sketch(s.Root))
	}
	for range 5 {
		do(t, l.Player, "touch 返回")
	}
	l.strike(t, "F18", "")
	do(t, l.Player, "touch 不要这个键")
	l.strike(t, "F14", "")
	do(t, l.Player, "touch 返回", "touch 对，下一个", "touch 对，下一个", "touch 后面的都不换了")
	s, _ := l.Screen()
	sketch := a11y.Sketch(s.Root)
	if !strings.Contains(sketch, "现在是：Up、Down、F19") || !strings.Contains(sketch, "现在是：F14") || strings.Contains(sketch, "圆键") {
		t.Errorf("what has changed:\n%s", sketch)
	}
	if l.saved != nil {
		t.Fatal("it was written down before anybody wanted that")
	}
	l.fail = true
	_ = l.Text()
	do(t, l.Player, "touch 记下来")
	if said := l.Text(); !strings.Contains(said, "! 没有记下来") || !strings.Contains(said, "» 注意，没有记下来，原来的都没有动。") {
		t.Errorf("no room: %q", said)
	}
	l.fail = false
	do(t, l.Player, "touch 记下来")
	both(t, l.Player, "written", "写在这里：/etc/linli.toml")
	if want := map[string][]string{"next": {"Up", "Down", "F19"}, "previous": {"F14"}}; !maps.EqualFunc(l.saved, want, slices.Equal) {
		t.Errorf("saved %v", l.saved)
	}
	do(t, l.Player, "touch 关掉")
	if l.closed != 1 {
		t.Errorf("closed %d times", l.closed)
	}
}

// TestK02NothingChangedIsNotWritten, and there is no way from a lesson to the pages of residents.
func TestK02NothingChangedIsNotWritten(t *testing.T) {
	l := openLesson(t)
	do(t, l.Player, "touch 帮助", "touch 明白了", "touch 找人", "touch 明白了", "touch English", "touch 繁體中文", "touch 简体中文")
	l.strike(t, "Down", "") // it had that before
	for range 6 {
		l.Now = l.Now.Add(time.Second)
		l.Kiosk.Activate("continue")
		l.Kiosk.Settle(t.Context())
	}
	if s, _ := l.Screen(); !strings.Contains(a11y.Sketch(s.Root), "一个键也没有换") {
		t.Errorf("at the end:\n%s", a11y.Sketch(s.Root))
	}
	for _, id := range []a11y.ID{"help", "suit", "suit-switches"} {
		l.choose(t, id)
		s, _ := l.Screen()
		if _, home := s.Root.Find("report"); home {
			t.Errorf("%s leads home", id)
		}
	}
	l.strike(t, "F13", "") // here it means nothing
	do(t, l.Player, "touch 不是", "touch 合适了", "touch 关掉")
	if l.saved != nil || l.closed != 1 {
		t.Errorf("saved %v, closed %d", l.saved, l.closed)
	}
}

// to brings the cursor to a node with a key that has been taught, and presses another one there.
func (l *lesson) to(t *testing.T, id a11y.ID, move, press string) {
	t.Helper()
	for range 20 {
		if _, cursor := l.Screen(); cursor == id {
			l.strike(t, press, "")
			return
		}
		l.strike(t, move, "")
	}
	_, cursor := l.Screen()
	t.Fatalf("%s leads to %s, want %s", move, cursor, id)
}

// shows checks that something stands on the page.
func (l *lesson) shows(t *testing.T, want string) {
	t.Helper()
	if s, _ := l.Screen(); !strings.Contains(a11y.Sketch(s.Root), want) {
		t.Fatalf("%q is not on\n%s", want, a11y.Sketch(s.Root))
	}
}

// TestK02ALessonByKeysAlone: what has been taught works at once in the lesson, the keys of a keyboard always do and are never taught; a
// command can have a second key. Nothing has to be touched.
func TestK02ALessonByKeysAlone(t *testing.T) {
	l := openLesson(t)
	l.strike(t, "Enter", "") // nothing is under it
	l.strike(t, "F13", "")
	l.strike(t, "Enter", "") // on to the next one
	l.strike(t, "F14", "")
	l.to(t, "another", "Left", "Enter")
	l.shows(t, "已有F14，请再按一个键")
	l.strike(t, "F15", "")
	l.shows(t, "记下了：F14、F15")
	l.strike(t, "F16", "") // in their place, and then beside it
	l.to(t, "another", "Left", "Enter")
	l.shows(t, "已有F16，请再按一个键")
	l.strike(t, "7", flow.Writes)
	l.strike(t, "F18", "")
	l.shows(t, "记下了：F16、F18")
	l.to(t, "continue", "F13", "Enter")
	l.strike(t, "F20", "") // what chooses
	l.strike(t, "F20", "")
	l.strike(t, "F21", "") // back
	l.strike(t, "F20", "")
	l.strike(t, "F17", "")
	l.strike(t, "F20", "")
	l.strike(t, "F17", "") // which moves nothing, and cannot be taught twice
	l.shows(t, "这个键已经教给别的事了")
	for range 4 {
		l.strike(t, "F21", "")
	}
	if s, _ := l.Screen(); s.Root.ID != "page-teach-1" {
		t.Fatalf("four pages back is %s", s.Root.ID)
	}
	l.to(t, "enough", "F13", "F20")
	l.to(t, "save", "F13", "F20")
	both(t, l.Player, "written", "写在这里：/etc/linli.toml")
	want := map[string][]string{"next": {"F13", "Down", "F19"}, "previous": {"F16", "F18", "Up"}, "activate": {"F20", "Enter"}, "help": {"F17", "F1"}, "back": {"F21", "Escape"}}
	if !maps.EqualFunc(l.saved, want, slices.Equal) {
		t.Errorf("saved %v", l.saved)
	}
	l.to(t, "leave", "F13", "F20")
	if l.closed != 1 {
		t.Errorf("closed %d times", l.closed)
	}
}
