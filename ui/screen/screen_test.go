package screen_test

import (
	"context"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"linli/a11y"
	"linli/a11y/announce"
	"linli/a11y/nav"
	"linli/flow"
	"linli/i18n"
	"linli/kiosk"
	"linli/kiosk/kiosktest"
	"linli/report"
	"linli/speech"
	"linli/ui/screen"
)

const phone = "13800138000"

// explored are states that somebody who does anything comes to, about perPlace of each place, every place and problem
// among them.
var explored = sync.OnceValue(func() []flow.State { return explore(12) })

// words are all words.
var words = sync.OnceValue(func() *i18n.Bundle {
	b, err := i18n.Load()
	if err != nil {
		panic(err)
	}
	return b
})

// explore presses and writes at random, without a kiosk, with a city that comes and goes.
func explore(perPlace int) []flow.State {
	b, err := i18n.Load()
	if err != nil {
		panic(err)
	}
	v := screen.View{Bundle: b, Site: kiosktest.Site(), Langs: i18n.Shipped(), Zone: kiosktest.Zone, Offer: kiosktest.Offer(), Reachable: true, Records: true, Spoken: true, Version: "1.0", Writes: []string{"zh-Hans", "zh-Hant"}, Fitting: []flow.Keys{flow.FullKeys, flow.ZhuyinKeys}}
	r := rand.New(rand.NewPCG(5, 36))
	var city *kiosktest.City
	earlier := report.Submission{Number: "102406428304", Key: "earlier", Draft: report.Draft{ServiceCode: "light", Contact: report.Contact{Channel: report.ByPhone, Phone: "13805550100"}}}
	s := flow.State{Now: kiosktest.Now}
	kept, met := map[flow.Place]int{}, map[flow.Problem]bool{}
	var out []flow.State
	var filed int
	do := func(e flow.Event) {
		queue := []flow.Event{e}
		for len(queue) > 0 {
			var effects []flow.Effect
			s, effects = flow.Step(s, queue[0])
			queue = queue[1:]
			first := s.Problem != "" && !met[s.Problem]
			if first || kept[s.Place] < perPlace && (kept[s.Place] < 3 || r.IntN(8) == 0) {
				kept[s.Place]++
				met[s.Problem] = true
				out = append(out, s)
			}
			for _, effect := range effects {
				if answer := answer(city, effect, &filed); answer != nil {
					queue = append(queue, answer)
				}
			}
		}
	}
	const usual = 80000
	for i := 0; i < usual || len(kept) < len(flow.Places()) && i < 6*usual; i++ { // a place that nobody came to is looked for longer
		if i%800 == 0 { // a new day: what was taken back or locked would stay so
			city = kiosktest.NewCity()
			city.Large = map[int]kiosktest.Shape{3: kiosktest.Grouped, 9: kiosktest.Crumbled}[i/800%12]
			if _, err := city.Send(context.Background(), earlier); err != nil { // in another session
				panic(err)
			}
		}
		v.Assisted = i%usual >= 60000 // what lies behind that is rare, and would make other things rare
		if v.Assisted && s.Place == flow.Review {
			s.Assist.By = "1024" // has helped from the start
		}
		scr := screen.For(s, v)
		var can []a11y.Node
		for _, n := range scr.Root.Leaves() {
			if n.Role.Actionable() && !n.State.Disabled && (n.ID != "back" || r.IntN(6) == 0) && (n.ID != "help" && n.ID != "staff" && n.ID != "clear" || r.IntN(4) == 0) {
				can = append(can, n)
			}
		}
		n := can[r.IntN(len(can))]
		rare := []a11y.ID{"assist", "take-back", "add", "add"}[r.IntN(4)] // what nobody would come to
		if i := slices.IndexFunc(can, func(n a11y.Node) bool { return n.ID == rare }); i >= 0 {
			n = can[i]
		}
		if written := scr.Text[n.ID]; written != nil {
			texts := []string{"", "5550100", "东门坏了。", "3", "104000000000", strings.Repeat("长", 4001)}
			if right := map[flow.Place]string{flow.Number: string(earlier.Number), flow.Proof: "0100", flow.StaffNumber: "1024", flow.StaffCode: "314159"}[s.Place]; right != "" && r.IntN(2) == 0 {
				texts = []string{right} // else nobody comes to what lies behind
			}
			do(written(texts[r.IntN(len(texts))]))
		} else {
			do(scr.On[n.ID])
		}
		switch call := s.Call; {
		case call.Stage == flow.Called && r.IntN(6) == 0:
			do(flow.CallWaited{})
		case call.Stage.Open() && r.IntN(8) == 0:
			do(flow.CallAnswered{Count: call.Count, Reply: report.Reply{By: []string{"", "王姐"}[r.IntN(2)], In: r.IntN(3)}})
		}
		if r.IntN(25) == 0 {
			_ = city.Do([]string{"goes away", "comes back", "comes back", "comes back", "comes back", "takes it but does not answer", "finishes"}[r.IntN(7)])
		}
	}
	return out
}

