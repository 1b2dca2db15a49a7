package kiosktest

import (
	"slices"
	"strings"
	"testing"

	"linli/ui/screen"
)

// assisted is a kiosk with a voice at which staff have written a request, up to the page on which answers are checked.
func assisted(t *testing.T, site func(*screen.View)) (*listener, *sides) {
	t.Helper()
	v := &sides{}
	l := earful(t, v, site)
	l.do(t, "touch 中文", "touch 找人", "touch 请工作人员", "press 1024", "touch 下一步", "press 314159", "touch 开始帮忙",
		"touch 反映", "touch 街上", "touch 路灯", "touch 南门", "touch 下一步", "touch 这里的路灯不亮", "touch 下一步", "touch 打电话", "touch 下一步", "press 13800138000", "touch 下一步")
	return l, v
}

// TestN04WhatStaffWroteIsReadBack: a resident who does not listen hears from the loudspeaker what is asked, so that nobody says yes for
// them in silence; nothing of what is personal is among it, and the pages after it are quiet again.
func TestN04WhatStaffWroteIsReadBack(t *testing.T) {
	l, v := assisted(t, nil)
	words := View(t).Bundle.Words("zh-Hans")
	if said := v.since(); len(said) > 0 {
		t.Errorf("nobody listens, and yet it says %q", said)
	}
	l.do(t, "touch 写好了")
	said := v.since()
	for _, want := range []string{words.T("agree.title"), words.T("agree.text", "By", "一 零 二 四")} {
		if !slices.ContainsFunc(said, func(s string) bool {
			return strings.HasPrefix(s, "loudspeaker: ") && strings.Contains(s, strings.TrimRight(want, "。？"))
		}) {
			t.Errorf("%q is not heard:\n%s", want, strings.Join(said, "\n"))
		}
	}
	for _, secret := range []string{"路灯不亮", "8000", "8 0 0 0"} {
		if slices.ContainsFunc(said, func(s string) bool { return strings.Contains(s, secret) }) {
			t.Errorf("%q is heard by everybody:\n%s", secret, strings.Join(said, "\n"))
		}
	}
	l.do(t, "touch 对，这是我要说的")
	if said := v.since(); len(said) > 0 {
		t.Errorf("afterwards it goes on to say %q", said)
	}
	if len(l.City.Filed) != 1 || l.City.Filed[0].Draft.Helper != "1024" {
		t.Errorf("filed %+v", l.City.Filed)
	}
}

// TestN04ALoudspeakerThatIsToKeepQuiet does.
func TestN04ALoudspeakerThatIsToKeepQuiet(t *testing.T) {
	l, v := assisted(t, func(v *screen.View) { v.Offer.Earcons = "never" })
	l.do(t, "touch 写好了")
	if said := v.since(); len(said) > 0 {
		t.Errorf("it says %q", said)
	}
}

// TestN04WhoListensHearsWhatStaffWrote, whole, in headphones.
func TestN04WhoListensHearsWhatStaffWrote(t *testing.T) {
	l, v := assisted(t, nil)
	l.do(t, "key plugged_in", "touch 写好了")
	v.since()
	l.do(t, "key repeat_page")
	said := strings.Join(v.since(), "\n")
	if !strings.Contains(said, "headphones: ") || !strings.Contains(said, "路灯不亮") || strings.Contains(said, "loudspeaker: ") {
		t.Errorf("in headphones one hears:\n%s", said)
	}
}
