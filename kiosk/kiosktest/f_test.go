package kiosktest

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/flow"
	"linli/i18n"
	"linli/report"
)

// This file holds the rows of the accessibility table about whole sessions: F03, F06 to F11, F13 and F16.

// byKeys goes on with a keypad of five keys (next, previous, next part, previous part, select) and counts.
type byKeys struct {
	p               *Player
	presses, asking int
	pages           map[a11y.ID]bool
}

// to moves to what is called so, on the shortest way, and selects it.
func (k *byKeys) to(t *testing.T, label string) {
	t.Helper()
	want, err := k.p.find(label)
	if err != nil {
		t.Fatal(err)
	}
	k.toNode(t, want)
}

// toNode does so with a node of the page.
func (k *byKeys) toNode(t *testing.T, want a11y.ID) {
	t.Helper()
	s, cursor := k.p.Screen()
	if name := s.Root.ID; !k.pages[name] {
		k.pages[name] = true
		k.asking++
	}
	way := shortest(s.Root, cursor, want)
	for _, key := range way {
		do(t, k.p, key)
	}
	if _, there := k.p.Screen(); there != want {
		t.Fatalf("%v lead to %s, want %s", way, there, want)
	}
	do(t, k.p, "select")
	k.presses += len(way) + 1
}

// shortest is the shortest way from one leaf of a page to another, without turning its parts.
func shortest(root a11y.Node, from, to a11y.ID) []string {
	ways := map[a11y.ID][]string{from: {}}
	for queue := []a11y.ID{from}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		for _, step := range []struct {
			key string
			to  a11y.ID
		}{
			{"next", nav.Move(root, at, 1)}, {"previous", nav.Move(root, at, -1)},
			{"key next_part", nav.Part(root, at, 1)}, {"key previous_part", nav.Part(root, at, -1)},
		} {
			if _, been := ways[step.to]; !been {
				ways[step.to] = append(slices.Clone(ways[at]), step.key)
				queue = append(queue, step.to)
			}
		}
	}
	return ways[to]
}

// TestF03FewScreensAndPresses files by keypad alone, from the first page to the number, and counts. A phone number is typed
// with the keypad on the page, one digit after the other; who has a keyboard needs one press for each.
func TestF03FewScreensAndPresses(t *testing.T) {
	for _, c := range []struct {
		name             string
		way              []string
		screens, presses int
	}{
		{"without a phone", []string{"街上的事", "路灯不亮", "就在这里", "下一步", "下一步", "不用找我", "下一步", "都对"}, 7, 60},
		{"with a required question", []string{"家里的事", "暖气不热", "就在这里", "下一步", "下一步", "卧室", "下一步", "不用找我", "下一步", "都对"}, 7, 60},
		{"with a phone number typed on the page", append(strings.Split("街上的事,路灯不亮,就在这里,下一步,下一步,只发短信,下一步", ","), append(strings.Split("13800138000", ""), "下一步", "都对")...), 7, 60},
		{"looking it up", nil, 7, 60},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := Open(t)
			k := &byKeys{p: p, pages: map[a11y.ID]bool{}}
			k.to(t, "中文")
			k.asking = 0 // the page on which nobody has begun
			want := "done"
			if c.way == nil {
				want = "found"
				do(t, p, "touch 反映", "touch 街上", "touch 路灯", "touch 就在", "touch 下一步", "touch 下一步", "touch 不用", "touch 下一步", "touch 都对", "touch 好了", "touch 中文")
				k.to(t, "查进度")
				for _, digit := range string(p.City.Filed[0].Number) {
					p.Kiosk.Type(digit, nav.None) // on the keyboard
					p.Kiosk.Settle(t.Context())
					k.presses++
				}
				k.to(t, "查一查")
			} else {
				k.to(t, "反映问题")
				k.asking = 0 // home
				for _, label := range c.way {
					k.to(t, label)
				}
			}
			expect(t, p, want, "in the end")
			t.Logf("%s: %d screens to act upon, %d presses", c.name, k.asking, k.presses)
			if k.asking > c.screens || k.presses > c.presses {
				t.Errorf("%d screens and %d presses, want at most %d and %d", k.asking, k.presses, c.screens, c.presses)
			}
		})
	}
}

var toTell = []string{"touch 中文", "touch 反映", "touch 街上", "touch 路灯", "touch 南门", "touch 下一步"}

// value is what stands in a node of the page.
func value(t *testing.T, p *Player, id a11y.ID) string {
	t.Helper()
	s, _ := p.Screen()
	n, ok := s.Root.Find(id)
	if !ok {
		t.Fatalf("no %s on %s", id, s.Root.ID)
	}
	return n.Value
}