// answer is what comes of an effect.
func answer(city *kiosktest.City, effect flow.Effect, filed *int) flow.Event {
	ctx := context.Background()
	switch e := effect.(type) {
	case flow.LoadServices:
		services, err := city.Services(ctx, e.Lang)
		return flow.ServicesArrived{Lang: e.Lang, Services: kiosk.Understand(services, words().Words(e.Lang), kiosktest.Reader()), Trouble: report.CodeOf(err)}
	case flow.LoadDefinition:
		d, err := city.Definition(ctx, e.Code, e.Lang)
		return flow.DefinitionArrived{Lang: e.Lang, Definition: d, Trouble: report.CodeOf(err)}
	case flow.Freeze:
		*filed++
		n, err := report.Mint(*filed%10000, rand.NewChaCha8([32]byte{byte(*filed)}))
		if err != nil {
			panic(err)
		}
		return flow.Frozen{Submission: report.Submission{Number: n, Key: string(n), Draft: e.Draft, FiledAt: kiosktest.Now}}
	case flow.Send:
		receipt, err := city.Send(ctx, e.Submission)
		if err != nil {
			return flow.NotFiled{Trouble: report.CodeOf(err)}
		}
		receipt.Number = e.Submission.Number
		return flow.Filed{Receipt: receipt}
	case flow.CallStaff:
		_, err := city.Services(ctx, "en") // where the line is down, nobody can be called either
		return flow.CallMade{Count: e.Count, Answers: e.Count%3 > 0, Trouble: report.CodeOf(err)}
	case flow.SignIn:
		if *filed++; e.Number != "1024" || e.Code != "314159" {
			return flow.SignedIn{Trouble: []report.Code{report.NoProof, report.TooOften}[*filed%2]}
		}
		return flow.SignedIn{}
	case flow.Withdraw:
		return flow.ChangeAnswered{Number: e.Number, Act: flow.ToWithdraw, Trouble: report.CodeOf(city.Withdraw(ctx, e.Number, e.Proof))}
	case flow.Amend:
		return flow.ChangeAnswered{Number: e.Number, Trouble: report.CodeOf(city.Amend(ctx, e.Number, e.Proof, e.Words))}
	case flow.Rate:
		return flow.ChangeAnswered{Number: e.Number, Act: flow.ToRate, Trouble: report.CodeOf(city.Rate(ctx, e.Number, e.Proof, e.Closing, e.Rating))}
	case flow.Read:
		told, err := city.Told(ctx, e.Number, e.Proof, e.Lang)
		return flow.ChangeAnswered{Number: e.Number, Act: flow.ToRead, Told: told, Trouble: report.CodeOf(err)}
	case flow.Suggest:
		return flow.CandidatesArrived{Letters: e.Letters, Before: e.Before, Candidates: kiosktest.Writer{}.Candidates(e, "zh-Hans")}
	case flow.Record:
		return flow.RecordingHeard{Level: 2, Length: 12 * time.Second}
	case flow.StopRecording:
		*filed++
		mishap := []report.Mishap{"", "", "", report.Silence, report.CutOff, report.TimeIsUp, report.TooShort, report.NoMicrophone}[*filed%8]
		length := map[report.Mishap]time.Duration{"": 42 * time.Second, report.CutOff: 62 * time.Second, report.TimeIsUp: 3 * time.Minute}[mishap]
		return flow.Recorded{Attachment: report.Attachment{Type: "audio/wav", Bytes: []byte{byte(*filed)}, Length: length}, Mishap: mishap, TakesDown: *filed%3 > 0}
	case flow.TakeDown:
		*filed++
		return flow.TakenDown{Text: []string{"", "楼道的灯坏了三天了。", "The corridor light has been out for three days. " + strings.Repeat("灯坏了，晚上看不见。", 40)}[*filed%3]}
	case flow.Look:
		status, err := city.Track(ctx, e.Number, e.Lang)
		return flow.StatusArrived{Number: e.Number, Status: status, Trouble: report.CodeOf(err)}
	}
	return nil
}

