package screen_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"linli/a11y"
	"linli/flow"
	"linli/i18n"
	"linli/kiosk/kiosktest"
	"linli/report"
	"linli/ui/screen"
)

// This file holds the rows of the accessibility table about pages, one by one: F01, F02, F04, F06, F08, F10, F11, F15 to F17
// and F19. Those about whole sessions are in kiosk/kiosktest, those about places on the glass in gallery.

// parts are the answers that a state holds, each by its name.
func parts(s flow.State) map[string]string {
	d := s.Draft
	recording, _ := d.Recording()
	out := map[string]string{
		"service": d.ServiceCode, "place": d.Place.ID + d.Place.Name, "words": d.Description, "voice": string(recording.Bytes),
		"channel": string(d.Contact.Channel), "phone": d.Contact.Phone, "name": d.Contact.Surname + "\n" + d.Contact.Title + "\n" + d.Contact.Given, "digits": s.Digits, "added": s.Change.Words, "proof": s.Change.Proof.Digits, "staff": s.Assist.Number,
		"answered": string(s.Change.Rating.Answered), "solved": string(s.Change.Rating.Solved), "satisfied": strconv.Itoa(s.Change.Rating.Satisfied),
	}
	for _, a := range s.Catalogue.Definition.Attributes {
		out["answer "+a.Code] = strings.Join(d.Answer(a.Code), "\n")
	}
	return out
}

// asked are the answers that can be given on a page, found by trying everything on it.
func asked(s flow.State, scr screen.Screen) map[string]bool {
	out := map[string]bool{}
	try := func(e flow.Event) {
		switch e.(type) {
		case flow.AddChosen, flow.TakeBackChosen, flow.RateChosen, flow.ReadChosen: // another request's words are put away
			return
		}
		after, effects := flow.Step(s, e)
		if slices.Contains(effects, flow.Effect(flow.End{})) {
			return
		}
		before := parts(s)
		for name, value := range parts(after) {
			if value != before[name] {
				out[name] = true
			}
		}
	}
	for n := range scr.Root.All() {
		if n.ID == "undo" { // it gives no answer
			continue
		}
		if e, ok := scr.On[n.ID]; ok && !n.State.Disabled {
			try(e)
		}
		if written, ok := scr.Text[n.ID]; ok {
			try(written("7"))
			try(written(""))
		}
	}
	return out
}

// TestF01OneQuestionAPage: a page asks for one answer at most, begins with a heading, has a way back and, unless the city is
// being waited for, a way on. While reporting or rating it says in words which step it is.
func TestF01OneQuestionAPage(t *testing.T) {
	v := kiosktest.View(t)
	step := regexp.MustCompile(`^第\d+步(，共\d+步)?$`)
	asking := map[flow.Place]bool{}
	for _, s := range explored() {
		s.Settings.Lang = "zh-Hans"
		scr := screen.For(s, v)
		root := scr.Root
		answers := asked(s, scr)
		if asking[s.Place] = asking[s.Place] || len(answers) > 0; len(answers) > 1 {
			t.Errorf("%s asks for %v", root.ID, answers)
		}
		if first := root.Leaves()[0]; first.Role != a11y.Heading {
			t.Errorf("%s begins with %s", root.ID, a11y.Line(first))
		}
		if back, ok := root.Find("back"); ok == (s.Place == flow.Attract) || ok && back.State.Disabled != s.Place.Sends() {
			t.Errorf("%s: way back %v %+v", root.ID, ok, back.State)
		}
		if !waysOn(root) {
			t.Errorf("%s: no way on:\n%s", root.ID, a11y.Sketch(root))
		}
		crumb, _ := root.Find("crumb")
		if s.Place == flow.Write || s.Place == flow.Draw {
			s.Place = s.Writing()
		}
		if reporting := s.Place >= flow.Groups && s.Place <= flow.Agree || s.Place == flow.Opinion || s.Place == flow.OpinionCheck; reporting != step.MatchString(crumb.Label) {
			t.Errorf("%s: the step is told as %q", root.ID, crumb.Label)
		} else if reporting && s.Catalogue.Defined && !strings.Contains(crumb.Label, "共") {
			t.Errorf("%s: of how many? %q", root.ID, crumb.Label)
		}
	}
	for _, p := range []flow.Place{flow.Services, flow.Where, flow.Homes, flow.Tell, flow.Ask, flow.Contact, flow.Phone, flow.NamePage, flow.Number, flow.Opinion} {
		if !asking[p] {
			t.Errorf("%s asks for nothing: this test tests nothing", p)
		}
	}
}

// waysOn says whether there is a button that goes on, a list of things to open, or somebody to wait for.
func waysOn(root a11y.Node) bool {
	for _, part := range root.Children {
		for _, n := range part.Leaves() {
			if n.State.Busy || n.Role == a11y.Button && !n.State.Disabled && (part.Role == a11y.Actions || part.Role == a11y.Main) {
				return true
			}
		}
	}
	return false
}

