package flow

import (
	"testing"

	"linli/report"
)

// TestWhatIsReadGoesWhereItBelongs: a card or a code fills the field for what it is, on the page for it, and else nothing of it stays.
func TestWhatIsReadGoesWhereItBelongs(t *testing.T) {
	number, err := report.ParseNumber("0001 9928 4065")
	if err != nil {
		t.Fatal(err)
	}
	blank := func(s *State) { s.Draft = report.Draft{Description: "It drips. "} }
	const card, bank, phone, pole = "11010519491231002X", "4539578763621486", "13800138000", "LD-0427"
	asked := func(d report.Datatype) State {
		s := with(at(Ask), blank)
		s.Catalogue.Definition = report.Definition{Attributes: []report.Attribute{{Code: "pole", Datatype: d, Variable: true, Values: []report.Value{{Key: "a"}}}}}
		return s
	}
	for _, c := range []struct {
		name string
		s    State
		text string
		want Problem
		on   Place
		left string // what is in the field of the page then
	}{
		{"a number at the beginning", with(at(Home)), string(number), "", Number, string(number)},
		{"a number as it is printed", with(at(Number)), number.String(), "", Number, string(number)},
		{"a number with a wrong digit", with(at(Number)), "000199284066", CodeUnknown, Number, ""},
		{"a number in a report", with(at(Tell), blank), string(number), NumberRead, Tell, "It drips. "},
		{"a number for a phone", with(at(Phone), blank), string(number), NumberRead, Phone, ""},
		{"a phone", with(at(Phone), blank), phone, "", Phone, phone},
		{"a phone elsewhere", with(at(Where), blank), phone, CodeUnknown, Where, ""},
		{"a pole", asked(report.TypeString), pole, "", Ask, pole},
		{"a full-width code", asked(report.TypeNumber), "４２", "", Ask, "42"},
		{"a pole where one chooses", asked(report.TypeSingle), pole, CodeUnknown, Ask, ""},
		{"an identity card for a question", asked(report.TypeString), card, CardRead, Ask, ""},
		{"a bank card for a question", asked(report.TypeText), bank, CardRead, Ask, ""},
		{"an identity card for a phone", with(at(Phone), blank), card, CardRead, Phone, ""},
		{"a code in a description", with(at(Tell), blank), pole, CodeUnknown, Tell, "It drips. "},
		{"nobody is there", with(at(Attract)), string(number), "", Attract, ""},
		{"it is being sent", with(at(Sending)), string(number), "", Sending, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, effects := Step(c.s, Scanned{c.text})
			left := map[Place]string{Number: got.Digits, Phone: got.Draft.Contact.Phone, Tell: got.Draft.Description, Where: got.Draft.Place.Name}[got.Place]
			if a, ok := got.Attribute(); ok && got.Place == Ask {
				for _, v := range got.Draft.Answer(a.Code) {
					left += v
				}
			}
			if got.Problem != c.want || got.Place != c.on || left != c.left || len(effects) > 0 {
				t.Errorf("problem %q on %s with %q and %d effects; want %q on %s with %q", got.Problem, got.Place, left, len(effects), c.want, c.on, c.left)
			}
		})
	}
}