// TestF06UndoIsSaid: what has been taken back is told to those who do not see it, and the cursor stays for another press.
func TestF06UndoIsSaid(t *testing.T) {
	p := Open(t)
	do(t, p, toTell...)
	do(t, p, "touch 灯一闪")
	_ = p.Text()
	do(t, p, "touch 改回去")
	if got := value(t, p, "words"); got != "" {
		t.Errorf("%q is left", got)
	}
	text := p.Text()
	if !strings.Contains(text, "» 您要说的话，填写，空的。") || !strings.Contains(text, "未选") {
		t.Errorf("said:\n%s", text)
	}
	if _, cursor := p.Screen(); cursor != "undo" {
		t.Errorf("the cursor is on %s", cursor)
	}
}

// TestF07WhatIsKnownIsNotAskedAgain: in a second request the phone number stands there already, shown, said to be known, and
// confirmed with one press; the next resident does not find it.
func TestF07WhatIsKnownIsNotAskedAgain(t *testing.T) {
	p := Open(t)
	do(t, p, toTell...)
	do(t, p, "touch 下一步", "touch 只发短信", "touch 下一步", "press 13800138000", "touch 下一步", "touch 都对", "touch 再反映",
		"touch 家里", "touch 暖气", "touch 1号楼", "touch 下一步", "touch 下一步", "touch 卧室", "touch 下一步")
	expect(t, p, "contact", "the second request")
	s, _ := p.Screen()
	sms, _ := s.Root.Find("channel-sms")
	if _, told := s.Root.Find("known"); !sms.State.Selected || !told {
		t.Errorf("the channel is asked again:\n%s", a11y.Sketch(s.Root))
	}
	do(t, p, "touch 下一步")
	do(t, p, "touch 让我看看")
	s, _ = p.Screen()
	if _, told := s.Root.Find("known"); !told || value(t, p, "phone") != "13800138000" {
		t.Errorf("the phone number is asked again:\n%s", a11y.Sketch(s.Root))
	}
	do(t, p, "touch 下一步", "touch 都对")
	if len(p.City.Filed) != 2 || p.City.Filed[0].Draft.Contact != p.City.Filed[1].Draft.Contact {
		t.Fatalf("filed: %+v", p.City.Filed)
	}
	do(t, p, "touch 好了", "touch 中文", "touch 反映", "touch 街上", "touch 路灯", "touch 南门", "touch 下一步", "touch 下一步")
	s, _ = p.Screen()
	if text := a11y.Sketch(s.Root); strings.Contains(text, "(•)") || strings.Contains(text, "138") {
		t.Errorf("the next resident finds it:\n%s", text)
	}
}

// TestF08TheCursorGoesToWhatIsWrong: on the page itself and from the check page, each time that it is tried, and it is said.
func TestF08TheCursorGoesToWhatIsWrong(t *testing.T) {
	p := Open(t)
	wrong := func(when, page, says string) {
		t.Helper()
		expect(t, p, page, when)
		s, cursor := p.Screen()
		alert, _ := s.Root.Find("problem")
		if cursor != "problem" || !strings.Contains(alert.Label, says) {
			t.Errorf("%s: the cursor is on %s, %q is wrong", when, cursor, alert.Label)
		}
		if text := p.Text(); !strings.Contains(text[strings.LastIndex(text, "\n> ")+1:], alert.Label) {
			t.Errorf("%s: %q is not said:\n%s", when, alert.Label, text)
		}
	}
	do(t, p, "touch 中文", "touch 反映", "touch 家里", "touch 暖气")
	_ = p.Text()
	do(t, p, "touch 下一步")
	wrong("no place", "where", "在哪儿")
	do(t, p, "touch 下一步")
	wrong("no place, again", "where", "在哪儿")
	do(t, p, "touch 南门", "touch 下一步", "touch 下一步", "touch 卧室", "touch 下一步", "touch 不用找我", "touch 下一步")
	// Two things become wrong: the first one is named.
	do(t, p, "touch 哪些屋子", "touch 卧室", "touch 返回", "touch 在哪儿")
	p.Kiosk.SetText("elsewhere", " ")
	p.Kiosk.Settle(t.Context())
	do(t, p, "touch 返回")
	_ = p.Text()
	do(t, p, "touch 都对")
	wrong("sent with two faults", "where", "在哪儿")
	do(t, p, "touch 南门", "touch 下一步")
	_ = p.Text()
	do(t, p, "touch 都对")
	wrong("sent with one fault", "ask-0", "哪些屋子不热")
	do(t, p, "touch 卧室", "touch 下一步", "touch 都对")
	expect(t, p, "done", "all is right")
}

