package gallery

import (
	"log/slog"
	"time"

	"linli/a11y/nav"
	"linli/flow"
	"linli/kiosk"
	"linli/speech"
	"linli/ui/input"
)

// taught teaches a keypad.
func (p *player) taught() {
	lesson := &kiosk.Lesson{Save: func(map[string][]string) (string, error) { return "/etc/linli.toml", nil }, Close: func() {}}
	for _, c := range nav.Commands() {
		lesson.Commands, lesson.Had = append(lesson.Commands, string(c)), append(lesson.Had, input.Standard()[c])
	}
	p.kiosk = kiosk.New(kiosk.Options{
		Display: p, Voice: speech.Silent{}, View: p.view, Clock: func() time.Time { return p.now }, Log: slog.New(slog.DiscardHandler), Lesson: lesson,
		Spawn: func(f func()) { f() },
	})
	p.kiosk.Begin()
	for range p.view.Langs {
		if p.shown.Root.Lang != p.lang {
			p.press("language")
		}
	}
	p.keep("teach")
	p.strike("#195", "")
	p.keep("teach-taken")
	p.press("continue")
	p.strike("#195", "")
	p.keep("teach-refused")
	p.press("enough")
	p.keep("teach-check")
	p.press("save")
	p.keep("teach-saved")
}

// strike presses a key that is being taught.
func (p *player) strike(key string, flaw flow.Flaw) {
	p.now = p.now.Add(time.Second)
	p.kiosk.Strike(key, flaw)
	p.kiosk.Settle(p.ctx)
}
