package kiosktest

import (
	"log/slog"
	"testing"
	"time"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/flow"
	"linli/kiosk"
	"linli/ui/screen"
)

// faulty is a display that breaks once.
type faulty struct {
	*Player
	broken bool
}

// Show implements kiosk.Display.
func (f *faulty) Show(s screen.Screen, cursor a11y.ID) {
	if f.broken {
		f.broken = false
		panic("a fault of ours")
	}
	f.Player.Show(s, cursor)
}

// TestD03EveryEndIsTold: however a session ends, the first page is there in the same moment, with the site's settings, and
// whoever overwrites what it has left is told.
func TestD03EveryEndIsTold(t *testing.T) {
	for name, end := range map[string]func(f *faulty){
		"left":      func(f *faulty) { f.Kiosk.Activate("back"); f.Kiosk.Settle(t.Context()); f.Kiosk.Activate("leave") },
		"timed out": func(f *faulty) { do(t, f.Player, "wait 220") },
		"crashed":   func(f *faulty) { f.broken = true; f.Kiosk.Press(nav.Next) },
		"finished": func(f *faulty) {
			do(t, f.Player, "touch 反映", "touch 街上", "touch 路灯", "touch 南门", "touch 下一步", "touch 下一步", "touch 不用找我", "touch 下一步", "touch 都对", "touch 好了")
		},
	} {
		t.Run(name, func(t *testing.T) {
			ended := 0
			f := &faulty{Player: &Player{City: NewCity(), Now: Now}}
			f.Kiosk = kiosk.New(kiosk.Options{
				Display: f, Voice: f, City: f.City, View: View(t), Number: 1024, Random: &counter{},
				Clock: func() time.Time { return f.Now }, Log: slog.New(slog.DiscardHandler), Spawn: func(do func()) { do() },
				Idle: kiosk.Idle{After: 180 * time.Second, Notice: 40 * time.Second}, Ended: func() { ended++ },
			})
			f.Kiosk.Begin()
			do(t, f.Player, "touch 中文", "touch 反映", "touch 家里", "touch 暖气", "touch 南门", "touch 下一步", "write 您要说的话: 我叫王秘密。",
				"touch 放低", "touch 大小", "touch 帮助", "touch 首页")
			if ended > 0 {
				t.Fatal("told of an end that has not been")
			}
			end(f)
			f.Kiosk.Settle(t.Context())
			expect(t, f.Player, "attract", name)
			if s, _ := f.Screen(); ended != 1 || s.Settings != (flow.Settings{}) {
				t.Errorf("told %d times, settings %+v", ended, s.Settings)
			}
		})
	}
}