// TestF09TooMuchIsSaidEachTime: a digit too many is told every time that it is pressed, to eyes and ears.
func TestF09TooMuchIsSaidEachTime(t *testing.T) {
	p := Open(t)
	do(t, p, "touch 中文", "touch 查进度", "press 102406428304")
	_ = p.Text()
	for range 2 {
		do(t, p, "touch 7")
		s, cursor := p.Screen()
		if text := p.Text(); cursor != "problem" || !strings.Contains(text, "多的没有记下") || value(t, p, "digits") != "1024 0642 8304" {
			t.Errorf("on %s, said %q\n%s", cursor, text, a11y.Sketch(s.Root))
		}
	}
	do(t, p, "touch 擦掉")
	if s, _ := p.Screen(); strings.Contains(a11y.Sketch(s.Root), "! ") {
		t.Error("it is still told after a digit was erased")
	}
}

// TestF11SendingIsMeant: the button says what follows, is never where the cursor comes to by itself, and pressed twice files
// once, with one key.
func TestF11SendingIsMeant(t *testing.T) {
	p := Open(t)
	do(t, p, toTell...)
	do(t, p, "touch 下一步", "touch 不用找我", "touch 下一步")
	expect(t, p, "review", "before sending")
	s, cursor := p.Screen()
	send, _ := s.Root.Find("send")
	if cursor != "title" || !strings.Contains(send.Label, "交给") {
		t.Errorf("the cursor is on %s; %s", cursor, a11y.Line(send))
	}
	do(t, p, "select", "select")
	if len(p.City.Filed) != 0 {
		t.Error("filed without being asked to")
	}
	p.Kiosk.Activate("send") // twice, before anything has been drawn
	p.Kiosk.Activate("send")
	p.Kiosk.Settle(t.Context())
	if len(p.City.Filed) != 1 || p.City.Filed[0].Key == "" {
		t.Errorf("filed: %+v", p.City.Filed)
	}
	do(t, p, "touch 再反映", "touch 返回", "touch 反映", "touch 街上", "touch 路灯", "touch 返回", "touch 返回", "touch 返回", "touch 结束")
	expect(t, p, "leaving", "something is written")
	if s, cursor := p.Screen(); cursor == "leave" || s.Root.Leaves()[0].ID != cursor {
		t.Errorf("asked whether to end, the cursor is on %s", cursor)
	}
}

// TestF13TheReceiptTellsAll: the number, what happens next and when, on the page and aloud; the number is the one filed. F14
// is about paper, which there is not yet; that the page's type is large enough is shown in gallery.
func TestF13TheReceiptTellsAll(t *testing.T) {
	p := Open(t)
	do(t, p, toTell...)
	do(t, p, "touch 下一步", "touch 打电话", "touch 下一步", "press 13800138000", "touch 下一步")
	_ = p.Text()
	do(t, p, "touch 都对")
	expect(t, p, "done", "sent")
	number := report.Number(p.City.Filed[0].Number).String()
	if got := value(t, p, "number"); got != number {
		t.Errorf("number %s, filed %s", got, number)
	}
	s, _ := p.Screen()
	said := p.Text()
	for _, id := range []a11y.ID{"number", "done-keep", "done-next", "done-when"} {
		n, ok := s.Root.Find(id)
		if !ok || strings.Count(said, n.Label) < 2 {
			t.Errorf("%s is not both shown and said:\n%s", id, said)
		}
	}
	if !strings.Contains(said, number) || !strings.Contains(said, i18n.Aloud("zh-Hans", number)) {
		t.Errorf("the number is not both shown and said:\n%s", said)
	}
	if regexp.MustCompile(`138`).MatchString(a11y.Sketch(s.Root)) {
		t.Error("the receipt shows the phone number")
	}
}

// TestF16NothingIsForced: a request is filed and looked up without a phone, a keyboard, a name or an account.
func TestF16NothingIsForced(t *testing.T) {
	p := Open(t)
	do(t, p, toTell...)
	do(t, p, "touch 下一步", "touch 不用找我", "touch 下一步", "touch 都对")
	if len(p.City.Filed) != 1 || p.City.Filed[0].Draft.Contact != (report.Contact{Channel: report.NoReply}) {
		t.Fatalf("filed: %+v", p.City.Filed)
	}
	do(t, p, "touch 好了", "touch 中文", "touch 查进度", "press "+string(p.City.Filed[0].Number), "touch 查一查")
	expect(t, p, flow.Found.String(), "looked up")
}