func TestEveryPlaceIsExplored(t *testing.T) {
	seen := map[flow.Place]bool{}
	for _, s := range explored() {
		seen[s.Place] = true
	}
	for _, p := range flow.Places() {
		if !seen[p] {
			t.Errorf("no state of %s", p)
		}
	}
}

// TestPages checks what must hold on every page in every language.
func TestPages(t *testing.T) {
	v := kiosktest.View(t)
	for _, lang := range append(i18n.Shipped(), i18n.Pseudo) {
		for _, s := range explored() {
			s.Settings.Lang = lang
			scr := screen.For(s, v)
			root := scr.Root
			for _, err := range a11y.Check(root) {
				t.Errorf("%s %s: %v", lang, root.ID, err)
			}
			if root.Lang != lang {
				t.Errorf("%s %s: the page says it is in %q", lang, root.ID, root.Lang)
			}
			if again := screen.For(s, v); !reflect.DeepEqual(root, again.Root) || !reflect.DeepEqual(scr.On, again.On) {
				t.Errorf("%s %s: the same state gives another page", lang, root.ID)
			}
			checkEvents(t, scr)
			checkReach(t, root)
			checkDefault(t, root)
		}
	}
}

func checkEvents(t *testing.T, scr screen.Screen) {
	t.Helper()
	for n := range scr.Root.All() {
		_, on := scr.On[n.ID]
		_, text := scr.Text[n.ID]
		if on && text || n.Role.Actionable() != (on || text) || text != (n.Role == a11y.Entry) {
			t.Errorf("%s: %s has an event: %v, takes text: %v", scr.Root.ID, a11y.Line(n), on, text)
		}
	}
	for id := range scr.On {
		if _, ok := scr.Root.Find(id); !ok {
			t.Errorf("%s: %q means something and is not there", scr.Root.ID, id)
		}
	}
}

// checkReach walks over the whole page with one switch.
func checkReach(t *testing.T, root a11y.Node) {
	t.Helper()
	leaves := root.Leaves()
	at := leaves[0].ID
	for i, n := range leaves {
		if at != n.ID {
			t.Errorf("%s: step %d comes to %q, want %q", root.ID, i, at, n.ID)
			return
		}
		at = nav.Move(root, at, 1)
	}
}

func checkDefault(t *testing.T, root a11y.Node) {
	t.Helper()
	if _, ok := root.Find("start"); ok {
		return // the first page: one in each language
	}
	count := 0
	for n := range root.All() {
		if n.State.Default {
			count++
		}
	}
	if _, ok := root.Part(a11y.Actions); count > 1 || ok != (count == 1) {
		t.Errorf("%s: %d ways to go on are marked", root.ID, count)
	}
}

func TestThePhoneNumberIsNeverSaid(t *testing.T) {
	v := kiosktest.View(t)
	seen := 0
	for _, s := range explored() {
		if s.Place != flow.Phone && s.Place != flow.Review {
			continue
		}
		s.Draft.Contact = report.Contact{Channel: report.ByPhone, Phone: phone}
		seen++
		scr := screen.For(s, v)
		words := v.Bundle.Words(v.Lang(s))
		said := announce.Page(words, scr.Root)
		for n := range scr.Root.All() {
			said = append(said, announce.Focus(words, n)...)
			if strings.Contains(n.Value+n.Label+n.Hint+n.Say, phone) && !n.Secret {
				t.Errorf("%s: %s is personal and not secret", scr.Root.ID, n.ID)
			}
		}
		for _, cursor := range []a11y.ID{"title", "phone", "change-contact"} {
			said = append(said, announce.Changed(words, scr.Root, a11y.Diff(a11y.Node{}, scr.Root), cursor)...)
		}
		checkSaid(t, scr.Root.ID, said)
	}
	if seen == 0 {
		t.Error("no state with a phone number")
	}
}

