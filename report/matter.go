package report

// Matter is what a kiosk makes of a service's words, so that it can be found. It is not the city's and leaves the kiosk never.
type Matter struct {
	// Kind names the pictogram, Area where kinds like it are looked for.
	Kind, Area string
	// Name is how the name sounds, Keywords how each keyword does, Kin how else people call what is of its kind.
	Name     Sound
	Keywords []Sound
	Kin      []Sound
}

// Sound is how a text is read: its syllables or words one by one, each in letters from a to z or in digits. What cannot be written so
// is left out.
type Sound []string
