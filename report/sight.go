package report

// Sight is what a backend shows of a request that it said it has taken.
type Sight string

// The sights of a request.
const (
	// Seen: it is there, word for word.
	Seen Sight = "seen"
	// Changed: it is there, with other words than were sent.
	Changed Sight = "changed"
	// Gone: it is surely not there. The very same submission can be sent again and is filed once.
	Gone Sight = "gone"
	// Missing: it is not among those that are shown, and others are. It may have been lost, or be hidden.
	Missing Sight = "missing"
	// Hidden: nothing can be said. The backend shows none, or not yet.
	Hidden Sight = "hidden"
)
