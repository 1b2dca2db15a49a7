package flow

import (
	"testing"

	"linli/report"
)

// named is a state on the page for the name, in a language.
func named(t *testing.T, lang string) State {
	t.Helper()
	s, _ := steps(with(at(Phone), func(s *State) { s.Settings.Lang = lang }), NamingOpened{})
	if s.Place != NamePage || s.Naming.Chosen {
		t.Fatalf("at %s", s.Place)
	}
	return s
}

// TestAName: a surname picked or written, then a title or a given name, or nothing at all; whatever it is, one comes back to where it was asked.
func TestAName(t *testing.T) {
	for _, c := range []struct {
		name, lang string
		steps      []Event
		place      Place
		want       string
	}{
		{"left out", "zh-Hans", []Event{Continued{}}, Phone, ""},
		{"back", "zh-Hans", []Event{BackPressed{}}, Phone, ""},
		{"a surname only", "zh-Hans", []Event{SurnameChosen{"王"}, Continued{}}, Phone, "王"},
		{"with a title", "zh-Hans", []Event{SurnameChosen{"王"}, TitleChosen{"女士"}, Continued{}}, Phone, "王女士"},
		{"whole", "zh-Hans", []Event{SurnameChosen{"欧阳"}, TitleChosen{"女士"}, GivenWritten{"秀英"}, Continued{}}, Phone, "欧阳秀英"},
		{"another surname", "zh-Hans", []Event{SurnameWritten{"㐱"}, Continued{}, TitleChosen{"先生"}, Continued{}}, Phone, "㐱先生"},
		{"another surname, written without a keyboard", "zh-Hans", []Event{DrawOpened{}, MarkPressed{"盖"}, Continued{}, TitleChosen{"先生"}}, NamePage, "盖先生"},
		{"the rest, written without a keyboard", "zh-Hant", []Event{SurnameChosen{"陳"}, PadOpened{}, MarkPressed{"明"}, Continued{}, Continued{}}, Phone, "陳明"},
		{"chosen anew", "zh-Hans", []Event{SurnameChosen{"王"}, TitleChosen{"女士"}, SurnameChosen{}}, NamePage, ""},
		{"taken back", "zh-Hans", []Event{SurnameChosen{"王"}, TitleChosen{"女士"}, UndoPressed{}}, NamePage, "王"},
		{"letter by letter", "en", []Event{PadOpened{}, MarkPressed{"M"}, MarkPressed{"a"}, Continued{}, Continued{}}, Phone, "Ma"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _ := steps(named(t, c.lang), c.steps...)
			if got := s.Draft.Contact.Name(); s.Place != c.place || got != c.want {
				t.Errorf("at %s, called %q, want %s and %q", s.Place, got, c.place, c.want)
			}
		})
	}
}

// TestANameFromTheAnswers: it is changed with the phone, and one comes back there, and is not filed for whoever wants no reply.
func TestANameFromTheAnswers(t *testing.T) {
	s, _ := steps(with(at(Review)), ChangePressed{Place: Contact}, ChannelChosen{report.ByPhone}, Continued{}, NamingOpened{}, SurnameChosen{"李"}, TitleChosen{"女士"}, Continued{}, Continued{})
	if s.Place != Review || s.Changing || s.Draft.Contact.Name() != "李女士" {
		t.Errorf("at %s, called %q", s.Place, s.Draft.Contact.Name())
	}
	s.Draft.Contact.Channel = report.NoReply
	if got := Filing(s).Contact; got != (report.Contact{Channel: report.NoReply}) {
		t.Errorf("filed: %+v", got)
	}
}

// TestSuggestionsForNames: who writes a name is offered names, and nobody else is.
func TestSuggestionsForNames(t *testing.T) {
	for _, c := range []struct {
		state          State
		surname, given bool
	}{
		{named(t, "zh-Hans"), true, false}, {at2(named(t, "zh-Hans"), SurnameChosen{"王"}), false, true}, {with(at(Tell)), false, false},
	} {
		_, effects := steps(c.state, PadOpened{}, LetterPressed{'9'})
		if len(effects) != 1 {
			t.Fatalf("asked %v", effects)
		}
		if got := effects[0].(Suggest); got.Surname != c.surname || got.Given != c.given {
			t.Errorf("asked %+v", got)
		}
	}
}

func at2(s State, e Event) State { s, _ = Step(s, e); return s }
