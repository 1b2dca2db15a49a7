package flow

import "linli/report"

// Opinions is how many questions are asked about a request that is closed: did somebody answer, is it solved, is the
// resident satisfied. None of them has to be answered.
const Opinions = 3

// nextOpinion goes to the next question, or to the page on which all of them are checked.
func nextOpinion(s State) State {
	if s.Change.Checking || s.Change.Asking+1 >= Opinions {
		s.Change.Checking = false
		return s.at(OpinionCheck)
	}
	s.Change.Asking++
	return s.at(Opinion)
}

// opinionBefore goes a question back, or to where the rating began.
func opinionBefore(s State) State {
	switch {
	case s.Change.Checking:
		s.Change.Checking = false
		return s.at(OpinionCheck)
	case s.Place == OpinionCheck:
		s.Change.Asking = Opinions - 1
		return s.at(Opinion)
	case s.Change.Asking == 0:
		return s.at(s.Change.From)
	}
	s.Change.Asking--
	return s.at(Opinion)
}

// saysNothing says whether there is nothing to send on the page on which a rating is checked.
func (s State) saysNothing() bool {
	return s.Place == OpinionCheck && s.Change.Rating == report.Rating{}
}

// opinion is the answer to one question as a text to compare.
func opinion(r report.Rating, asking int) string {
	switch asking {
	case 0:
		return string(r.Answered)
	case 1:
		return string(r.Solved)
	}
	return string(rune('0' + r.Satisfied))
}

// withOpinion is a rating with one answer of another.
func withOpinion(r report.Rating, asking int, of report.Rating) report.Rating {
	switch asking {
	case 0:
		r.Answered = of.Answered
	case 1:
		r.Solved = of.Solved
	default:
		r.Satisfied = of.Satisfied
	}
	return r
}
