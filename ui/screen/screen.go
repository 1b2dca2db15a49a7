// Package screen says what is on each page: state and words in, Screen out. It is pure and knows no toolkit.
//
// Every page is built by one function in a file of its own and has the same skeleton: a banner with its only heading, the
// answers, how to go on, and the bar. What a page needs that others do not is said in the tree, never to the renderer.
package screen

import (
	"slices"
	"time"

	"linli/a11y"
	"linli/flow"
	"linli/i18n"
	"linli/report"
)

// A Screen is what a resident meets: the tree, and what its actionable nodes mean.
type Screen struct {
	Root a11y.Node
	// On is what pressing a node means. Every button, radio button and check box has one.
	On map[a11y.ID]flow.Event
	// Text is what writing into a node means, given all that is now written there. Every entry has one.
	Text map[a11y.ID]func(string) flow.Event
	// Written is what stands in a field whose node does not show it.
	Written map[a11y.ID]string
	// Settings are how the resident wants to see it.
	Settings flow.Settings
	// Pager is what stands on the last of so many parts where the answers do not fit at once, for whoever measures.
	Pager func(of int) a11y.Node
	// Fewer is the same page with fewer to choose from at once, for where it does not fit at once; nil where nothing can be left for later.
	Fewer func() Screen
	// Lit is what the light of somebody who uses switches is on.
	Lit []a11y.ID
	// Part is which part of the answers is wanted where they do not fit at once.
	Part int
	// Ink are the strokes on the slate, and InkLast the number of the last one that has been taken.
	Ink     []flow.Stroke
	InkLast int
	// Private: what is personal on it may be heard, because nobody else hears or the resident has allowed it.
	Private bool
}

// View is what pages need beside the state of the session.
type View struct {
	Bundle *i18n.Bundle
	Site   report.Site
	// Langs are the languages that residents may choose from, the site's own first.
	Langs []string
	Zone  *time.Location
	// Offer is what a resident can change.
	Offer Offer
	// Spoken: the voice really speaks, so that one can do without the picture.
	Spoken bool
	// Mute: it should speak and cannot, which is said.
	Mute bool
	// Silent are the languages that it cannot speak while it speaks others.
	Silent []string
	// Reachable: staff can be called from here; else pages only say where they are.
	Reachable bool
	// Keypad is where the site has one: "right", "left" or "below" the screen; empty where there is none, or nobody knows.
	Keypad string
	// KeypadGone: it is not plugged in.
	KeypadGone bool
	// Records: a voice message can be recorded, and the city takes it. Headphones: nobody else hears.
	Records, Headphones bool
	// Writes are the languages that can be written without a keyboard, by sounds and with a finger.
	Writes []string
	// Candidates is how many of those that may be meant are shown at once; 0 for as many as usual.
	Candidates int
	// Fitting are keys that not every screen has room for, as they fit on one part of the page here.
	Fitting []flow.Keys
	// Plugged: somebody has put headphones in.
	Plugged bool
	// Assisted: staff can sign in here to write for a resident.
	Assisted bool
	// Version is that of the program.
	Version string
}

// Lang returns the language of a session.
func (v View) Lang(s flow.State) string {
	if s.Settings.Lang == "" {
		return v.Langs[0]
	}
	return s.Settings.Lang
}

// in is the view of somebody who reads a language: where that one is not spoken, nothing is.
func (v View) in(lang string) View {
	if v.Spoken && slices.Contains(v.Silent, lang) {
		v.Spoken, v.Mute = false, true
	}
	return v
}

// For describes the page for a state.
func For(s flow.State, v View) Screen {
	if s.Quiet { // the page behind it keeps its part and what is wrong on it
		s.Part, s.Problem = 0, ""
		p := newPage(s, v)
		quiet(p)
		return p.finish()
	}
	p := newPage(s, v)
	if s.Clearing {
		clearing(p)
		return p.finish()
	}
	switch s.Place {
	case flow.Attract:
		attract(p)
	case flow.Home:
		home(p)
	case flow.Help:
		help(p)
	case flow.About:
		about(p)
	case flow.Suit:
		suit(p)
	case flow.SwitchPage:
		switches(p)
	case flow.Staff:
		staff(p)
	case flow.StaffNumber:
		staffNumber(p)
	case flow.StaffCode:
		staffCode(p)
	case flow.Teach:
		teach(p)
	case flow.Leaving:
		leaving(p)
	case flow.Groups:
		groups(p)
	case flow.Services:
		services(p)
	case flow.Find:
		find(p)
	case flow.Where:
		where(p)
	case flow.Homes:
		homes(p)
	case flow.Tell:
		tell(p)
	case flow.Voice:
		voice(p)
	case flow.Write:
		write(p)
	case flow.Draw:
		draw(p)
	case flow.Waiting:
		waiting(p)
	case flow.Ask:
		ask(p)
	case flow.AskMonth:
		askMonth(p)
	case flow.AskTime:
		askTime(p)
	case flow.Contact:
		contact(p)
	case flow.Phone:
		phone(p)
	case flow.NamePage:
		name(p)
	case flow.Review:
		review(p)
	case flow.Agree:
		agree(p)
	case flow.Sending:
		sending(p)
	case flow.NotSent:
		notSent(p)
	case flow.Done:
		done(p)
	case flow.Number:
		number(p)
	case flow.Looking:
		looking(p)
	case flow.Found:
		found(p)
	case flow.NotLooked:
		notLooked(p)
	case flow.TakeBack:
		takeBack(p)
	case flow.Add:
		add(p)
	case flow.AddCheck:
		addCheck(p)
	case flow.Proof:
		proof(p)
	case flow.Altering:
		altering(p)
	case flow.TakenBack:
		takenBack(p)
	case flow.Added:
		added(p)
	case flow.NotChanged:
		notChanged(p)
	case flow.Opinion:
		opinion(p)
	case flow.OpinionCheck:
		opinionCheck(p)
	case flow.Rated:
		rated(p)
	case flow.Written:
		written(p)
	}
	return p.finish()
}
