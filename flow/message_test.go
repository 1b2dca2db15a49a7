package flow

import (
	"reflect"
	"testing"
	"time"

	"linli/report"
)

var spoken = report.Attachment{Type: "audio/wav", Bytes: []byte("spoken"), Length: 42 * time.Second}

func recorded(s *State) { s.Draft = s.Draft.WithRecording(spoken) }
func phase(p Phase) func(*State) {
	return func(s *State) { s.Place, s.Message.Phase = Voice, p }
}

// TestMessage is what each event does on the page of a voice message.
func TestMessage(t *testing.T) {
	for _, c := range []struct {
		name    string
		state   State
		event   Event
		place   Place
		phase   Phase
		length  time.Duration
		effects []Effect
	}{
		{"opened", with(at(Tell)), VoiceOpened{}, Voice, Idle, 0, nil},
		{"only from what it belongs to", with(at(Contact)), VoiceOpened{}, Contact, Idle, 0, nil},
		{"begun", with(at(Voice)), RecordPressed{}, Voice, Recording, 0, []Effect{Record{}}},
		{"not elsewhere", with(at(Tell)), RecordPressed{}, Tell, Idle, 0, nil},
		{"begun once more", with(at(Voice), recorded), RecordPressed{}, Voice, Recording, 42 * time.Second, []Effect{Record{}}},
		{"stopped", with(phase(Recording)), StopPressed{}, Voice, Recording, 0, []Effect{StopRecording{}}},
		{"stopped by going back", with(phase(Recording)), BackPressed{}, Voice, Recording, 0, []Effect{StopRecording{}}},
		{"stopped by help", with(phase(Recording)), HelpPressed{}, Voice, Recording, 0, []Effect{StopRecording{}}},
		{"not by larger letters", with(phase(Recording)), SizePressed{}, Voice, Recording, 0, nil},
		{"it has ended", with(phase(Recording)), Recorded{Attachment: spoken}, Voice, Idle, 42 * time.Second, nil},
		{"it has ended with nothing", with(phase(Recording), recorded), Recorded{Mishap: report.Silence}, Voice, Idle, 42 * time.Second, nil},
		{"nobody waits for it", with(at(Voice)), Recorded{Attachment: spoken}, Voice, Idle, 0, nil},
		{"heard", with(at(Voice), recorded), HearPressed{true}, Voice, Hearing, 42 * time.Second, []Effect{Hear{spoken, true}}},
		{"nothing to hear", with(at(Voice)), HearPressed{}, Voice, Idle, 0, nil},
		{"asked", with(at(Voice), recorded), HearAsked{}, Voice, Asking, 42 * time.Second, nil},
		{"no", with(phase(Asking), recorded), BackPressed{}, Voice, Idle, 42 * time.Second, nil},
		{"heard to the end", with(phase(Hearing), recorded), HearingOver{}, Voice, Idle, 42 * time.Second, nil},
		{"heard no longer", with(phase(Hearing), recorded), SizePressed{}, Voice, Idle, 42 * time.Second, nil},
		{"taken out", with(at(Voice), recorded), RemovePressed{}, Voice, Idle, 0, nil},
		{"back", with(at(Voice), recorded), BackPressed{}, Tell, Idle, 42 * time.Second, nil},
		{"on", with(at(Voice), recorded), Continued{}, Ask, Idle, 42 * time.Second, nil},
		{"changed from the check page", with(at(Voice), func(s *State) { s.Changing = true }), Continued{}, Review, Idle, 0, nil},
		{"filed and forgotten", with(at(Sending), recorded), Filed{report.Receipt{Number: good}}, Done, Idle, 0, nil},
		{"it would be lost", with(at(Home), recorded, func(s *State) {
			s.Draft = report.Draft{Attachments: s.Draft.Attachments}
		}), BackPressed{}, Leaving, Idle, 42 * time.Second, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, effects := Step(c.state, c.event)
			a, _ := s.Draft.Recording()
			if s.Place != c.place || s.Message.Phase != c.phase || a.Length != c.length || !reflect.DeepEqual(effects, c.effects) {
				t.Errorf("%s, phase %d, %v, effects %v", s.Place, s.Message.Phase, a.Length, effects)
			}
		})
	}
}

// TestF06ARecordingIsUndone: the last one comes back, and so does one that was taken out; pictures stay as they are.
func TestF06ARecordingIsUndone(t *testing.T) {
	picture := report.Attachment{Type: "image/png", Bytes: []byte("picture")}
	start := with(at(Voice), recorded, func(s *State) { s.Draft.Attachments = append(s.Draft.Attachments, picture) })
	again := report.Attachment{Type: "audio/wav", Bytes: []byte("again"), Length: spoken.Length}
	for name, events := range map[string][]Event{
		"recorded again": {RecordPressed{}, Recorded{Attachment: again}}, "taken out": {RemovePressed{}},
	} {
		s, _ := steps(start, events...)
		if a, _ := s.Draft.Recording(); string(a.Bytes) == "spoken" || !s.Undoable() {
			t.Errorf("%s: it is still %q", name, a.Bytes)
		}
		s, _ = Step(s, UndoPressed{})
		if a, _ := s.Draft.Recording(); string(a.Bytes) != "spoken" || len(s.Draft.Attachments) != 2 || s.Place != Voice {
			t.Errorf("%s: after undo it is %q of %d on %s", name, a.Bytes, len(s.Draft.Attachments), s.Place)
		}
	}
}

// TestV13TheLengthIsShownInSteps of five seconds.
func TestV13TheLengthIsShownInSteps(t *testing.T) {
	s := with(phase(Recording))
	s, _ = Step(s, RecordingHeard{Level: 99, Length: 14 * time.Second})
	if s.Message.Length != 10*time.Second || s.Message.Level != Levels-1 {
		t.Errorf("%+v", s.Message)
	}
}
