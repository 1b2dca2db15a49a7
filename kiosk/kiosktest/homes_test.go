package kiosktest

import (
	"strings"
	"testing"
	"time"

	"linli/a11y"
	"linli/flow"
	"linli/i18n"
	"linli/report"
)

const (
	toWhere = "touch 中文|touch 反映|touch 街上|touch 路灯"
	toPhone = toWhere + "|touch 就在这里|touch 下一步|touch 下一步|touch 打电话|touch 下一步"
)

// atHome is the door that is picked in these tests.
var atHome = report.Home{Block: 1, Building: 2, Entrance: 2, Floor: 5, Door: 502}

// pickHome presses what leads there, with whatever presses.
func pickHome(press func(ids ...a11y.ID)) {
	press("homes", "home-0", "home-1", "home-1", "key-5", "continue", "key-5", "key-0", "key-2", "continue")
}

// nameHer picks a surname and a title.
func nameHer(press func(ids ...a11y.ID)) { press("name", "surname-0", "title-madam", "continue") }

// TestK14AHomeAndANameByKeypadAndSwitch: both are picked with five keys and with one switch, in few presses, and filed.
func TestK14AHomeAndANameByKeypadAndSwitch(t *testing.T) {
	for _, c := range []struct {
		name, way      string
		pick           func(press func(ids ...a11y.ID))
		keys, switches int
		got            func(d report.Draft) string
		want           string
	}{
		{"an address", toWhere, pickHome, 48, 22, func(d report.Draft) string { return d.Place.Name + "|" + d.Place.Address }, "东区 3号楼 2单元 5层 502室|幸福里社区 东区 3号楼 2单元 5层 502室"},
		{"a name", toPhone, nameHer, 18, 10, func(d report.Draft) string { return d.Contact.Name() }, "王女士"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := Open(t)
			do(t, p, strings.Split(c.way, "|")...)
			k := &byKeys{p: p, pages: map[a11y.ID]bool{}}
			c.pick(func(ids ...a11y.ID) {
				for _, id := range ids {
					k.toNode(t, id)
				}
			})
			p2 := Open(t)
			do(t, p2, strings.Split(c.way, "|")...)
			b := &bySwitch{p: p2}
			for range 2 { // it is learnt by being pressed
				p2.Kiosk.Unknown("#34")
				p2.Kiosk.Settle(t.Context())
				p2.wait(t, time.Second)
			}
			began := b.seconds()
			c.pick(func(ids ...a11y.ID) {
				for _, id := range ids {
					b.to(t, id)
				}
			})
			t.Logf("%s: %d presses of five keys; %d of one switch, %.0f s", c.name, k.presses, b.presses, b.seconds()-began)
			if k.presses > c.keys || b.presses > c.switches {
				t.Errorf("%d presses of five keys and %d of one switch, want at most %d and %d", k.presses, b.presses, c.keys, c.switches)
			}
			if got := c.got(finishes(t, p)); got != c.want {
				t.Errorf("filed %q, want %q", got, c.want)
			}
		})
	}
}

// finishes goes on from the page for the place, or that for the phone, and returns what was filed.
func finishes(t *testing.T, p *Player) report.Draft {
	t.Helper()
	if s, _ := p.Screen(); strings.HasPrefix(string(s.Root.ID), "page-where") {
		do(t, p, "touch 下一步", "touch 下一步", "touch 打电话", "touch 下一步")
	}
	do(t, p, "press 13800138000", "touch 下一步", "touch 都对")
	if len(p.City.Filed) != 1 {
		t.Fatalf("filed: %+v", p.City.Filed)
	}
	return p.City.Filed[0].Draft
}

// TestAHomeInEachLanguage: it is read in the language of the page, its address is in the site's, and the building says where it is.
func TestAHomeInEachLanguage(t *testing.T) {
	p := Open(t)
	do(t, p, "touch English", "touch Report", "touch In the street", "touch Street light")
	pickHome(func(ids ...a11y.ID) {
		for _, id := range ids {
			p.Now = p.Now.Add(time.Second)
			p.Kiosk.Activate(id)
			p.Kiosk.Settle(t.Context())
		}
	})
	for lang, want := range map[string]string{"en": "East part, Building 3, entrance 2, floor 5, door 502", "zh-Hant": "東區 3號樓 2單元 5層 502室", "zh-Hans": "东区 3号楼 2单元 5层 502室"} {
		for range 3 {
			if s, _ := p.Screen(); s.Root.Lang != lang {
				p.Kiosk.Activate("language")
				p.Kiosk.Settle(t.Context())
			}
		}
		s, _ := p.Screen()
		if n, _ := s.Root.Find("homes"); n.Label != want || !n.State.Selected {
			t.Errorf("%s: %s", lang, a11y.Line(n))
		}
	}
	want := report.Place{ID: atHome.ID(), Name: "East part, Building 3, entrance 2, floor 5, door 502", Address: "幸福里社区 东区 3号楼 2单元 5层 502室", Lat: 39.9169, Long: 116.3973, Located: true}
	for range 2 {
		if s, _ := p.Screen(); s.Root.Lang != "zh-Hans" {
			p.Kiosk.Activate("language")
			p.Kiosk.Settle(t.Context())
		}
	}
	if got := finishes(t, p).Place; got != want {
		t.Errorf("filed %+v\nwant  %+v", got, want)
	}
}