func checkSaid(t *testing.T, page a11y.ID, said []speech.Utterance) {
	t.Helper()
	for _, u := range said {
		if strings.Contains(u.Text, phone) {
			t.Errorf("%s: said %q", page, u.Text)
		}
	}
}

// TestD05TheLogKnowsNothing files a request with words and a phone number and reads the kiosk's log, in all its detail.
func TestD05TheLogKnowsNothing(t *testing.T) {
	p := kiosktest.Open(t)
	for _, line := range []string{
		"touch 中文", "touch 反映问题", "touch 街上的事", "touch 路灯不亮", "write 别的地方: 秘密花园", "touch 下一步",
		"write 您要说的话: 非常私人的话", "touch 下一步", "touch 打电话", "touch 下一步", "press " + phone, "touch 下一步",
		"city goes away", "touch 都对", "city comes back", "touch 再试一次",
	} {
		if err := p.Do(line); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
	if len(p.City.Filed) != 1 || p.City.Filed[0].Draft.Contact.Phone != phone {
		t.Fatalf("filed: %+v", p.City.Filed)
	}
	log := p.Log.String()
	if log == "" {
		t.Error("the log is empty: this test tests nothing")
	}
	for _, private := range []string{phone, phone[:5], "秘密", "私人", string(p.City.Filed[0].Number)} {
		if strings.Contains(log, private) {
			t.Errorf("the log tells %q:\n%s", private, log)
		}
	}
	for i := 1; i < len(phone); i++ {
		if strings.Contains(log, "Digit:"+phone[i:i+1]) {
			t.Error("the log tells digits")
			break
		}
	}
}

func TestD03AnEndedSessionIsForgotten(t *testing.T) {
	v := kiosktest.View(t)
	for _, s := range explored() {
		got, effects := flow.Step(s, flow.Finished{})
		if want := (flow.State{Now: s.Now}); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: ended, but still there: %+v", s.Place, got)
		}
		if !reflect.DeepEqual(effects, []flow.Effect{flow.End{}}) {
			t.Errorf("%s: effects of ending: %v", s.Place, effects)
		}
		if a, b := screen.For(got, v), screen.For(flow.State{Now: s.Now}, v); !reflect.DeepEqual(a.Root, b.Root) {
			t.Errorf("%s: the next resident finds another page", s.Place)
		}
	}
}

func TestPagedShowsEverythingOnce(t *testing.T) {
	v := kiosktest.View(t)
	for _, s := range explored() {
		for _, rows := range []int{1, 2, 5} {
			full := screen.For(s, v)
			parts := (&kiosktest.Player{Rows: rows}).Fit(full)
			if len(parts) < 2 {
				if got := screen.Paged(full, parts, v.Bundle.Words(v.Lang(s))); !reflect.DeepEqual(got.Root, full.Root) {
					t.Errorf("%s: fits and is another page", full.Root.ID)
				}
				continue
			}
			checkParts(t, s, v, parts)
		}
	}
}

func checkParts(t *testing.T, s flow.State, v screen.View, parts [][]a11y.ID) {
	t.Helper()
	words := v.Bundle.Words(v.Lang(s))
	s.Part = 0
	full := screen.For(s, v)
	main, _ := full.Root.Part(a11y.Main)
	var seen []a11y.ID
	ids := map[a11y.ID]bool{}
	for at := range parts {
		p := screen.Paged(screen.For(s, v), parts, words)
		for _, err := range a11y.Check(p.Root) {
			t.Errorf("%s: %v", p.Root.ID, err)
		}
		if ids[p.Root.ID] {
			t.Errorf("%s: two parts have the same name", p.Root.ID)
		}
		ids[p.Root.ID] = true
		shown, _ := p.Root.Part(a11y.Main)
		for _, n := range shown.Leaves() {
			seen = append(seen, n.ID)
		}
		less, ok1 := p.Root.Find("less")
		more, ok2 := p.Root.Find("more")
		if !ok1 || !ok2 || less.State.Disabled != (at == 0) || more.State.Disabled != (at == len(parts)-1) {
			t.Errorf("%s: ways to other parts: %+v %+v", p.Root.ID, less, more)
		}
		s, _ = flow.Step(s, p.On["more"])
	}
	var want []a11y.ID
	for _, n := range main.Leaves() {
		want = append(want, n.ID)
	}
	if !slices.Equal(seen, want) {
		t.Errorf("%s: all parts show %v, want %v", full.Root.ID, seen, want)
	}
}

