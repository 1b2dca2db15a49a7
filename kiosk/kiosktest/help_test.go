package kiosktest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/flow"
)

// TestK11HelpTeachesTheKeys: on every page, in every language, the Help key says what the page is for and how to move, then each
// key says what it is for and does nothing else; two presses of Help, one after the other, go back to where one was.
func TestK11HelpTeachesTheKeys(t *testing.T) {
	for _, lang := range View(t).Langs {
		p := Open(t)
		words := View(t).Bundle.Words(lang)
		helped := map[string]bool{}
		p.help(t, lang, helped, flow.Attract)
		do(t, p, "city goes away")
		p.choose(t, a11y.ID("start-"+lang))
		p.help(t, lang, helped, flow.Home)
		do(t, p, "city comes back")
		for _, step := range []struct {
			id   a11y.ID
			then flow.Place
		}{
			{"suit", flow.Suit}, {"suited", flow.Home}, {"track", flow.Number}, {"back", flow.Home}, {"report", flow.Groups},
			{"group-0", flow.Services}, {"service-0", flow.Where}, {"here", flow.Where},
			{"continue", flow.Tell}, {"continue", flow.Ask}, {"value-0", flow.Ask}, {"continue", flow.Contact}, {"channel-none", flow.Contact},
			{"continue", flow.Review}, {"back", flow.Contact}, {"continue", flow.Review}, {"send", flow.Done}, {"take-back", flow.TakeBack}, {"stay", flow.Done},
			{"add", flow.Add}, {"phrase-0", flow.Add}, {"continue", flow.AddCheck}, {"back", flow.Add}, {"back", flow.Done},
		} {
			p.choose(t, step.id)
			p.help(t, lang, helped, step.then)
		}
		for _, c := range nav.Commands() {
			if c != nav.PluggedIn && c != nav.PulledOut && words.T("key."+string(c)) == "key."+string(c) {
				t.Errorf("%s: no words for the key %s", lang, c)
			}
		}
		for _, place := range flow.Places() {
			if key := "help.on." + place.String(); words.T(key) == key {
				t.Errorf("%s: no help on %s", lang, place)
			}
		}
		if len(helped) < 14 {
			t.Errorf("%s: help was asked for on %d pages only", lang, len(helped))
		}
	}
}

func (p *Player) choose(t *testing.T, id a11y.ID) {
	t.Helper()
	s, _ := p.Screen()
	if n, ok := s.Root.Find(id); !ok || n.State.Disabled {
		t.Fatalf("nothing to press called %s on %s", id, s.Root.ID)
	}
	p.Kiosk.Activate(id)
	p.Kiosk.Settle(t.Context())
}

// help asks for help on a page and learns all keys there.
func (p *Player) help(t *testing.T, lang string, helped map[string]bool, place flow.Place) {
	t.Helper()
	if helped[place.String()] {
		return
	}
	helped[place.String()] = true
	if place == flow.Attract {
		lang = View(t).Langs[0]
	}
	words := View(t).Bundle.Words(lang)
	before, cursor := p.Screen()
	_ = p.Text()
	do(t, p, "key help")
	said := p.Text()
	for _, key := range []string{"help.on." + place.String(), "help.keys.move", "help.keys.press", "help.keys.learn", "help.keys.leave"} {
		if strings.Count(said, words.T(key)) != 2 {
			t.Errorf("%s %s: %q is not both shown and said:\n%s", lang, place, words.T(key), said)
		}
	}
	keys := slices.DeleteFunc(nav.Commands(), func(c nav.Command) bool { return c == nav.PluggedIn || c == nav.PulledOut })
	keys = append(keys, nav.Next, nav.Next, nav.Help, nav.Activate)
	for _, c := range keys {
		_ = p.Text()
		do(t, p, "key "+string(c))
		if said := p.Text(); !strings.Contains(said, "» "+words.T("key."+string(c))) {
			t.Errorf("%s %s: %s says %q", lang, place, c, said)
		}
		s, _ := p.Screen()
		if n, ok := s.Root.Find("learned"); s.Root.ID != "page-help-keys" || !ok || n.Label != words.T("key."+string(c)) {
			t.Errorf("%s %s: %s shows\n%s", lang, place, c, a11y.Sketch(s.Root))
		}
	}
	for r, name := range map[rune]string{'5': "digit", 'x': "letter"} {
		p.Kiosk.Type(r, nav.None)
		p.Kiosk.Settle(t.Context())
		if said := p.Text(); !strings.Contains(said, "» "+words.T("key."+name)) {
			t.Errorf("%s %s: %q says %q", lang, place, r, said)
		}
	}
	p.Kiosk.Unknown("#34")
	do(t, p, "key help")
	if s, _ := p.Screen(); s.Root.ID != "page-help-keys" {
		t.Errorf("%s %s: one press of Help leaves", lang, place)
	}
	do(t, p, "key help")
	after, at := p.Screen()
	if fmt.Sprint(after.Root) != fmt.Sprint(before.Root) || at != cursor {
		t.Errorf("%s %s: after help, on %s:\n%s", lang, place, at, a11y.Sketch(after.Root))
	}
}

// TestK11HelpIsLeftWithoutKeys: a touch on what the page offers, and the end of the session, end the learning as well.
func TestK11HelpIsLeftWithoutKeys(t *testing.T) {
	for _, way := range []string{"touch 明白了", "touch 首页", "wait 221"} {
		p := Open(t)
		do(t, p, "touch 中文", "key help", way)
		if way == "wait 221" {
			do(t, p, "touch 中文")
		}
		do(t, p, "key next_part", "key next", "select")
		if got := page(p); got != "number" && got != "groups" {
			t.Errorf("%s: keys do not work again, on %s", way, got)
		}
	}
}

// TestA02HelpAndHeadphonesTurnListeningOn, and pulled out they turn it off.
func TestA02HelpAndHeadphonesTurnListeningOn(t *testing.T) {
	for key, want := range map[string]bool{"key plugged_in": true, "key help": true, "key next": false} {
		p := listen(t, nil).Player
		do(t, p, key)
		if s, _ := p.Screen(); s.Settings.Spoken != want {
			t.Errorf("%s: %v", key, s.Settings.Spoken)
		}
		do(t, p, "key pulled_out")
		if s, _ := p.Screen(); s.Settings.Spoken {
			t.Errorf("%s: pulled out, it still speaks", key)
		}
	}
}
