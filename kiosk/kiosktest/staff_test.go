package kiosktest

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"linli/a11y"
	"linli/kiosk"
	"linli/report"
	"linli/speech"
)

// both fails unless words are shown on the page, and were said since the last call.
func both(t *testing.T, p *Player, when, words string) {
	t.Helper()
	s, _ := p.Screen()
	if shown := a11y.Sketch(s.Root); !strings.Contains(shown, words) {
		t.Errorf("%s: %q is not shown:\n%s", when, words, shown)
	}
	if said := p.Text(); !strings.Contains(said, "» "+words) {
		t.Errorf("%s: %q is not said: %q", when, words, said)
	}
}

// telling is a resident in the middle of telling, with the cursor on a phrase of the second part of the page.
func telling(t *testing.T) *Player {
	t.Helper()
	p := Open(t)
	do(t, p, "touch 中文", "touch 反映", "touch 家里", "touch 暖气", "touch 1号楼", "touch 下一步", "write 您要说的话: 冷。")
	p.Rows = 2
	p.Kiosk.Redraw()
	do(t, p, "look", "touch 更多", "next")
	return p
}

// TestN05StaffAnswer: pressed once or ten times, staff are called once; that they have been, and who comes when, is shown and said,
// on whatever page the resident is; then everything is where it was.
func TestN05StaffAnswer(t *testing.T) {
	p := telling(t)
	before, at := p.Screen()
	_ = p.Text()
	do(t, p, "touch 叫人来")
	both(t, p, "called", "已经叫了工作人员")
	for range 10 {
		do(t, p, "touch 叫人来", "wait 1")
	}
	do(t, p, "touch 我先接着办")
	after, cursor := p.Screen()
	if after.Root.ID != before.Root.ID || cursor != at {
		t.Errorf("back on %s at %s, was on %s at %s", after.Root.ID, cursor, before.Root.ID, at)
	}
	if len(p.Staff.Calls) != 1 {
		t.Errorf("%d calls", len(p.Staff.Calls))
	}
	_ = p.Text()
	do(t, p, "staff answer 王姐 3", "wait 3")
	both(t, p, "answered", "王姐收到了")
	if s, now := p.Screen(); s.Root.ID != before.Root.ID || now != at {
		t.Errorf("the answer moved the resident to %s at %s", s.Root.ID, now)
	}
	do(t, p, "touch 叫人来")
	both(t, p, "looked again", "王姐收到了")
	do(t, p, "touch 返回", "touch 下一步")
	if got := page(p); !strings.HasPrefix(got, "ask-0") || len(p.Staff.Calls) != 1 {
		t.Errorf("on %s after %d calls", got, len(p.Staff.Calls))
	}
}

// TestN05NobodyAnswers: after a minute, not before, and on whatever page; other ways are offered; calling again is another call,
// and an answer that comes late counts.
func TestN05NobodyAnswers(t *testing.T) {
	p := telling(t)
	do(t, p, "touch 叫人来", "wait 59")
	if text := p.Text(); strings.Contains(text, "还没有工作人员答应") {
		t.Error("given up too early")
	}
	do(t, p, "wait 1")
	both(t, p, "a minute later", "还没有工作人员答应")
	p.Rows = 0
	p.Kiosk.Redraw()
	do(t, p, "look")
	s, _ := p.Screen()
	for _, other := range []string{"一楼服务台", "010-5555 0123", "再叫一次", "我先接着办", "不用来了"} {
		if sketch := a11y.Sketch(s.Root); !strings.Contains(sketch, other) {
			t.Errorf("%s is not offered:\n%s", other, sketch)
		}
	}
	do(t, p, "touch 再叫一次")
	if len(p.Staff.Calls) != 2 {
		t.Errorf("%d calls", len(p.Staff.Calls))
	}
	do(t, p, "touch 我先接着办", "wait 61")
	both(t, p, "elsewhere", "还没有工作人员答应")
	do(t, p, "staff answer", "wait 3")
	both(t, p, "late", "工作人员收到了")
}

// TestN05TheNewsIsOnTheFirstPart of the page about the call, which is shown; on other pages the part stays.
func TestN05TheNewsIsOnTheFirstPart(t *testing.T) {
	p := telling(t)
	do(t, p, "touch 叫人来")
	p.Rows = 1
	p.Kiosk.Redraw()
	do(t, p, "look", "touch 更多")
	_ = p.Text()
	do(t, p, "wait 60")
	both(t, p, "on another part", "还没有工作人员答应")
	if got := page(p); got != "staff" {
		t.Errorf("on %s", got)
	}
}

