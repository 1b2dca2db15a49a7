package screen_test

import (
	"reflect"
	"strings"
	"testing"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/flow"
	"linli/kiosk/kiosktest"
	"linli/report"
	"linli/ui/screen"
)

// TestD04EverySettingGoesBack: each press on the settings page changes how it says things are; "as it was" takes all of it
// back, and the end of the session too, without anything that was written being lost by the former.
func TestD04EverySettingGoesBack(t *testing.T) {
	v := kiosktest.View(t)
	v.Spoken = true
	s := flow.State{Place: flow.Suit, SuitFor: flow.Review, Now: kiosktest.Now, Draft: report.Draft{Description: "words"}}
	start := s
	list, _ := screen.For(s, v).Root.Find("settings")
	for _, row := range list.Children {
		if row.ID == "suit-switches" { // it has a page of its own: TestK10
			continue
		}
		if row.ID == "suit-southern" { // nobody writes pinyin in English
			s.Settings.Lang = ""
		}
		scr := screen.For(s, v)
		before, _ := scr.Root.Find(row.ID)
		s, _ = flow.Step(s, scr.On[row.ID])
		after, _ := screen.For(s, v).Root.Find(row.ID)
		if before.Value == after.Value || after.Value == "" || s.Place != flow.Suit {
			t.Errorf("%s: from %q to %q at %s", row.ID, before.Value, after.Value, s.Place)
		}
	}
	if len(list.Children) != 13 {
		t.Errorf("%d settings", len(list.Children))
	}
	s, _ = flow.Step(s, flow.LangChosen{Lang: "en"})
	reset, _ := flow.Step(s, screen.For(s, v).On["reset"])
	if reset.Settings != (flow.Settings{Lang: "en", Spoken: true, Southern: true}) || !reflect.DeepEqual(reset.Draft, start.Draft) || reset.Place != flow.Suit {
		t.Errorf("as it was: %+v %+v", reset.Settings, reset.Draft)
	}
	if ended, _ := flow.Step(s, flow.Finished{}); ended.Settings != (flow.Settings{}) {
		t.Errorf("the next resident finds %+v", ended.Settings)
	}
	if back, _ := flow.Step(s, flow.BackPressed{}); back.Place != flow.Review {
		t.Errorf("back goes to %s", back.Place)
	}
}

// TestEveryValueOfASettingIsSaid: presses go round through all values, each of which has words.
func TestEveryValueOfASettingIsSaid(t *testing.T) {
	v := kiosktest.View(t)
	for id, want := range map[a11y.ID]int{"suit-size": 3, "suit-theme": 2, "suit-language": 3, "suit-reach": 3, "suit-hold": 5, "suit-pause": 3} {
		s, seen := flow.State{Place: flow.Suit, Now: kiosktest.Now}, map[string]bool{}
		for range 2 * want {
			scr := screen.For(s, v)
			n, _ := scr.Root.Find(id)
			seen[n.Value] = true
			if strings.Contains(n.Value, "suit.") || strings.Contains(n.Value, "theme.") {
				t.Errorf("%s: %q has no words", id, n.Value)
			}
			s, _ = flow.Step(s, scr.On[id])
		}
		if len(seen) != want {
			t.Errorf("%s has the values %v, want %d", id, seen, want)
		}
	}
}

// TestV14ThePictureGoesOnlyWhereAVoiceSpeaks and comes back with a touch, also where somebody is being asked for, and with the
// end of the session.
func TestV14ThePictureGoesOnlyWhereAVoiceSpeaks(t *testing.T) {
	v := kiosktest.View(t)
	s := flow.State{Place: flow.Suit, Now: kiosktest.Now}
	if _, offered := screen.For(s, v).On["suit-screen"]; offered {
		t.Error("without a voice somebody could switch everything off")
	}
	v.Spoken = true
	press := screen.For(s, v).On["suit-screen"]
	s.Draft.Description = "words"
	off, _ := flow.Step(s, press)
	on, _ := flow.Step(off, press) // the same key again
	quiet, _ := flow.Step(off, flow.WentQuiet{})
	woken, _ := flow.Step(quiet, flow.ScreenWanted{})
	ended, _ := flow.Step(off, flow.Finished{})
	if !off.Settings.Unseen || !quiet.Settings.Unseen || ended.Settings.Unseen || !reflect.DeepEqual(on, s) || !reflect.DeepEqual(woken, s) {
		t.Errorf("off %+v, on %+v, quiet %+v, woken %+v, ended %+v", off.Settings, on, quiet.Settings, woken, ended.Settings)
	}
	if a, b := screen.For(off, v), screen.For(s, v); a.Root.ID != b.Root.ID || len(a.Root.Leaves()) != len(b.Root.Leaves()) {
		t.Error("what can be heard is another page without the picture")
	}
}

