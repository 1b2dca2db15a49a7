package flow

// What happens when somebody wants to begin anew.
type (
	// ClearPressed: all that is written is to be taken away, which is asked about. ClearConfirmed: yes. BackPressed keeps it.
	ClearPressed   struct{}
	ClearConfirmed struct{}
)

func (ClearPressed) event()   {}
func (ClearConfirmed) event() {}

// Clearable says whether there is anything on Write or on Draw that could be taken away at once.
func (s State) Clearable() bool { return (s.Place == Write || s.Place == Draw) && s.Text() != "" }

// clearAll asks whether all that is written is to be taken away, and does it. What comes of a last stroke comes too late then.
func clearAll(s State, e Event) State {
	switch {
	case e == ClearPressed{} && s.Clearable():
		s.Clearing, s.Part, s.Problem = true, 0, ""
	case e == ClearConfirmed{} && s.Clearing:
		s = s.keptAll()
		s = s.withText("")
		s.Pad, s.Pen = Pad{}, Pen{Last: s.Pen.Last, Down: s.Pen.Down}
	}
	return s
}

// keptAll is the page again about which was asked.
func (s State) keptAll() State {
	s.Clearing, s.Part = false, 0
	return s
}