// TestN05TheNewsCutsNothingShort: who is being read to hears it afterwards, but for an engine that hangs, and at once where they wait for it.
func TestN05TheNewsCutsNothingShort(t *testing.T) {
	staff := &Staff{}
	view := View(t)
	view.Spoken = true
	l := listenIn(t, nil, view, staff)
	do(t, l.Player, "key plugged_in", "touch 中文", "touch 叫人来", "touch 我先接着办", "touch 念一念")
	told := func() bool {
		s, _ := l.Screen()
		said := slices.ContainsFunc(l.recorder.Heard(), func(said string) bool { return strings.Contains(said, "收到了") })
		return said && strings.Contains(a11y.Sketch(s.Root), "收到了")
	}
	staff.reply = &report.Reply{}
	for left := 9; left > 0; left-- { // a sentence takes ten seconds
		l.recorder.Keep(left)
		do(t, l.Player, "wait 10")
		if told() {
			t.Fatalf("with %d sentences to say the resident is talked over", left)
		}
	}
	l.recorder.Keep(0)
	if do(t, l.Player, "wait 3"); !told() {
		t.Error("nobody tells the resident")
	}
	staff.reply = nil
	do(t, l.Player, "touch 叫人来", "touch 再叫一次", "touch 我先接着办")
	l.recorder.Keep(2)
	staff.reply = &report.Reply{}
	if do(t, l.Player, "wait 16"); !told() {
		t.Error("an engine that hangs keeps the news")
	}
	staff.reply = nil
	do(t, l.Player, "touch 叫人来", "touch 再叫一次")
	l.recorder.Keep(5)
	staff.reply = &report.Reply{}
	if do(t, l.Player, "wait 3"); !told() {
		t.Error("who waits for it is not told at once")
	}
}

// TestN05OfflineIsSaidAtOnce, with the other ways; the call can be tried again.
func TestN05OfflineIsSaidAtOnce(t *testing.T) {
	p := telling(t)
	p.Rows = 0
	do(t, p, "staff cannot be reached", "touch 叫人来")
	both(t, p, "no line", "这会儿叫不到工作人员")
	if s, _ := p.Screen(); !strings.Contains(a11y.Sketch(s.Root), "010-5555 0123") {
		t.Error("no other way is offered")
	}
	do(t, p, "staff are back", "touch 再叫一次")
	both(t, p, "with a line", "已经叫了工作人员")
	do(t, p, "staff cannot be reached", "wait 60")
	both(t, p, "the line breaks while one waits", "还没有工作人员答应")
}

// TestN05ABellTakesNoAnswer: then nobody is told that nobody has answered, but what to do where nobody comes.
func TestN05ABellTakesNoAnswer(t *testing.T) {
	p := telling(t)
	p.Rows = 0
	do(t, p, "staff cannot answer", "touch 叫人来")
	both(t, p, "rung", "没有人来，就再叫一次，或者这样找他们。")
	do(t, p, "wait 90")
	if text := p.Text(); strings.Contains(text, "答应") {
		t.Errorf("an answer is promised: %q", text)
	}
	do(t, p, "touch 再叫一次")
	if len(p.Staff.Calls) != 2 {
		t.Errorf("%d calls", len(p.Staff.Calls))
	}
}

// TestN05ACallIsTakenBack, and staff are told; what they say afterwards does not matter.
func TestN05ACallIsTakenBack(t *testing.T) {
	p := telling(t)
	p.Rows = 0
	do(t, p, "touch 叫人来")
	_ = p.Text()
	do(t, p, "touch 不用来了")
	both(t, p, "taken back", "好，不叫他们来了")
	do(t, p, "staff answer 王姐", "wait 5")
	if text := p.Text(); strings.Contains(text, "王姐") || len(p.Staff.TakenBack) != 1 || p.Staff.TakenBack[0] != p.Staff.Calls[0] {
		t.Errorf("taken back %q of %q, then %q", p.Staff.TakenBack, p.Staff.Calls, text)
	}
	do(t, p, "touch 明白了")
	expect(t, p, "tell", "after it")
	if s, _ := p.Screen(); strings.Contains(a11y.Sketch(s.Root), "工作人员") {
		t.Error("what was taken back is still on the page")
	}
}

