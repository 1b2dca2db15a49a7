package report

// Verdict is an answer to one of the questions about a request that is closed; "" where nothing was said.
type Verdict string

// The verdicts.
const (
	Yes    Verdict = "yes"
	Partly Verdict = "partly"
	No     Verdict = "no"
)

// BestSatisfied is the most that somebody can be satisfied.
const BestSatisfied = 5

// Rating is what a resident says of a request that is closed. Nothing has to be said; what was not is zero.
type Rating struct {
	// Answered: somebody got back to them, Yes or No.
	Answered Verdict
	// Solved: Yes, Partly or No.
	Solved Verdict
	// Satisfied is from 1, not at all, to BestSatisfied.
	Satisfied int
}

// Reopens says whether a request is opened again by a rating.
func (r Rating) Reopens() bool { return r.Solved == No }

// Sound says whether something was said, and nothing that there is not.
func (r Rating) Sound() bool {
	answered := r.Answered == "" || r.Answered == Yes || r.Answered == No
	solved := r.Solved == "" || r.Solved == Yes || r.Solved == Partly || r.Solved == No
	return r != (Rating{}) && answered && solved && r.Satisfied >= 0 && r.Satisfied <= BestSatisfied
}
