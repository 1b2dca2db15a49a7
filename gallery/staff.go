package gallery

import (
	"context"
	"errors"
	"time"

	"linli/report"
)

// bell calls staff who do what the gallery wants.
type bell struct {
	broken, deaf bool
	reply        *report.Reply
}

// Call implements kiosk.Staff.
func (b *bell) Call(context.Context, string) (answers bool, err error) {
	if b.broken {
		return false, &report.Error{Code: report.Offline, Op: "gallery", Err: errors.New("no line")}
	}
	return !b.deaf, nil
}

// Reply implements kiosk.Staff.
func (b *bell) Reply(context.Context, string) (report.Reply, bool, error) {
	if b.reply == nil {
		return report.Reply{}, false, nil
	}
	return *b.reply, true, nil
}

// TakeBack implements kiosk.Staff.
func (b *bell) TakeBack(context.Context, string) error { return nil }

// SignIn implements kiosk.Assistants.
func (b *bell) SignIn(_ context.Context, _, code string) error {
	switch code {
	case "314159":
		return nil
	case "000000":
		return &report.Error{Code: report.TooOften, Op: "gallery"}
	}
	return &report.Error{Code: report.NoProof, Op: "gallery"}
}

// assisted lets staff write for a resident.
func (p *player) assisted() {
	p.open()
	p.start()
	p.press("staff", "assist")
	p.keep("staff-number")
	p.press("continue")
	p.keep("staff-number-missing")
	p.write("staff-number", "1024")
	p.press("continue")
	p.keep("staff-code")
	for _, try := range [][2]string{{"000000", "staff-code-locked"}, {"111111", "staff-code-wrong"}} {
		p.write("staff-code", try[0])
		p.press("continue")
		p.keep(try[1])
	}
	p.write("staff-code", "314159")
	p.press("continue")
	p.keep("home-helped")
	p.press("report", "group-0", "service-0", "here", "continue", "phrase-0", "phrase-1", "continue")
	p.answer()
	p.press("channel-phone", "continue")
	p.write("phone", "13800138000")
	p.press("continue")
	p.keep("review-helped")
	p.press("send")
	p.keep("agree")
	p.press("staff")
	p.keep("staff-helps")
}

// called calls staff, with all that can come of it.
func (p *player) called() {
	p.bell = &bell{}
	p.open()
	p.start()
	p.press("staff")
	p.keep("staff-called")
	p.press("go-on", "report", "group-0", "service-0", "here", "continue")
	p.keep("tell-called")
	p.press("staff")
	p.pass(answerWithin)
	p.keep("staff-unanswered")
	p.bell.reply = &report.Reply{By: "王姐", In: 3}
	p.pass(2 * time.Second)
	p.keep("staff-coming")
	p.bell.reply = nil
	p.press("take-back")
	p.keep("staff-off")
	p.bell.broken = true
	p.press("staff")
	p.keep("staff-failed")
	p.bell.broken, p.bell.deaf = false, true
	p.press("again")
	p.keep("staff-rung")
	p.assisted()
	p.bell = nil
	p.open()
	p.start()
	p.press("staff")
	p.keep("staff-where")
}

// pass lets a time pass in which nobody does anything.
func (p *player) pass(d time.Duration) {
	p.now = p.now.Add(d)
	p.kiosk.Watch()
	p.kiosk.Settle(p.ctx)
}
