package kiosk

import (
	"slices"

	"linli/a11y"
	"linli/flow"
	"linli/speech"
)

// picture is what is to be seen, as far as a sound can be about it.
type picture struct {
	root   a11y.Node
	cursor a11y.ID
	lit    []a11y.ID
	looks  flow.Settings
}

// draw shows the page. It returns the sound of what has changed in the picture since it was shown last: there is none without a
// change that can be seen (EN 301 549, 5.1.5).
func (k *Kiosk) draw(e flow.Event) []speech.Utterance {
	was := k.drawn
	k.drawn = picture{k.shown.Root, k.cursor, k.shown.Lit, k.shown.Settings}
	k.o.Display.Show(k.shown, k.cursor)
	sound := earcon(was, k.drawn, e)
	if sound == speech.NoEarcon || !k.hearing().Sounds {
		return nil
	}
	return []speech.Utterance{{Earcon: sound, Lang: k.words().Lang()}}
}

// earcon is the sound of a step from one picture to the next by an event, if it was one.
func earcon(was, now picture, e flow.Event) speech.Earcon {
	changed := was.root.ID != now.root.ID || a11y.Sketch(was.root) != a11y.Sketch(now.root)
	switch {
	case was.root.ID == "": // the kiosk has just been switched on
		return speech.NoEarcon
	case changed && alarms(was.root, now.root):
		return speech.Failed
	case changed && sends(e):
		return speech.Sent
	case changed && e == flow.Event(flow.RecordPressed{}):
		return speech.RecordingBegins
	case changed && recorded(e):
		return speech.RecordingEnds
	case (changed || drawnOtherwise(was.looks, now.looks)) && pressed(e):
		return speech.Activated
	case !changed && (was.cursor != now.cursor || !slices.Equal(was.lit, now.lit)):
		return speech.Moved
	}
	return speech.NoEarcon
}

// alarms says whether something is wrong that was not wrong before.
func alarms(was, now a11y.Node) bool {
	for n := range now.All() {
		if before, there := was.Find(n.ID); n.Role == a11y.Alert && (was.ID != now.ID || !there || before.Label != n.Label) {
			return true
		}
	}
	return false
}

// sends says whether something that was written has arrived.
func sends(e flow.Event) bool {
	switch e := e.(type) {
	case flow.Filed:
		return true
	case flow.ChangeAnswered:
		return e.Trouble == "" && e.Act != flow.ToRead
	}
	return false
}

func recorded(e flow.Event) bool { _, ok := e.(flow.Recorded); return ok }

// pressed says whether an event is something that a resident has done.
func pressed(e flow.Event) bool {
	switch e.(type) {
	case nil, flow.Finished, flow.WentQuiet, flow.ScanRested, flow.ServicesArrived, flow.DefinitionArrived, flow.Frozen, flow.Filed, flow.NotFiled,
		flow.StatusArrived, flow.ChangeAnswered, flow.RecordingHeard, flow.Recorded, flow.HearingOver, flow.Unplugged,
		flow.CallMade, flow.CallAnswered, flow.CallWaited, flow.KeysSaved:
		return false
	}
	return true
}

// drawnOtherwise says whether the same page is drawn in another way.
func drawnOtherwise(was, now flow.Settings) bool {
	return was.Size != now.Size || was.Contrast != now.Contrast || was.Low != now.Low || was.Left != now.Left || was.Unseen != now.Unseen
}