// TestD06PersonalFieldsAreMasked: the phone number can be read only after somebody has asked for it, until the page is left or
// nobody does anything, on every page that holds it.
func TestD06PersonalFieldsAreMasked(t *testing.T) {
	v := kiosktest.View(t)
	for _, place := range []flow.Place{flow.Phone, flow.Review} {
		s := flow.State{Place: place, Now: kiosktest.Now, Draft: report.Draft{Contact: report.Contact{Channel: report.ByPhone, Phone: phone}}}
		shows := func(s flow.State) bool {
			var b strings.Builder
			if err := a11y.Dump(&b, screen.For(s, v).Root); err != nil {
				t.Fatal(err)
			}
			return strings.Contains(b.String(), phone)
		}
		if shows(s) {
			t.Errorf("%s: to be read by everybody", place)
		}
		shown, _ := flow.Step(s, screen.For(s, v).On["reveal"])
		if !shows(shown) {
			t.Errorf("%s: not to be read after it was asked for", place)
		}
		hidden, _ := flow.Step(shown, screen.For(shown, v).On["reveal"])
		left, _ := flow.Step(shown, flow.HelpPressed{})
		back, _ := flow.Step(left, flow.BackPressed{})
		quiet, _ := flow.Step(shown, flow.WentQuiet{})
		there, _ := flow.Step(quiet, flow.Stirred{})
		for what, s := range map[string]flow.State{"hidden": hidden, "left and come back": back, "quiet": quiet, "quiet and back": there} {
			if shows(s) {
				t.Errorf("%s: still to be read: %s", place, what)
			}
		}
	}
}

// TestD06AHiddenNumberIsWritten: keys add to it and take from it although it cannot be read.
func TestD06AHiddenNumberIsWritten(t *testing.T) {
	p := kiosktest.Open(t)
	for _, line := range []string{"touch 中文", "touch 反映", "touch 街上", "touch 路灯", "touch 南门", "touch 下一步", "touch 下一步", "touch 打电话", "touch 下一步"} {
		if err := p.Do(line); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range "13800138009" {
		p.Kiosk.Type(r, nav.None)
	}
	p.Kiosk.Press(nav.Erase)
	p.Kiosk.Type('0', nav.None)
	p.Kiosk.Settle(t.Context())
	for _, line := range []string{"touch 下一步", "touch 都对"} {
		if err := p.Do(line); err != nil {
			t.Fatal(err)
		}
	}
	if got := p.City.Filed[0].Draft.Contact.Phone; got != phone {
		t.Errorf("filed with %q", got)
	}
}

// TestSettingsBehindHelp: a receipt that comes while somebody reads help, and settings from there, is not lost; nobody goes
// round in a circle.
func TestSettingsBehindHelp(t *testing.T) {
	s := flow.State{Place: flow.Sending, Now: kiosktest.Now}
	for _, e := range []flow.Event{flow.HelpPressed{}, flow.SuitPressed{}, flow.HelpPressed{}, flow.HomePressed{}, flow.SuitPressed{}} {
		s, _ = flow.Step(s, e)
	}
	if got, _ := flow.Step(s, flow.Filed{Receipt: report.Receipt{Number: "102406428304"}}); got.Place != flow.Done {
		t.Errorf("filed meanwhile: %s", got.Place)
	}
	if got, _ := flow.Step(s, flow.BackPressed{}); got.Place != flow.Sending {
		t.Errorf("back: %s", got.Place)
	}
}

// TestT06TheBarEntersAndLeaves: one press on the same button, keeping the side.
func TestT06TheBarEntersAndLeaves(t *testing.T) {
	v := kiosktest.View(t)
	for _, s := range explored() {
		s.Settings.Low, s.Settings.Left = false, true
		in, _ := flow.Step(s, screen.For(s, v).On["reach"])
		out, _ := flow.Step(in, screen.For(in, v).On["reach"])
		if !s.Quiet && (!in.Settings.Low || !in.Settings.Left || out.Settings != s.Settings || out.Place != s.Place) {
			t.Errorf("%s: %+v, then %+v", s.Place, in.Settings, out.Settings)
		}
	}
}

// TestL01LanguageOnEveryPage: one press, in the name that it gives itself; the end of a session takes it back.
func TestL01LanguageOnEveryPage(t *testing.T) {
	v := kiosktest.View(t)
	for _, s := range explored() {
		scr := screen.For(s, v)
		n, ok := scr.Root.Find("language")
		e, means := scr.On["language"].(flow.LangChosen)
		if !ok || !means || n.State.Disabled || n.Lang != e.Lang || n.Label != v.Bundle.Words(e.Lang).T("language.name") {
			t.Errorf("%s: %s means %+v", s.Place, a11y.Line(n), e)
		}
		got, _ := flow.Step(s, e)
		if s.Quiet { // the first press only says that somebody is there
			continue
		}
		if got.Settings.Lang != e.Lang || got.Place != s.Place || !reflect.DeepEqual(got.Draft, s.Draft) || got.Digits != s.Digits {
			t.Errorf("%s: something else has changed with the language", s.Place)
		}
		if ended, _ := flow.Step(got, flow.Finished{}); ended.Settings.Lang != "" {
			t.Errorf("%s: the next resident finds %q", s.Place, ended.Settings.Lang)
		}
	}
}