// TestN05WhereNobodyCanBeCalled the button says where staff are, and promises nothing.
func TestN05WhereNobodyCanBeCalled(t *testing.T) {
	p := OpenAt(t, NewCity())
	do(t, p, "touch 中文", "touch 找人")
	s, _ := p.Screen()
	sketch := a11y.Sketch(s.Root)
	if !strings.Contains(sketch, "一楼服务台") || !strings.Contains(sketch, "010-5555 0123") || strings.Contains(sketch, "叫") {
		t.Errorf("got\n%s", sketch)
	}
	do(t, p, "key staff", "touch 明白了")
	expect(t, p, "home", "after it")
}

// TestN05AnyWayIn: from the first page, by a key wired for it, by keys alone, and with one switch; whoever waits has longer than
// others before they are asked whether they are still there, and the next resident finds nothing of the call.
func TestN05AnyWayIn(t *testing.T) {
	for name, way := range map[string][]string{
		"touch": {"touch 叫人来"}, "a cord": {"key staff"}, "keys": {"key previous", "key next_part", "key next_part", "key next", "key next", "key next", "key next", "key next", "select"},
	} {
		p := Open(t)
		do(t, p, way...)
		if expect(t, p, "staff", name); len(p.Staff.Calls) != 1 {
			t.Errorf("%s: %d calls", name, len(p.Staff.Calls))
		}
		do(t, p, "wait 299")
		expect(t, p, "staff", name+": not asked yet")
		do(t, p, "wait 41")
		expect(t, p, "attract", name+": ended")
		do(t, p, "staff answer 王姐", "wait 5")
		if text := p.Text(); strings.Contains(text, "王姐") {
			t.Errorf("%s: the next resident hears %q", name, text)
		}
		do(t, p, "touch 叫人来")
		if len(p.Staff.Calls) != 2 {
			t.Errorf("%s: the next resident cannot call", name)
		}
	}
	b := &bySwitch{p: Open(t)}
	b.press(t)
	b.p.wait(t, time.Second)
	b.press(t)
	b.to(t, "staff")
	if expect(t, b.p, "staff", "one switch"); len(b.p.Staff.Calls) != 1 {
		t.Errorf("one switch: %d calls", len(b.p.Staff.Calls))
	}
	t.Logf("called with one switch: %d presses, %.0f s", b.presses, b.seconds())
}

// TestN05ABellThatHangs keeps nobody waiting for long.
func TestN05ABellThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &guarded{Player: &Player{}}
		k := kiosk.New(kiosk.Options{
			Display: p, Voice: speech.Silent{}, City: NewCity(), View: View(t), Random: &counter{}, Clock: time.Now, Log: slog.New(slog.DiscardHandler),
			Staff: &hung{ended: t.Context()}, AnswerWithin: time.Minute,
		})
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go k.Run(ctx)
		synctest.Wait()
		k.Activate("staff")
		time.Sleep(20 * time.Second)
		synctest.Wait()
		p.mu.Lock()
		defer p.mu.Unlock()
		if sketch := a11y.Sketch(p.shown.Root); !strings.Contains(sketch, "这会儿叫不到工作人员") {
			t.Errorf("after 20 seconds:\n%s", sketch)
		}
	})
}

// hung is a bell that answers when the test has ended only.
type hung struct {
	Staff
	ended context.Context
}

func (h *hung) Call(context.Context, string) (bool, error) {
	<-h.ended.Done()
	return false, &report.Error{Code: report.Offline}
}

// TestD05ACallTellsNothing of the resident: it has a name without meaning, and the log has none of it.
func TestD05ACallTellsNothing(t *testing.T) {
	p := telling(t)
	do(t, p, "touch 叫人来", "staff answer 王秘密 3", "wait 3")
	if len(p.Staff.Calls) != 1 || len(p.Staff.Calls[0]) != 36 {
		t.Errorf("called %q", p.Staff.Calls)
	}
	if log := p.Log.String(); strings.Contains(log, "秘密") || strings.Contains(log, "冷") || !strings.Contains(log, "CallAnswered") {
		t.Errorf("the log says %s", log)
	}
}
