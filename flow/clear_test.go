package flow

import "testing"

// TestAllIsTakenAwayOnlyAfterAQuestion: on both pages on which one writes, for each page whose answer that is; keeping it leaves all as it was, also
// letters that wait, and undo brings back what was taken away.
func TestAllIsTakenAwayOnlyAfterAQuestion(t *testing.T) {
	for _, place := range []Place{Write, Draw} {
		for _, of := range []Place{Tell, Where, Ask, Add} {
			s := with(at(Tell))
			s.Place, s.WriteFor, s.Catalogue.Definition = place, of, asks
			s = s.withText("楼道的灯坏了")
			s.Pad, s.Pen.Strokes = Pad{Letters: "a"}, []Stroke{{{1, 1}}}
			if s.Text() == "" {
				t.Fatalf("nothing is written for %s", of)
			}
			asked, effects := Step(s, ClearPressed{})
			if !asked.Clearing || asked.Text() != s.Text() || len(effects) > 0 || asked.Undoable() {
				t.Errorf("%s for %s, asked: %+v", place, of, asked)
			}
			for _, e := range []Event{LetterPressed{'b'}, LetterErased{}, MarkPressed{"。"}, ClearPressed{}, UndoPressed{}} {
				if late, _ := Step(asked, e); !late.Clearing || late.Text() != s.Text() {
					t.Errorf("%s for %s: %T while asked changes it", place, of, e)
				}
			}
			back, _ := Step(asked, BackPressed{})
			if back.Clearing || back.Place != place || back.Text() != s.Text() || back.Pad.Letters != "a" || len(back.Pen.Strokes) != 1 {
				t.Errorf("%s for %s, kept: %+v", place, of, back)
			}
			gone, _ := Step(asked, ClearConfirmed{})
			if gone.Clearing || gone.Place != place || gone.Text() != "" || gone.Pad.Letters != "" || len(gone.Pen.Strokes) > 0 {
				t.Errorf("%s for %s, gone: %+v", place, of, gone)
			}
			if again, _ := Step(gone, UndoPressed{}); again.Text() != s.Text() {
				t.Errorf("%s for %s, brought back: %q", place, of, again.Text())
			}
		}
	}
}

// TestNothingIsTakenAwayUnasked: where nothing is written, elsewhere, and without a question; a character that was being read comes too late.
func TestNothingIsTakenAwayUnasked(t *testing.T) {
	empty := with(at(Write))
	empty.Draft.Description = ""
	if s, _ := Step(empty, ClearPressed{}); s.Clearing {
		t.Error("it is asked whether nothing is to be taken away")
	}
	if s, _ := Step(with(at(Tell)), ClearPressed{}); s.Clearing {
		t.Error("it is asked where nobody writes")
	}
	if s, _ := Step(with(at(Write)), ClearConfirmed{}); s.Text() == "" {
		t.Error("it is taken away without a question")
	}
	s := with(at(Draw))
	s.Clearing, s.Pen.Reading = true, true
	s, _ = Step(s, ClearConfirmed{})
	if s, _ = Step(s, CharactersArrived{[]string{"楼"}}); s.Text() != "" {
		t.Errorf("%q comes too late", s.Text())
	}
}