// TestF02HomeIsShort: at most five large choices, each with a pictogram and a line that says what it is for.
func TestF02HomeIsShort(t *testing.T) {
	v := kiosktest.View(t)
	for _, lang := range i18n.Shipped() {
		main, _ := screen.For(flow.State{Place: flow.Home, Settings: flow.Settings{Lang: lang}}, v).Root.Part(a11y.Main)
		choices := main.Leaves()
		if len(choices) < 2 || len(choices) > 5 {
			t.Errorf("%s: %d choices", lang, len(choices))
		}
		for _, n := range choices {
			if n.Role != a11y.Button || n.Icon == "" || n.Hint == "" || lang != "en" && len([]rune(n.Label)) > 6 {
				t.Errorf("%s: %s", lang, a11y.Line(n))
			}
		}
	}
}

// TestF04NothingAdvancesOnSelection: what can be picked, ticked or written never leaves its page. What opens another page is a
// button and says so.
func TestF04NothingAdvancesOnSelection(t *testing.T) {
	v := kiosktest.View(t)
	picked := map[flow.Place]int{}
	stays := func(s flow.State, n a11y.Node, e flow.Event) {
		t.Helper()
		picked[s.Place]++
		after, effects := flow.Step(s, e)
		if after.Place != s.Place || after.Asking != s.Asking || after.Change.Asking != s.Change.Asking || s.Place != flow.Write && s.Place != flow.Draw && len(effects) > 0 { // what may be meant is asked for
			t.Errorf("%s: %s leads to %s %v", s.Place, a11y.Line(n), after.Place, effects)
		}
	}
	for _, s := range explored() {
		scr := screen.For(s, v)
		for n := range scr.Root.All() {
			switch n.Role {
			case a11y.Radio, a11y.Checkbox:
				stays(s, n, scr.On[n.ID])
			case a11y.Entry:
				for _, text := range []string{"", "7", "102400000000", "13800138000", strings.Repeat("长", 4001)} {
					stays(s, n, scr.Text[n.ID](text))
				}
			}
		}
		if pad, ok := scr.Root.Part(a11y.Keypad); ok {
			for _, n := range pad.Leaves() {
				stays(s, n, scr.On[n.ID])
			}
		}
	}
	for _, p := range []flow.Place{flow.Where, flow.Homes, flow.Tell, flow.Ask, flow.Contact, flow.Phone, flow.NamePage, flow.Number, flow.Opinion} {
		if picked[p] == 0 {
			t.Errorf("nothing was picked on %s", p)
		}
	}
}

// TestF06UndoIsOnEveryPage: in the bar, right after the way back, and pressed in vain only where it says so.
func TestF06UndoIsOnEveryPage(t *testing.T) {
	v := kiosktest.View(t)
	could := 0
	for _, s := range explored() {
		scr := screen.For(s, v)
		bar, _ := scr.Root.Part(a11y.Toolbar)
		if s.Place == flow.Attract {
			continue // nobody has done anything yet
		}
		undo := bar.Children[1]
		if undo.ID != "undo" || bar.Children[0].ID != "back" {
			t.Errorf("%s: the bar begins %s %s", s.Place, bar.Children[0].ID, undo.ID)
		}
		before, page := parts(s), screen.For(s, v).Root.ID
		after, _ := flow.Step(s, scr.On["undo"])
		changed := 0
		for name, value := range parts(after) {
			if value != before[name] {
				changed++
			}
		}
		stays := screen.For(after, v).Root.ID == page || s.Place == after.Place && (s.Place == flow.Voice || s.Place == flow.NamePage) // with a recording or a surname, or without
		if undo.State.Disabled != (changed == 0) || changed > 1 || !stays {
			t.Errorf("%s: disabled %v, changes %d answers, goes to %s", page, undo.State.Disabled, changed, after.Place)
		}
		could += changed
	}
	if could < 10 {
		t.Errorf("only %d changes were taken back", could)
	}
}

// TestF08ErrorsAreNamedTwice: at the top of the page and beside the field in the same words, naming the field.
func TestF08ErrorsAreNamedTwice(t *testing.T) {
	v := kiosktest.View(t)
	names := map[flow.Problem]string{
		flow.Missing: "", flow.NotANumber: "", flow.TooLong: "", flow.OnlyDigits: "", flow.NothingLike: "", flow.NumberFull: "号码", flow.ProofFull: "后四位", flow.FourDigits: "后四位", flow.WrongDigits: "后四位", flow.PhoneFull: "电话号码",
		flow.BadPhone: "电话号码", flow.Incomplete: "号码", flow.Mistyped: "号码", flow.Unknown: "号码",
	}
	seen := map[flow.Problem]bool{}
	states := slices.Clone(explored())
	for _, s := range explored() { // and go on from each page without its answer
		s.Draft = report.Draft{ServiceCode: s.Draft.ServiceCode}
		s, _ = flow.Step(s, flow.Continued{})
		states = append(states, s)
	}
	for _, s := range states {
		if s.Problem == "" {
			continue
		}
		s.Settings.Lang = "zh-Hans"
		seen[s.Problem] = true
		root := screen.For(s, v).Root
		main, _ := root.Part(a11y.Main)
		alert := main.Children[0]
		name := names[s.Problem]
		if name == "" {
			name, _, _ = strings.Cut(alert.Label, "：")
			if !named(root, name) {
				t.Errorf("%s: %q is named, which is not on the page:\n%s", root.ID, name, a11y.Sketch(root))
			}
		}
		if alert.Role != a11y.Alert || name == "" || !strings.Contains(alert.Label, name) || len([]rune(alert.Label)) < len([]rune(name))+6 {
			t.Errorf("%s: %s does not name %q and the remedy", root.ID, a11y.Line(alert), name)
		}
		beside := 0
		for n := range main.All() {
			if n.State.Invalid && n.Hint == alert.Label {
				beside++
			}
		}
		if beside == 0 {
			t.Errorf("%s: nothing beside the field says %q", root.ID, alert.Label)
		}
	}
	for _, p := range []flow.Problem{flow.Missing, flow.TooLong, flow.BadPhone, flow.Incomplete, flow.NothingLike} {
		if !seen[p] {
			t.Errorf("never met: %s", p)
		}
	}
}

