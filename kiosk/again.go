package kiosk

import (
	"time"

	"linli/a11y/announce"
)

// again is how those who listen are told again where they are, where it has been silent for long.
type again struct {
	input time.Time // when somebody did something last
	spoke time.Time // when something was being said last
	times int       // how often since then
}

// How often it is said again at most: while a session goes on, and while somebody is asked whether they are still there, who
// are told only twice in all (VVSG 2.0).
const (
	mostAgain      = 3
	mostAgainQuiet = 1
)

// longestPage is how long a page takes to be read at most. A voice that is paused, or hangs, has not said all either.
const longestPage = 2 * time.Minute

// reminded says again what the cursor is on, or the page where it is on its title, to somebody who listens and hears nothing for
// long. What is being said counts as something being done, so that nobody is asked whether they are there while they are told
// something; what is said again does not.
func (k *Kiosk) reminded() {
	now := k.o.Clock()
	if k.o.Voice.Left() > 0 {
		k.again.spoke = now
		if k.again.times == 0 && !k.state.Quiet && now.Sub(k.again.input) < longestPage {
			k.stirred = now
		}
		return
	}
	most := mostAgain
	if k.state.Quiet {
		most = mostAgainQuiet
	}
	silence := min(now.Sub(k.stirred), now.Sub(k.again.spoke))
	if k.o.Idle.Again == 0 || silence < k.o.Idle.Again || k.again.times >= most || k.aside || k.recording() || !k.next.IsZero() {
		return
	}
	k.again.times++
	k.again.spoke = now
	words, root := k.words(), k.shown.Root
	if leaves := root.Leaves(); len(leaves) > 0 && leaves[0].ID == k.cursor {
		k.say(announce.Page(words, root))
		return
	}
	k.say(announce.At(words, root, k.cursor))
}
