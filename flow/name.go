package flow

// names are how places are called in IDs, in keys of i18n and in logs.
var names = [Teach + 1]string{
	Attract: "attract", Home: "home", Help: "help", About: "about", Suit: "suit", SwitchPage: "switches", Staff: "staff", StaffNumber: "staffnumber", StaffCode: "staffsecret", Groups: "groups", Services: "services", Find: "find", Where: "where", Homes: "homes", Tell: "tell", Voice: "voice", Write: "write", Draw: "draw",
	Waiting: "waiting", Ask: "ask", AskMonth: "month", AskTime: "time", Contact: "contact", Phone: "phone", NamePage: "name",
	Review: "review", Agree: "agree", Sending: "sending", NotSent: "notsent", Done: "done", Number: "number", Looking: "looking",
	Found: "found", NotLooked: "notlooked", Leaving: "leaving",
	TakeBack: "takeback", Add: "add", AddCheck: "addcheck", Proof: "proof", Altering: "altering", TakenBack: "takenback",
	Added: "added", NotChanged: "notchanged",
	Opinion: "opinion", OpinionCheck: "opinioncheck", Rated: "rated", Written: "written",
	Teach: "teach",
}

// String returns the place's name.
func (p Place) String() string {
	if p < 0 || p > Teach || p == places {
		return "nowhere"
	}
	return names[p]
}
