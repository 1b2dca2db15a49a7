package speech_test

import (
	"math"
	"testing"
	"time"

	"linli/speech"
	"linli/speech/speechtest"
)

// TestA08Earcons: they are as loud as speech is, and neither click nor are cut off.
func TestA08Earcons(t *testing.T) {
	speechtest.Need(t, "espeak-ng")
	spoken := 20 * math.Log10(speechtest.Loudness(sound(t, long, "zh-Hans", 100)))
	for _, e := range speech.Earcons() {
		pcm := e.PCM()
		level := 20 * math.Log10(speechtest.Loudness(pcm))
		if math.Abs(level-spoken) > 3 {
			t.Errorf("earcon %d is at %.1f dB, speech at %.1f", e, level, spoken)
		}
		if first, last := pcm[0], pcm[len(pcm)-1]; first != 0 || math.Abs(float64(last)) > 1000 {
			t.Errorf("earcon %d clicks: it begins at %d and ends at %d", e, first, last)
		}
	}
}

// TestA13EarconsAreShort: no sound beside speech is longer than three seconds; ours are shorter than half a second.
func TestA13EarconsAreShort(t *testing.T) {
	seen := map[string]speech.Earcon{}
	for _, e := range speech.Earcons() {
		pcm := e.PCM()
		if n := len(pcm); n == 0 || n > speech.SampleRate/2 {
			t.Errorf("earcon %d lasts %d samples", e, n)
		}
		key := ""
		for _, v := range pcm[:len(pcm)/4*4] {
			key += string(rune(v) + math.MaxInt16 + 1)
		}
		if other, same := seen[key]; same {
			t.Errorf("earcons %d and %d sound the same", e, other)
		}
		seen[key] = e
	}
	if len(speech.NoEarcon.PCM()) != 0 {
		t.Error("no earcon is heard")
	}
}

// starts is when something is first heard after an order, and how long it is until the words, which are as loud as an earcon but do
// not stop as soon.
func starts(r room, utterances []speech.Utterance) (sound, words time.Duration) {
	from := r.tape.Now()
	r.Say(utterances)
	time.Sleep(3 * time.Second)
	pcm := r.tape.Between(speech.Loudspeaker, from, r.tape.Now())
	first := len(pcm) - len(trimLeft(pcm, 0))
	return samples(first), samples(len(pcm) - len(trimLeft(pcm, first+len(utterances[0].Earcon.PCM()))))
}

func trimLeft(pcm []int16, at int) []int16 {
	for ; at < len(pcm) && pcm[at] > -60 && pcm[at] < 60; at++ {
	}
	return pcm[at:]
}

func samples(n int) time.Duration { return time.Duration(n) * time.Second / speech.SampleRate }

// TestA16TheRingsSoundKeepsNobodyWaiting: with the sound of every step the first words come less than 50 ms later than without, and
// both are heard, one after the other.
func TestA16TheRingsSoundKeepsNobodyWaiting(t *testing.T) {
	inRoom(t, speech.Loudspeaker, func(t *testing.T, r room) {
		r.Set(speech.Settings{On: true, Sounds: true})
		_, plain := starts(r, mandarin(short))
		first, words := starts(r, append([]speech.Utterance{{Earcon: speech.Moved, Lang: "zh-Hans"}}, mandarin(short)...))
		if first > 30*time.Millisecond || words-plain > 50*time.Millisecond || words <= first {
			t.Errorf("the first sound after %v, words after %v, without it after %v", first, words, plain)
		}
		t.Logf("sound after %v, words after %v, without it after %v", first, words, plain)
	})
}

// TestA16EarconsAreHeardAlone: not where they are not wanted, never together with words, and an order to be silent ends them.
func TestA16EarconsAreHeardAlone(t *testing.T) {
	sent := []speech.Utterance{{Earcon: speech.Sent, Lang: "zh-Hans"}}
	inRoom(t, speech.Loudspeaker, func(t *testing.T, r room) {
		r.Say(sent)
		if !silent(r.during(speech.Loudspeaker, time.Second)) {
			t.Error("it is heard where no sounds are wanted")
		}
		r.Set(speech.Settings{Sounds: true})
		r.Say(append(sent, mandarin(short)...))
		if heard := speechtest.Trim(r.during(speech.Loudspeaker, 5*time.Second)); len(heard) == 0 || len(heard) > len(speech.Sent.PCM())+speech.SampleRate/100 {
			t.Errorf("where words are not wanted, %d samples are heard; the earcon has %d", len(heard), len(speech.Sent.PCM()))
		}
		r.Say(sent)
		time.Sleep(100 * time.Millisecond)
		r.Stop()
		time.Sleep(50 * time.Millisecond)
		if !silent(r.during(speech.Loudspeaker, time.Second)) {
			t.Error("it goes on after it was stopped")
		}
		r.Set(speech.Settings{On: true, Sounds: true})
		r.Say(append(sent, mandarin(short)...))
		time.Sleep(5 * time.Second)
		r.Repeat()
		if m := speechtest.Match(r.during(speech.Loudspeaker, 5*time.Second), sound(t, short, "zh-Hans", 100)); m < 0.97 {
			t.Errorf("repeated, the words are %.3f alike", m)
		}
	})
}

// TestA10Recordings: a resident's own voice comes from headphones, and from the loudspeaker only where they have allowed this one.
func TestA10Recordings(t *testing.T) {
	own := sound(t, "楼道的灯坏了三天了。", "zh-Hans", 100)
	for _, c := range []struct {
		output speech.Output
		aloud  bool
		want   bool
	}{{speech.Headphones, false, true}, {speech.Loudspeaker, false, false}, {speech.Loudspeaker, true, true}} {
		inRoom(t, c.output, func(t *testing.T, r room) {
			r.Set(speech.Settings{Aloud: true}) // which is about what is spoken
			r.Say([]speech.Utterance{{Text: short, Lang: "zh-Hans", Recording: &speech.Recording{PCM: own, Aloud: c.aloud}}})
			heard := r.during(c.output, 15*time.Second)
			if m := speechtest.Match(heard, own); m >= 0.97 != c.want || !c.want && !silent(heard) {
				t.Errorf("output %d, allowed %v: %.3f alike", c.output, c.aloud, m)
			}
			r.Say([]speech.Utterance{{Lang: "zh-Hans", Recording: &speech.Recording{PCM: own, Aloud: c.aloud}}})
			time.Sleep(300 * time.Millisecond)
			r.Plug(speech.Headphones + speech.Loudspeaker - c.output)
			time.Sleep(50 * time.Millisecond)
			if !silent(r.during(speech.Loudspeaker, 15*time.Second)) || !silent(r.during(speech.Headphones, time.Second)) {
				t.Error("it goes on from elsewhere")
			}
		})
	}
}
