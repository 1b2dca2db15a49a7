package flow

import (
	"testing"

	"linli/report"
)

// community has two blocks: houses with entrances, and a tower without.
var community = &report.Homes{Blocks: []report.Block{
	{Name: report.Named{Own: "East"}, Buildings: []report.Building{{Number: 1, Entrances: 3, Floors: 6, Doors: 3}, {Number: 3, Entrances: 4, Floors: 6, Doors: 3}}},
	{Name: report.Named{Own: "West"}, Buildings: []report.Building{{Number: 5, Floors: 18, Doors: 8}, {Name: report.Named{Own: "Hall"}}}},
}}

// picking is a state at the first level.
func picking(t *testing.T) State {
	t.Helper()
	s, _ := Step(with(at(Where), func(s *State) { s.Draft.Place = report.Place{} }), HomesOpened{community})
	if s.Place != Homes || s.Picking.Level != report.ByBlock {
		t.Fatalf("at %s, asked %s", s.Place, s.Picking.Level)
	}
	return s
}

// home is the place that a home is, in few words.
func home(at report.Home) report.Place { return report.Place{ID: at.ID(), Name: "home"} }

func chosen(at report.Home) HomeChosen { return HomeChosen{at, home(at)} }

// TestAHomeIsPickedLevelByLevel: what there is not is not asked, what is not known is left out, and back goes a level up.
func TestAHomeIsPickedLevelByLevel(t *testing.T) {
	east3 := report.Home{Block: 1, Building: 2}
	door := report.Home{Block: 1, Building: 2, Entrance: 2, Floor: 5, Door: 502}
	for _, c := range []struct {
		name  string
		steps []Event
		place Place
		level report.Level
		want  report.Home
	}{
		{"all of it", []Event{chosen(report.Home{Block: 1}), chosen(east3), chosen(report.Home{Block: 1, Building: 2, Entrance: 2}), HomeTyped{"5"}, HomeEntered{}, DigitPressed{'5'}, DigitPressed{'0'}, DigitPressed{'2'}, HomeEntered{home(door)}}, Where, 0, door},
		{"the whole building", []Event{chosen(report.Home{Block: 1}), chosen(east3), HomeEnough{home(east3)}}, Where, 0, east3},
		{"which entrance is not known", []Event{chosen(report.Home{Block: 1}), chosen(east3), HomeSkipped{}}, Homes, report.ByFloor, report.Home{}},
		{"nor the floor, nor the door", []Event{chosen(report.Home{Block: 1}), chosen(east3), HomeSkipped{}, HomeSkipped{}, HomeSkipped{home(east3)}}, Where, 0, east3},
		{"which block is not known", []Event{HomeSkipped{}}, Homes, report.ByBuilding, report.Home{}},
		{"a building without entrances", []Event{chosen(report.Home{Block: 2}), chosen(report.Home{Block: 2, Building: 1})}, Homes, report.ByFloor, report.Home{}},
		{"a building of which nothing is asked", []Event{chosen(report.Home{Block: 2}), chosen(report.Home{Block: 2, Building: 2})}, Where, 0, report.Home{Block: 2, Building: 2}},
		{"back to the building", []Event{chosen(report.Home{Block: 1}), chosen(east3), BackPressed{}}, Homes, report.ByBuilding, report.Home{}},
		{"back to where", []Event{BackPressed{}}, Where, 0, report.Home{}},
		{"going on by the usual key does nothing", []Event{Continued{}}, Homes, report.ByBlock, report.Home{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _ := steps(picking(t), c.steps...)
			want := report.Place{}
			if c.want != (report.Home{}) {
				want = home(c.want)
			}
			if s.Place != c.place || c.place == Homes && s.Picking.Level != c.level || s.Draft.Place != want {
				t.Errorf("at %s, asked %s, picked %+v", s.Place, s.Picking.Level, s.Draft.Place)
			}
			if s.Place == Where && s.Picking != (Picking{}) {
				t.Errorf("left over: %+v", s.Picking)
			}
		})
	}
}

// TestAFloorThatIsNotThere: what is typed is held against what there is, and one line says so.
func TestAFloorThatIsNotThere(t *testing.T) {
	s, _ := steps(picking(t), chosen(report.Home{Block: 1}), chosen(report.Home{Block: 1, Building: 1}), HomeSkipped{})
	for _, c := range []struct {
		typed string
		want  Problem
	}{{"", Missing}, {"7", NotThere}, {"0", NotThere}, {"12345", NotThere}, {"a", OnlyDigits}} {
		after, _ := steps(s, HomeTyped{c.typed})
		if c.want == Missing || c.want == NotThere && len(c.typed) < 5 {
			after, _ = Step(after, HomeEntered{home(report.Home{Block: 1, Building: 1})})
		}
		if after.Place != Homes || after.Picking.Level != report.ByFloor || after.Problem != c.want || after.Draft.Place.Known() {
			t.Errorf("%q: %q at %s", c.typed, after.Problem, after.Place)
		}
	}
	// Who comes from the answers goes back to them in the end, and the pick can be taken back.
	s, _ = steps(with(at(Review)), ChangePressed{Place: Where}, HomesOpened{community}, chosen(report.Home{Block: 2}), chosen(report.Home{Block: 2, Building: 2}))
	undone, _ := Step(s, UndoPressed{})
	if s.Draft.Place.Name != "home" || undone.Draft.Place.Name == "home" {
		t.Errorf("picked %+v, undone %+v", s.Draft.Place, undone.Draft.Place)
	}
	if s, _ = Step(s, Continued{}); s.Place != Review {
		t.Errorf("then at %s", s.Place)
	}
}
