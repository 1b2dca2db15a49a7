package screen

import (
	"strings"
	"testing"
	"time"

	"linli/a11y"
	"linli/a11y/announce"
	"linli/flow"
	"linli/i18n"
	"linli/report"
	"linli/speech"
)

// TestA14ACitysOwnLanguage: what a city has in its own language only is marked and said in that one wherever it stands: beside words of the
// kiosk's on the page that shows all answers, as the title and in the history of a request.
func TestA14ACitysOwnLanguage(t *testing.T) {
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	v := View{Bundle: b, Langs: i18n.Shipped(), Zone: time.UTC, Offer: Offer{Texts: []int{100}, Themes: []string{"light"}}}
	long := strings.Repeat("Utility pole that leans. ", 5)
	pole := flow.Catalogue{Loaded: true, Services: []report.Service{{Code: "pole", Name: "Utility pole", Lang: "en"}, {Code: "long", Name: long, Lang: "en"}}}
	draft := func(code string) flow.State {
		return flow.State{Place: flow.Review, Catalogue: pole, Draft: report.Draft{ServiceCode: code}}
	}
	found := func(name, lang string) flow.State {
		return flow.State{Place: flow.Found, Catalogue: pole, Status: report.Status{
			ServiceCode: "pole", ServiceName: name, Lang: lang, State: report.InProgress,
			Updates: []report.Update{{At: time.Unix(0, 0), State: report.InProgress, Text: "A crew is there."}},
		}}
	}
	said := func(text, lang string) speech.Utterance { return speech.Utterance{Text: text, Lang: lang} }
	for name, c := range map[string]struct {
		s    flow.State
		lang string
		id   a11y.ID
		want []speech.Utterance
	}{
		"an answer":           {draft("pole"), "zh-Hans", "change-service", []speech.Utterance{said("什么事，按钮，第一个，共四个。", "zh-Hans"), said("Utility pole。", "en"), said("改一改。", "zh-Hans")}},
		"an answer, in it":    {draft("pole"), "en", "change-service", []speech.Utterance{said("What, button, 1 of 4, Utility pole, Change.", "en")}},
		"what is read on":     {draft("long"), "zh-Hans", "service-more-0", []speech.Utterance{said("Utility pole that leans. Utility pole that leans.", "en")}},
		"a title":             {found("Utility pole", "en"), "zh-Hans", "title", []speech.Utterance{said("Utility pole。", "en")}},
		"a title, unmarked":   {found("Utility pole", ""), "zh-Hans", "title", []speech.Utterance{said("Utility pole。", "en")}},
		"a title of unknown":  {found("Pole", ""), "zh-Hans", "title", []speech.Utterance{said("Pole。", "zh-Hans")}},
		"a long one":          {found(long, "en"), "zh-Hans", "service", []speech.Utterance{said(strings.TrimSpace(pieces(long)[0]), "en")}},
		"what has been done":  {found("Utility pole", "en"), "zh-Hans", "update-0", []speech.Utterance{said("正在办。", "zh-Hans"), said("A crew is there.", "en"), said("一九七零年一月一日 星期四 凌晨十二点整。", "zh-Hans")}},
		"in the page's, done": {found("路灯", "zh-Hans"), "zh-Hans", "title", []speech.Utterance{said("路灯。", "zh-Hans")}},
	} {
		t.Run(name, func(t *testing.T) {
			c.s.Settings.Lang = c.lang
			root := For(c.s, v).Root
			got := announce.At(b.Words(c.lang), root, c.id)
			if n, _ := root.Find(c.id); len(got) != len(c.want) {
				t.Fatalf("%s is said as %v, want %v", a11y.Line(n), got, c.want)
			}
			for i, u := range got {
				if u != c.want[i] {
					t.Errorf("said %+v, want %+v", u, c.want[i])
				}
			}
		})
	}
}

// TestV17ThePictureOfAMatterHasAName: where only the page's pictogram tells which matter is being told of, it is an image that is called so, in
// the city's language; where words do, it is none.
func TestV17ThePictureOfAMatterHasAName(t *testing.T) {
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	v := View{Bundle: b, Langs: i18n.Shipped(), Zone: time.UTC, Offer: Offer{Texts: []int{100}, Themes: []string{"light"}}}
	s := flow.State{Settings: flow.Settings{Lang: "zh-Hans"}, Draft: report.Draft{ServiceCode: "pole"}, Change: flow.Change{ServiceCode: "pole"},
		Catalogue: flow.Catalogue{Loaded: true, Services: []report.Service{{Code: "pole", Name: "Utility pole", Lang: "en"}}}}
	for place, want := range map[flow.Place]bool{flow.Tell: true, flow.Add: true, flow.Review: false, flow.Home: false, flow.Phone: false} {
		s.Place = place
		root := For(s, v).Root
		picture, ok := root.Part(a11y.Image)
		if ok != want || ok && (picture.Label != "Utility pole" || picture.Lang != "en" || picture.Icon != root.Icon) {
			t.Errorf("%s has the image %s (%t), want one: %t", place, a11y.Line(picture), ok, want)
		}
		heard := 0
		for _, u := range announce.Whole(b.Words("zh-Hans"), root) {
			if u == (speech.Utterance{Text: "Utility pole。", Lang: "en"}) {
				heard++
			}
		}
		if ok && heard != 1 {
			t.Errorf("on %s it is said %d times", place, heard)
		}
	}
}
