package flow

import "slices"

// Lesson is what keys have been taught at a kiosk that serves nobody meanwhile.
type Lesson struct {
	// Commands are what keys can ask for, in the order in which they are taught; Had are the keys that each of them has.
	Commands []string
	Had      [][]string
	// Taught are the keys that were pressed for each of them.
	Taught [][]string
	// At is the command that is being taught; after the last one all of it is shown.
	At int
	// Key is the one that was pressed last, Flaw why it was not taken. More: the next one does not take the place of those that there are.
	Key  string
	Flaw Flaw
	More bool
	// Saving: it is being written down. Saved: it has been, in the file Where, or on the screen where that is empty. Unsaved: it could not be.
	Saving, Saved, Unsaved bool
	Where                  string
}

// Flaw is why a key cannot be taught. Each has a sentence in i18n under "teach.flaw.".
type Flaw string

// The flaws. The first ones are known by who reads keys.
const (
	NoName  Flaw = "unknown" // nobody can tell it from others
	System  Flaw = "system"  // it belongs to the computer
	Writes  Flaw = "digit"   // numbers are written with it
	TwoUses Flaw = "taken"   // it was taught for something else
)

// needed are what nobody can do without.
var needed = [...]string{"next", "previous", "activate", "back", "help"}

// Teaching is the state of a kiosk at which keys are taught.
func Teaching(commands []string, had [][]string) State {
	return State{Place: Teach, Lesson: Lesson{Commands: commands, Had: had, Taught: make([][]string, len(commands))}}
}

// Over says whether all commands have been gone through.
func (l Lesson) Over() bool { return l.At >= len(l.Commands) }

// Keys are the keys of the i-th command after the lesson: those that it was taught, and those that it had and that no other one was taught.
func (l Lesson) Keys(i int) []string {
	out := slices.Concat([]string{}, l.Taught[i])
	for _, key := range l.Had[i] {
		if l.taught(key) < 0 {
			out = append(out, key)
		}
	}
	return out
}

// taught is which command a key was taught for, -1 where none was.
func (l Lesson) taught(key string) int {
	return slices.IndexFunc(l.Taught, func(keys []string) bool { return slices.Contains(keys, key) })
}

// leads are what moves about on the pages of a lesson.
var leads = [...]string{"next", "previous", "next_part", "previous_part", "activate", "back"}

// Leads is what a key does in the lesson itself since it has been taught; "" where it moves nothing.
func (l Lesson) Leads(key string) string {
	if i := l.taught(key); i >= 0 && slices.Contains(leads[:], l.Commands[i]) {
		return l.Commands[i]
	}
	return ""
}

// Changed says whether the i-th command has other keys than before.
func (l Lesson) Changed(i int) bool {
	after := l.Keys(i)
	return len(after) != len(l.Had[i]) || slices.ContainsFunc(after, func(key string) bool { return !slices.Contains(l.Had[i], key) })
}

// Lacking are the commands that would have no key and need one.
func (l Lesson) Lacking() (out []int) {
	for i, c := range l.Commands {
		if slices.Contains(needed[:], c) && len(l.Keys(i)) == 0 {
			out = append(out, i)
		}
	}
	return out
}

// Result is what is written down: the keys of each command that has others than before.
func (l Lesson) Result() map[string][]string {
	out := map[string][]string{}
	for i, c := range l.Commands {
		if l.Changed(i) {
			out[c] = l.Keys(i)
		}
	}
	return out
}

// teach goes through a lesson.
func teach(s State, e Event) (State, []Effect) {
	l := s.Lesson
	if written, ok := e.(KeysSaved); ok {
		l.Saving, l.Saved, l.Unsaved, l.Where = false, written.Trouble == "", written.Trouble != "", written.Where
		s.Lesson = l
		return s, nil
	}
	if s.Place != Teach || l.Saving {
		return s, nil
	}
	switch e := e.(type) {
	case KeyStruck:
		return s.struck(e), nil
	case LessonForgotten:
		if !l.Over() {
			l = l.with(nil)
		}
	case KeyAdded:
		l.More = !l.Over() && len(l.Taught[l.At]) > 0
		s.Part = 0
	case LessonEnded:
		l = l.to(len(l.Commands))
	case KeysWanted:
		if l.Over() && !l.Saved && len(l.Lacking()) == 0 {
			l.Saving = true
			s.Lesson = l
			return s, []Effect{SaveKeys{l.Result()}}
		}
	case LessonLeft:
		return s, []Effect{Close{}}
	}
	s.Lesson = l
	return s, nil
}

// struck takes a key that was pressed for the command that is being taught: in place of those before it, or beside them.
func (s State) struck(e KeyStruck) State {
	l := s.Lesson
	if l.Over() {
		return s
	}
	s.Part, l.Key, l.Flaw = 0, e.Key, e.Flaw // what has come of it stands on the first part
	if i := l.taught(e.Key); e.Flaw == "" && i >= 0 && i != l.At {
		l.Flaw = TwoUses
	}
	switch has := l.Taught[l.At]; {
	case l.Flaw != "":
	case slices.Contains(has, e.Key):
		l.More = false
	case l.More:
		l = l.with(append(slices.Clip(has), e.Key))
	default:
		l = l.with([]string{e.Key})
	}
	s.Lesson = l
	return s
}

// with is the lesson with other keys for the command that is being taught.
func (l Lesson) with(keys []string) Lesson {
	l.Taught = slices.Clone(l.Taught)
	l.Taught[l.At], l.Flaw, l.More = keys, "", false
	return l
}

// to goes to a command, or behind the last one.
func (l Lesson) to(at int) Lesson {
	l.At, l.Key, l.Flaw, l.More, l.Saved, l.Unsaved = min(max(at, 0), len(l.Commands)), "", "", false, false, false
	return l
}