// TestPagedAfterThePageBecameShorter: the button for the part before works at once.
func TestPagedAfterThePageBecameShorter(t *testing.T) {
	v := kiosktest.View(t)
	s := flow.State{Place: flow.Where, Now: kiosktest.Now, Part: 9}
	full := screen.For(s, v)
	parts := (&kiosktest.Player{Rows: 2}).Fit(full)
	p := screen.Paged(full, parts, v.Bundle.Words("zh-Hans"))
	s, _ = flow.Step(s, p.On["less"])
	if s.Part != len(parts)-2 {
		t.Errorf("part %d of %d after going back from the last", s.Part, len(parts))
	}
}

// TestF06BackLosesNothing goes a page back and on again, wherever something is answered.
func TestF06BackLosesNothing(t *testing.T) {
	seen := map[flow.Place]bool{}
	for _, s := range explored() {
		if s.Place < flow.Groups || s.Place > flow.Review {
			continue
		}
		seen[s.Place] = true
		before, _ := flow.Step(s, flow.BackPressed{})
		if !reflect.DeepEqual(before.Draft, s.Draft) {
			t.Errorf("%s: going back to %s changed the draft from %+v to %+v", s.Place, before.Place, s.Draft, before.Draft)
		}
		var on flow.Event = flow.Continued{}
		switch before.Place {
		case flow.Home:
			on = flow.ReportChosen{}
		case flow.Groups:
			on = flow.GroupChosen{}
			if len(s.Path) > len(before.Path) {
				on = flow.GroupChosen{Index: s.Path[len(before.Path)]}
			}
		case flow.Services:
			on = flow.ServiceChosen{Code: s.Draft.ServiceCode}
		}
		after, _ := flow.Step(before, on)
		if !reflect.DeepEqual(after.Draft, s.Draft) {
			t.Errorf("%s: back to %s and on to %s changed the draft from %+v to %+v", s.Place, before.Place, after.Place, s.Draft, after.Draft)
		}
	}
	for p := flow.Groups; p <= flow.Review; p++ {
		if !seen[p] {
			t.Errorf("never at %s", p)
		}
	}
}

// TestProblemsAreSaid: every problem and every trouble has a sentence in every language.
func TestProblemsAreSaid(t *testing.T) {
	v := kiosktest.View(t)
	problems := []flow.Problem{flow.Missing, flow.NotANumber, flow.TooLong, flow.OnlyDigits, flow.NumberFull, flow.PhoneFull, flow.ProofFull, flow.FourDigits, flow.WrongDigits, flow.BadPhone, flow.Incomplete, flow.Mistyped, flow.Unknown, flow.NotThere}
	codes := []report.Code{report.Offline, report.Refused, report.NotFound, report.Nonsense, report.Full, report.Internal}
	for _, lang := range append(i18n.Shipped(), i18n.Pseudo) {
		for _, p := range problems {
			s := flow.State{Place: flow.Number, Problem: p, Now: time.Now(), Settings: flow.Settings{Lang: lang}}
			if n, ok := screen.For(s, v).Root.Find("problem"); !ok || strings.Contains(n.Label, string(p)+".") || strings.HasPrefix(n.Label, "problem.") {
				t.Errorf("%s: %q is told as %q", lang, p, n.Label)
			}
		}
		for _, c := range codes {
			s := flow.State{Place: flow.NotSent, Trouble: c, Settings: flow.Settings{Lang: lang}}
			root := screen.For(s, v).Root
			if n, ok := root.Part(a11y.Alert); !ok || strings.HasPrefix(n.Label, "trouble.") {
				t.Errorf("%s: %q is told as %q", lang, c, n.Label)
			}
			if why, ok := root.Find("trouble-why"); ok && strings.HasPrefix(why.Label, "trouble.") {
				t.Errorf("%s: %q is explained as %q", lang, c, why.Label)
			}
		}
	}
}
