package flow

import (
	"time"

	"linli/report"
)

// Phase is what is being done with a voice message.
type Phase int

// The phases. Idle: nothing.
const (
	Idle Phase = iota
	Recording
	// Asking: it would be heard from the loudspeaker; is that all right?
	Asking
	Hearing
)

// Message is how the recording of a voice message is getting on. What was recorded is in the draft.
type Message struct {
	Phase Phase
	// Level is how loud it is, one of the Levels; Length is how long it has been recorded, in steps that can be read.
	Level  int
	Length time.Duration
	// Until is when it will have been heard.
	Until time.Time
	// Mishap is what became of the last recording.
	Mishap report.Mishap
}

// What happens to a voice message.
type (
	// VoiceOpened: to the page on which a voice message is recorded. RecordPressed: from now on. StopPressed: up to here. HearPressed: as it
	// is, from the loudspeaker only where it may be; HearAsked: may it be? RemovePressed: it is not wanted any more.
	VoiceOpened   struct{}
	RecordPressed struct{}
	StopPressed   struct{}
	HearAsked     struct{}
	HearPressed   struct{ Aloud bool }
	RemovePressed struct{}
	// RecordingHeard: it is being recorded, so loud and so long. Recorded: it has ended, with what there is. HearingOver: it has been heard.
	RecordingHeard struct {
		Level  int
		Length time.Duration
	}
	// TakesDown: a program is there that writes it down.
	Recorded struct {
		Attachment report.Attachment
		Mishap     report.Mishap
		TakesDown  bool
	}
	HearingOver struct{}
)

func (VoiceOpened) event()    {}
func (RecordPressed) event()  {}
func (StopPressed) event()    {}
func (HearAsked) event()      {}
func (HearPressed) event()    {}
func (RemovePressed) event()  {}
func (RecordingHeard) event() {}
func (Recorded) event()       {}
func (HearingOver) event()    {}

// Levels are how loud a voice can be: not to be heard, soft, clear, too loud.
const Levels = 4

// stride is in which steps it is shown how long a recording is: each is a change of the picture while somebody speaks.
const stride = 5 * time.Second

// speak records, hears and removes a voice message.
func speak(s State, e Event) (State, []Effect) {
	recording, there := s.Draft.Recording()
	switch e := e.(type) {
	case VoiceOpened:
		if s.Place == Tell {
			return s.at(Voice), nil
		}
	case RecordPressed:
		if s.Place == Voice {
			s.Message = Message{Phase: Recording}
			s.Part = 0
			return s, []Effect{Record{}}
		}
	case HearAsked:
		if s.Place == Voice && there {
			s.Message, s.Part = Message{Phase: Asking}, 0
		}
	case HearPressed:
		if s.Place == Voice && there {
			s.Message, s.Part = Message{Phase: Hearing, Until: s.Now.Add(recording.Length + time.Second)}, 0
			return s, []Effect{Hear{recording, e.Aloud}}
		}
	case RemovePressed:
		after := s
		after.Message, after.Draft, after.Part = Message{}, s.Draft.WithRecording(report.Attachment{}), 0
		after.Heard = Heard{Taken: s.Heard.Taken}
		return remember(s, after, e), nil
	}
	return s, nil
}

// interrupted is what anything that a resident does means for a voice message: while they hear it, it is heard no longer; while they
// record it, it only ends the recording, which nobody then loses or leaves by mistake. Pages can be made to suit meanwhile.
func interrupted(s State, e Event) (State, []Effect, bool) {
	switch s.Message.Phase {
	case Hearing:
		s.Message.Phase = Idle
	case Asking:
		if _, back := e.(BackPressed); back {
			s.Message.Phase = Idle
			return s, nil, true
		}
	case Recording:
		switch e.(type) {
		case Stirred, LangChosen, PartMoved, SizePressed, ContrastPressed, ReachPressed, HandPressed, ScreenPressed, SpeechWanted,
			RatePressed, VolumePressed, RateMoved, VolumeMoved:
			return s, nil, false
		}
		return s, []Effect{StopRecording{}}, true
	}
	return s, nil, false
}

// listened takes what the microphone, the player and whoever writes down tell.
func listened(s State, e Event) (State, []Effect) {
	switch e := e.(type) {
	case RecordingHeard:
		if s.Message.Phase == Recording {
			s.Message.Level, s.Message.Length = min(max(e.Level, 0), Levels-1), e.Length.Truncate(stride)
		}
	case Recorded:
		if s.Message.Phase != Recording {
			return s, nil
		}
		after := s
		after.Message, after.Part = Message{Mishap: e.Mishap}, 0
		if e.Attachment.Length > 0 {
			after.Draft, after.Heard = s.Draft.WithRecording(e.Attachment), Heard{Taken: s.Heard.Taken}
		}
		if after = remember(s, after, e); e.Attachment.Length > 0 && e.TakesDown {
			after.Heard.Stage = BeingTakenDown
			return after, []Effect{TakeDown{e.Attachment}}
		}
		return after, nil
	case TakenDown:
		return takenDown(s, e), nil
	case HearingOver:
		if s.Message.Phase == Hearing {
			s.Message.Phase = Idle
		}
	}
	return s, nil
}