// named says whether a name is on the page beside the alert, or is what the check page calls it.
func named(root a11y.Node, name string) bool {
	for _, n := range root.Leaves() {
		if n.Role != a11y.Alert && strings.Contains(n.Label, strings.TrimSuffix(name, "？")) {
			return true
		}
	}
	return name == "怎么找您" // the title asks it in other words
}

// TestF10EachAnswerCanBeChanged: the check page shows each answer with a way to change it, which comes back to it.
func TestF10EachAnswerCanBeChanged(t *testing.T) {
	v := kiosktest.View(t)
	seen := 0
	for _, s := range explored() {
		if s.Place != flow.Review {
			continue
		}
		seen++
		scr := screen.For(s, v)
		rows := 0
		for id, e := range scr.On {
			change, ok := e.(flow.ChangePressed)
			if !ok {
				continue
			}
			rows++
			there, _ := flow.Step(s, e)
			back, _ := flow.Step(there, flow.BackPressed{})
			if change.Place == flow.Services && there.Place == flow.Groups { // a page may have services beside groups
				change.Place = flow.Groups
			}
			if there.Place != change.Place || back.Place != flow.Review {
				t.Errorf("%s leads to %s and back to %s", id, there.Place, back.Place)
			}
		}
		asks := 0
		for _, a := range s.Catalogue.Definition.Attributes {
			if a.Variable {
				asks++
			}
		}
		if _, spoken := s.Draft.Recording(); spoken {
			asks++
		}
		if rows != 4+asks {
			t.Errorf("%d answers can be changed, want %d", rows, 4+asks)
		}
	}
	if seen == 0 {
		t.Error("never at the check page")
	}
}

// TestF15ThreeWaysToBeReached: by phone, by SMS only, not at all; what is filed says which.
func TestF15ThreeWaysToBeReached(t *testing.T) {
	scr := screen.For(flow.State{Place: flow.Contact}, kiosktest.View(t))
	group, _ := scr.Root.Part(a11y.RadioGroup)
	var got []report.Channel
	for _, n := range group.Leaves() {
		s, _ := flow.Step(flow.State{Place: flow.Contact}, scr.On[n.ID])
		s.Draft.Contact.Phone = phone
		filed := flow.Filing(s).Contact
		got = append(got, filed.Channel)
		if (filed.Phone == "") != (filed.Channel == report.NoReply) {
			t.Errorf("%s: %+v is filed", n.ID, filed)
		}
	}
	if want := []report.Channel{report.ByPhone, report.BySMS, report.NoReply}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// promotion is what leads away from the request: addresses of pages, codes to photograph, shops of apps.
var promotion = regexp.MustCompile(`(?i)https?:|www\.|\.(com|cn|org|net)\b|二维码|二維碼|扫码|掃碼|扫一扫|公众号|微信|\bapps?\b|\bQR\b|下载|下載|广告|廣告|优惠|優惠|免费|抢|\bfree\b|\boffers?\b|download|follow us`)

// hurdle is what keeps people out: accounts, codes, puzzles, faces.
var hurdle = regexp.MustCompile(`(?i)验证码|驗證碼|人脸|人臉|刷脸|密码|密碼|注册|註冊|captcha|password|sign in|\bface\b`)

// TestF16F17F19NoHurdlesNoPromotion reads every page in every language. That login is not needed may be said.
func TestF16F17F19NoHurdlesNoPromotion(t *testing.T) {
	v := kiosktest.View(t)
	for _, lang := range i18n.Shipped() {
		for _, s := range explored() {
			s.Settings.Lang = lang
			for n := range screen.For(s, v).Root.All() {
				for _, text := range []string{n.Label, n.Hint, n.Say, n.Value} {
					if found := promotion.FindString(text) + hurdle.FindString(text); found != "" {
						t.Errorf("%s %s: %q in %q", lang, s.Place, found, text)
					}
				}
			}
		}
	}
	for _, p := range flow.Places() {
		if hurdle.MatchString(p.String()) || regexp.MustCompile(`login|account|code|puzzle|card`).MatchString(p.String()) {
			t.Errorf("the session has a place %s", p)
		}
	}
}
