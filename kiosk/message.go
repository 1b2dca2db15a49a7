package kiosk

import (
	"context"
	"slices"
	"time"

	"linli/flow"
	"linli/report"
	"linli/speech"
)

// Recorder takes down what residents say. Both methods return at once.
type Recorder interface {
	// Record begins. What is heard in the beginning, for as long as lead, is left out. It tells heard how it goes on, a few times a
	// second, and ended what there is when stop was called, after report.LongestRecording, or when there is nothing to record from;
	// once, and from any goroutine. Nothing of it is on disk.
	Record(lead time.Duration, heard func(level int, length time.Duration), ended func(report.Attachment, report.Mishap)) (stop func())
	// PCM is the sound of a recording, with speech.SampleRate samples a second.
	PCM(a report.Attachment) ([]int16, error)
}

// Microphone gives the kiosk what records. Like all Controls it may be called from any goroutine, also while a resident is there.
func (k *Kiosk) Microphone(r Recorder) {
	k.post(func(context.Context) {
		k.o.Recorder, k.o.View.Records = r, true
		k.present(k.shown.Root, nil)
	})
}

// recording says whether a resident is speaking into the microphone.
func (k *Kiosk) recording() bool { return k.state.Message.Phase == flow.Recording }

// say says something, but not into a recording: there, only the sound with which it begins is heard.
func (k *Kiosk) say(utterances []speech.Utterance) {
	if k.recording() {
		if len(utterances) == 0 || utterances[0].Earcon != speech.RecordingBegins {
			return
		}
		utterances = utterances[:1]
	}
	if utterances = k.audible(utterances); len(utterances) > 0 {
		k.o.Voice.Say(utterances)
	}
}

// beginning is how long the sound is heard with which a recording begins, through whatever plays it.
const beginning = 400 * time.Millisecond

// record starts a recording.
func (k *Kiosk) record(ctx context.Context) {
	session, lead := k.session, time.Duration(0)
	if k.hearing().Sounds {
		lead = beginning
	}
	heard := func(level int, length time.Duration) {
		k.post(func(context.Context) {
			if k.session == session && k.recording() {
				k.stirred = k.o.Clock() // whoever speaks is there
				k.apply(ctx, flow.RecordingHeard{Level: level, Length: length})
			}
		})
	}
	ended := func(a report.Attachment, m report.Mishap) {
		k.post(func(context.Context) {
			if k.session == session {
				k.stirred = k.o.Clock()
				k.apply(ctx, flow.Recorded{Attachment: a, Mishap: m, TakesDown: slices.Contains(k.o.TakesDown, k.words().Lang())})
			}
		})
	}
	if k.o.Recorder == nil {
		ended(report.Attachment{}, report.NoMicrophone)
		return
	}
	k.stop = k.o.Recorder.Record(lead, heard, ended)
}

// hear lets a resident hear what they have recorded: in headphones, or where they have allowed more. Three minutes need a second to
// be unpacked, in which the page answers.
func (k *Kiosk) hear(e flow.Hear) {
	session := k.session
	k.o.Spawn(func() {
		pcm, err := k.o.Recorder.PCM(e.Recording)
		k.post(func(context.Context) {
			switch {
			case err != nil:
				k.o.Log.Warn("a recording cannot be heard", "err", err)
			case k.session == session && k.state.Message.Phase == flow.Hearing:
				k.o.Voice.Say([]speech.Utterance{{Lang: k.words().Lang(), Recording: &speech.Recording{PCM: pcm, Aloud: e.Aloud || k.state.Settings.Aloud}}})
			}
		})
	})
}

// unheard notes that a recording is heard no longer: something else is to be said.
func (k *Kiosk) unheard() {
	if k.state.Message.Phase == flow.Hearing {
		k.state, _ = flow.Step(k.state, flow.HearingOver{})
		k.present(k.shown.Root, nil)
	}
}

// heardOut looks after a recording that is being heard: until it is over, its resident is there.
func (k *Kiosk) heardOut(ctx context.Context) {
	if k.state.Message.Phase != flow.Hearing {
		return
	}
	k.stirred = k.o.Clock()
	if !k.stirred.Before(k.state.Message.Until) {
		k.apply(ctx, flow.HearingOver{})
	}
}