// TestAFloorThatIsNotThereIsSaid in one line, each time, to eyes and ears, and nothing is left behind for the next resident.
func TestAFloorThatIsNotThereIsSaid(t *testing.T) {
	p := Open(t)
	do(t, p, strings.Split(toWhere, "|")...)
	do(t, p, "touch 选楼号", "touch 西区", "touch 5号楼", "press 19")
	_ = p.Text()
	do(t, p, "touch 下一步")
	expect(t, p, "homes-floor", "a floor too high")
	s, cursor := p.Screen()
	alert, _ := s.Root.Find("problem")
	if said := p.Text(); cursor != "problem" || alert.Label != "几层：这里没有这个数，请再看看。" || !strings.Contains(said, alert.Label) {
		t.Errorf("on %s, said\n%s", cursor, said)
	}
	do(t, p, "touch 返回", "touch 返回", "touch 返回", "touch 返回", "touch 返回", "touch 返回", "touch 结束", "touch 结束，不要了")
	do(t, p, strings.Split(toWhere, "|")...)
	if s, _ := p.Screen(); strings.Contains(a11y.Sketch(s.Root), "5号楼") {
		t.Errorf("the next resident finds it:\n%s", a11y.Sketch(s.Root))
	}
}

// TestD05ANameIsForNobodyElse: neither the loudspeaker nor the log tells what somebody is called, and the page on which answers are checked hides
// it until it is asked for.
func TestD05ANameIsForNobodyElse(t *testing.T) {
	p := Open(t)
	do(t, p, strings.Split(toPhone, "|")...)
	do(t, p, "touch 怎么称呼", "touch 两字", "touch 欧阳")
	expect(t, p, "name-rest", "a surname")
	_ = p.Text()
	do(t, p, "touch 用手指写")
	p.Kiosk.PenDown()
	p.Kiosk.PenUp(1, flow.Stroke{{X: 20, Y: 30}, {X: 90, Y: 30}})
	do(t, p, "touch 认这个字")
	if said := p.Text(); value(t, p, "words") != "一" || strings.Contains(said, i18n.Spelled("zh-Hans", "一")) {
		t.Errorf("drawn %q, and said\n%s", value(t, p, "words"), said)
	}
	do(t, p, "touch 写好了", "touch 女士", "key repeat_page", "write 名字: 秘密花", "touch 下一步", "key repeat_page")
	expect(t, p, "phone", "called")
	do(t, p, "press 13800138000", "touch 下一步", "key repeat_page", "next", "next", "next", "next", "next", "next", "next", "next")
	text := p.Text()
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "  »") && (strings.Contains(line, "欧阳") || strings.Contains(line, "秘密") || strings.Contains(line, "密花")) {
			t.Errorf("said aloud: %s", line)
		}
	}
	s, _ := p.Screen()
	if row, ok := s.Root.Find("change-contact"); !ok || row.Value != "打电话 *********** *****" || !row.Secret {
		t.Errorf("the answers show %s", a11y.Line(row))
	}
	do(t, p, "touch 让我看看")
	if s, _ = p.Screen(); value(t, p, "change-contact") != "打电话 13800138000 欧阳秘密花" {
		t.Errorf("asked for, the answers show\n%s", a11y.Sketch(s.Root))
	}
	if log := p.Log.String(); strings.Contains(log, "欧阳") || strings.Contains(log, "秘密") || log == "" {
		t.Errorf("the log:\n%s", log)
	}
	expect(t, p, flow.Review.String(), "in the end")
}

// TestADoorIsLeftOut: whoever is asked for their door is told that others see it, and goes on without it.
func TestADoorIsLeftOut(t *testing.T) {
	p := Open(t)
	do(t, p, strings.Split(toWhere, "|")...)
	for _, id := range []a11y.ID{"homes", "home-0", "home-1", "home-1", "key-5", "continue"} {
		p.Kiosk.Activate(id)
		p.Kiosk.Settle(t.Context())
		p.Now = p.Now.Add(4 * time.Second)
	}
	s, _ := p.Screen()
	if n, _ := s.Root.Find("number"); n.Label != "门牌号（别人看得到）" {
		t.Errorf("where the door is asked for, it says %q", n.Label)
	}
	do(t, p, "touch 不写门牌号")
	if got := finishes(t, p).Place.Name; got != "东区 3号楼 2单元 5层" {
		t.Errorf("the place is %q", got)
	}
}
