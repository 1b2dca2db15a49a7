package kiosktest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"linli/a11y"
	"linli/speech"
	"linli/ui/screen"
)

// sides is a voice that writes down where each sentence and each sound went.
type sides struct {
	speech.Silent
	settings speech.Settings
	output   speech.Output
	said     []string
}

// Set implements speech.Voice.
func (s *sides) Set(settings speech.Settings) { s.settings = settings }

// Plug implements speech.Voice.
func (s *sides) Plug(o speech.Output) { s.output = o }

// Say implements speech.Voice.
func (s *sides) Say(utterances []speech.Utterance) {
	where := map[speech.Output]string{speech.Loudspeaker: "loudspeaker", speech.Headphones: "headphones"}[s.output]
	for _, u := range utterances {
		if u.Earcon != speech.NoEarcon && s.settings.Sounds {
			s.said = append(s.said, fmt.Sprintf("%s: earcon %d", where, u.Earcon))
		}
		if text := u.In(s.output, s.settings); text != "" && s.settings.On {
			s.said = append(s.said, where+": "+text)
		}
	}
}

// since is what was heard since the last look.
func (s *sides) since() []string { said := s.said; s.said = nil; return said }

// endings are ways in which sessions end.
var endings = map[string][]string{
	"left":      {"touch 反映", "touch 家里", "touch 暖气", "touch 返回", "touch 返回", "touch 返回", "touch 结束", "touch 结束，不要了"},
	"timed out": {"touch 反映", "wait 220"},
	"finished":  {"touch 反映", "touch 街上", "touch 路灯", "touch 南门", "touch 下一步", "touch 下一步", "touch 不用找我", "touch 下一步", "touch 都对", "touch 好了"},
}

// TestD08HeadphonesAreNotLeftBehind: however a session ends, its first page says that headphones are still plugged in, with a sound
// and words into them, and after eight seconds once more from the loudspeaker. It is said until they are pulled out or somebody
// begins.
func TestD08HeadphonesAreNotLeftBehind(t *testing.T) {
	words := View(t).Bundle.Words("zh-Hans")
	sentence := words.T("left.headphones")
	for name, end := range endings {
		t.Run(name, func(t *testing.T) {
			v := &sides{}
			l := earful(t, v, nil)
			l.do(t, "touch 中文", "key plugged_in")
			l.do(t, end...)
			expect(t, l.Player, "attract", name)
			alert, shown := l.alert()
			if !shown || alert.Label != sentence || alert.Icon != "headphones" {
				t.Fatalf("shown: %+v", alert)
			}
			told := func(where string) []string {
				return []string{fmt.Sprintf("%s: earcon %d", where, speech.Reminded), where + ": " + words.T("role.alert") + "，" + sentence}
			}
			said := v.since()
			if got := said[max(len(said)-2, 0):]; !slices.Equal(got, told("headphones")) {
				t.Errorf("at once: %q", got)
			}
			l.do(t, "wait 7")
			if got := v.since(); got != nil {
				t.Errorf("before eight seconds: %q", got)
			}
			l.do(t, "wait 2")
			if got := v.since(); !slices.Equal(got, told("loudspeaker")) {
				t.Errorf("after eight seconds: %q", got)
			}
			l.do(t, "wait 1000")
			if got := v.since(); got != nil {
				t.Errorf("a third time: %q", got)
			}
			if _, shown := l.alert(); !shown {
				t.Error("it is not shown any more, and they are still there")
			}
			l.do(t, "key pulled_out")
			if alert, shown := l.alert(); shown {
				t.Errorf("pulled out, and the page says %q", alert.Label)
			}
		})
	}
}

// TestD08OnlyWhileTheyAreThere: not a word where none are plugged in, where they were pulled out before or in time, and to
// whoever comes next; then sound goes into the headphones again.
func TestD08OnlyWhileTheyAreThere(t *testing.T) {
	sentence := View(t).Bundle.Words("zh-Hans").T("left.headphones")
	for name, way := range map[string][]string{
		"none":                           {"touch 中文", "touch 念一念", "touch 结束", "wait 20"},
		"pulled out before":              {"touch 中文", "key plugged_in", "key pulled_out", "touch 结束", "wait 20"},
		"pulled out in time":             {"touch 中文", "key plugged_in", "touch 结束", "FORGET", "key pulled_out", "wait 20"},
		"somebody begins":                {"touch 中文", "key plugged_in", "touch 结束", "FORGET", "touch 中文", "wait 20"},
		"somebody begins to listen":      {"touch 中文", "key plugged_in", "touch 结束", "wait 9", "FORGET", "key plugged_in", "wait 5"},
		"they have been in all the time": {"touch 中文", "touch 念一念", "touch 结束", "wait 20"},
	} {
		t.Run(name, func(t *testing.T) {
			v := &sides{}
			l := earful(t, v, func(view *screen.View) { view.Headphones = name == "they have been in all the time" })
			for _, line := range way {
				if line == "FORGET" {
					v.since()
					continue
				}
				l.do(t, line)
			}
			said := strings.Join(v.since(), "\n")
			if _, shown := l.alert(); shown || strings.Contains(said, sentence) {
				t.Errorf("shown %t, said:\n%s", shown, said)
			}
			if name == "somebody begins to listen" && (said == "" || strings.Contains(said, "loudspeaker")) {
				t.Errorf("the next resident hears:\n%s", said)
			}
		})
	}
}

// TestD08AQuietSite: where no sounds are wanted, the loudspeaker says nothing.
func TestD08AQuietSite(t *testing.T) {
	v := &sides{}
	l := earful(t, v, func(view *screen.View) { view.Offer.Earcons = "never" })
	l.do(t, "touch 中文", "key plugged_in", "touch 结束", "wait 60")
	said := strings.Join(v.since(), "\n")
	if strings.Contains(said, "loudspeaker") || strings.Contains(said, "earcon") || !strings.Contains(said, View(t).Bundle.Words("zh-Hans").T("left.headphones")) {
		t.Errorf("heard:\n%s", said)
	}
}

// alert is what the first page says is left behind.
func (l *listener) alert() (a11y.Node, bool) {
	s, _ := l.Screen()
	return s.Root.Find("left-headphones")
}
