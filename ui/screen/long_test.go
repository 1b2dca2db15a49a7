package screen

import (
	"strings"
	"testing"
	"time"

	"linli/flow"
	"linli/i18n"
	"linli/report"
)

// TestPiecesAreNeverBlank: whatever a resident writes, each piece of it has something to see, and none is lost.
func TestPiecesAreNeverBlank(t *testing.T) {
	for _, text := range []string{"", " ", strings.Repeat("a", 90) + strings.Repeat(" ", 200) + "b", strings.Repeat("长", 181)} {
		got := pieces(text)
		for i, piece := range got {
			if i > 0 && strings.TrimSpace(piece) == "" {
				t.Errorf("%q: piece %d is blank", text, i)
			}
		}
		without := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if len(got) == 0 || without(strings.Join(got, "")) != without(text) {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// TestPiecesEndWhereASentenceOrAWordDoes: nobody should have to put a torn word together again.
func TestPiecesEndWhereASentenceOrAWordDoes(t *testing.T) {
	for text, first := range map[string]string{
		"The heating is cold. It has been cold for days. A radiator is leaking. It is too cold to sleep. There is an old person at home.": "The heating is cold. It has been cold for days. A radiator is leaking.",
		strings.Repeat("word ", 30):                              strings.Repeat("word ", 18),
		strings.Repeat("暖气不热，", 20):                              strings.Repeat("暖气不热，", 18),
		strings.Repeat("冷", 60) + "。」" + strings.Repeat("热", 60): strings.Repeat("冷", 60) + "。」",
		strings.Repeat("字", 120):                                 strings.Repeat("字", 90),
		strings.Repeat("字", 89) + "e\u0301" + "字字":               strings.Repeat("字", 89),
	} {
		if got := pieces(text)[0]; got != first {
			t.Errorf("%q begins with %q, want %q", text, got, first)
		}
	}
}

// TestNothingIsAbbreviated: however long a name or a question is, all of it can be read on each page that is about it, on the
// card that chooses it too.
func TestNothingIsAbbreviated(t *testing.T) {
	long := strings.Repeat("长长的名字", 50) + "末"
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	v := View{
		Bundle: b, Langs: i18n.Shipped(), Zone: time.UTC, Offer: Offer{Texts: []int{100}, Themes: []string{"light"}},
		Site: report.Site{Places: []report.Place{{ID: "p", Name: long}}},
	}
	attribute := report.Attribute{Code: "a", Variable: true, Required: true, Datatype: report.TypeSingle, Question: long, Values: []report.Value{{Key: "k", Name: long}}}
	service := report.Service{Code: "x", Name: long, Group: long}
	s := flow.State{
		Catalogue: flow.Catalogue{Loaded: true, Defined: true, Services: []report.Service{service}, Definition: report.Definition{ServiceCode: "x", Attributes: []report.Attribute{attribute}}},
		Draft:     report.Draft{ServiceCode: "x", Place: report.Place{ID: "p", Name: long}},
		Status:    report.Status{ServiceName: long, State: report.Received},
		Problem:   flow.Missing,
	}
	for place, times := range map[flow.Place]int{flow.Groups: 1, flow.Services: 1, flow.Where: 1, flow.Ask: 2, flow.Review: 3, flow.Found: 1} {
		s.Place = place
		var words strings.Builder
		for _, n := range For(s, v).Root.Leaves() {
			words.WriteString(n.Label + n.Value)
			if strings.Contains(n.Label+n.Hint+n.Value, "…") {
				t.Errorf("%s: %s is abbreviated", place, n.ID)
			}
		}
		if got := strings.Count(words.String(), long); got < times {
			t.Errorf("%s: the whole name is there %d times, want %d", place, got, times)
		}
	}
}
