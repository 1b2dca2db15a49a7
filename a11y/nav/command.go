package nav

// Command is what a key asks for, whatever page is shown. Its name is that of the configuration.
type Command string

// The commands.
const (
	None     Command = ""
	Next     Command = "next"
	Previous Command = "previous"
	// NextPart and PreviousPart go to the next group of things that belong together, and turn pages that do not fit at once.
	NextPart     Command = "next_part"
	PreviousPart Command = "previous_part"
	Activate     Command = "activate"
	Back         Command = "back"
	Help         Command = "help"
	Erase        Command = "erase"
	// Repeat says the thing under the cursor again, RepeatPage all of the page.
	Repeat     Command = "repeat"
	RepeatPage Command = "repeat_page"
	// Spell says the thing under the cursor character by character.
	Spell Command = "spell"
	// Pause stops the voice, and lets it go on.
	Pause  Command = "pause"
	Louder Command = "louder"
	Softer Command = "softer"
	Faster Command = "faster"
	Slower Command = "slower"
	// PluggedIn and PulledOut are what keypads tell of headphones.
	PluggedIn Command = "plugged_in"
	PulledOut Command = "pulled_out"
	// OneSwitch is the only switch of somebody who has one; Forward and Choose are those of somebody who has two.
	OneSwitch Command = "one_switch"
	Forward   Command = "forward"
	Choose    Command = "choose"
	// Staff calls somebody to help.
	Staff Command = "staff"
)

// Commands returns all of them but None.
func Commands() []Command {
	return []Command{
		Next, Previous, NextPart, PreviousPart, Activate, Back, Help, Erase, Repeat, RepeatPage, Spell, Pause,
		Louder, Softer, Faster, Slower, PluggedIn, PulledOut, OneSwitch, Forward, Choose, Staff,
	}
}
