package speech_test

import (
	"context"
	"log/slog"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"linli/speech"
	"linli/speech/engine"
	"linli/speech/speechtest"
)

const (
	long  = "你们小区的电梯坏了三天了，到现在还没有人来修，老人上下楼很不方便，希望尽快处理。"
	short = "路灯不亮了。"
)

// room is where a voice can be heard.
type room struct {
	*speech.Speaker
	tape *speechtest.Tape
}

// inRoom lets a test listen to espeak-ng on a tape, in a time of its own.
func inRoom(t *testing.T, o speech.Output, test func(t *testing.T, r room)) {
	t.Helper()
	speechtest.Need(t, "espeak-ng")
	synctest.Test(t, func(t *testing.T) {
		tape := speechtest.NewTape()
		mouth := speech.NewChain(speech.Played{Engine: speechtest.Whole{Engine: engine.NewEspeak("")}, Sink: tape})
		ctx, stop := context.WithCancel(t.Context())
		mouths := map[string]speech.Mouth{"zh-Hans": mouth, "en": mouth}
		s := speech.NewSpeaker(ctx, mouths, o, slog.New(slog.DiscardHandler))
		s.Set(speech.Settings{On: true})
		test(t, room{s, tape})
		stop()
		<-s.Ended()
	})
}

// during returns what was heard from an output while d passes.
func (r room) during(o speech.Output, d time.Duration) []int16 {
	from := r.tape.Now()
	time.Sleep(d)
	return r.tape.Between(o, from, r.tape.Now())
}

func mandarin(text string) []speech.Utterance {
	return []speech.Utterance{{Text: text, Lang: "zh-Hans"}}
}

// sound is what the engine makes of a text.
func sound(t *testing.T, text, lang string, rate int) []int16 {
	t.Helper()
	var out []int16
	err := engine.NewEspeak("").Synthesise(context.Background(), speech.Phrase{Text: text, Lang: lang, Rate: rate}, func(pcm []int16) error {
		out = append(out, pcm...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func silent(pcm []int16) bool { return len(speechtest.Trim(pcm)) == 0 }

// TestA03 stops speech in the middle, and speaks into it.
func TestA03(t *testing.T) {
	other := func() []int16 { speechtest.Need(t, "espeak-ng"); return sound(t, short, "zh-Hans", 100) }()
	inRoom(t, speech.Loudspeaker, func(t *testing.T, r room) {
		r.Say(mandarin(long))
		if silent(r.during(speech.Loudspeaker, time.Second)) {
			t.Fatal("nothing is heard")
		}
		r.Stop()
		time.Sleep(200 * time.Millisecond)
		if !silent(r.during(speech.Loudspeaker, 10*time.Second)) {
			t.Error("it is still heard 200 ms after it was stopped")
		}
		r.Say(mandarin(long))
		time.Sleep(time.Second)
		r.Say(mandarin(short))
		if m := speechtest.Match(r.during(speech.Loudspeaker, 3*time.Second), other); m < 0.97 {
			t.Errorf("what was said last is not what is heard: %.3f alike", m)
		}
		if !silent(r.during(speech.Loudspeaker, 10*time.Second)) {
			t.Error("the old goes on after the new")
		}
	})
}

// TestA04 repeats, pauses and goes on.
func TestA04(t *testing.T) {
	speechtest.Need(t, "espeak-ng")
	first, second := sound(t, "电梯坏了三天了。", "zh-Hans", 100), sound(t, "希望尽快处理。", "zh-Hans", 100)
	inRoom(t, speech.Loudspeaker, func(t *testing.T, r room) {
		r.Say(mandarin("电梯坏了三天了。希望尽快处理。"))
		time.Sleep(500 * time.Millisecond)
		r.Pause()
		time.Sleep(50 * time.Millisecond)
		if !silent(r.during(speech.Loudspeaker, time.Minute)) {
			t.Error("a pause is heard")
		}
		r.Pause()
		heard := r.during(speech.Loudspeaker, 10*time.Second)
		if a, b := speechtest.Match(heard, first), speechtest.Match(heard, second); a < 0.97 || b < 0.97 {
			t.Errorf("after a pause, the sentence from its beginning and the next one are heard: %.3f, %.3f alike", a, b)
		}
		r.Repeat()
		heard = r.during(speech.Loudspeaker, 10*time.Second)
		if a, b := speechtest.Match(heard, first), speechtest.Match(heard, second); a < 0.97 || b < 0.97 {
			t.Errorf("repeated, but heard: %.3f, %.3f alike", a, b)
		}
	})
}

// TestA06 measures every step of the volume.
func TestA06(t *testing.T) {
	inRoom(t, speech.Loudspeaker, func(t *testing.T, r room) {
		var levels []float64
		normal, loudest := 0.0, 0
		for _, v := range speech.Volumes() {
			r.Set(speech.Settings{On: true, Volume: v})
			r.Say(mandarin(short))
			heard := speechtest.Trim(r.during(speech.Loudspeaker, 3*time.Second))
			for _, s := range heard {
				loudest = max(loudest, int(s))
			}
			level := 20 * math.Log10(speechtest.RMS(heard))
			levels = append(levels, level)
			if v == 0 {
				normal = level
			}
		}
		if len(levels) < 10 {
			t.Errorf("%d steps", len(levels))
		}
		for i := 1; i < len(levels); i++ {
			if step := levels[i] - levels[i-1]; step < 1 || step > 10 {
				t.Errorf("step %d is %.1f dB", i, step)
			}
		}
		top := levels[len(levels)-1]
		if top-levels[0] < 18 || math.Abs(top-normal-12) > 0.5 {
			t.Errorf("from %.1f to %.1f dB, usually %.1f: want 18 in all, and 12 above the usual", levels[0], top, normal)
		}
		if loudest >= math.MaxInt16 {
			t.Error("the loudest step is cut off")
		}
	})
}

// TestA08 compares how loud the languages are: who changes from one to another does not have to change the volume. Clips there are
// none.
func TestA08(t *testing.T) {
	speechtest.Need(t, "espeak-ng")
	levels := map[string]float64{
		"zh-Hans": 20 * math.Log10(speechtest.Loudness(sound(t, long, "zh-Hans", 100))),
		"yue":     20 * math.Log10(speechtest.Loudness(sound(t, "你哋小區嘅電梯壞咗三日，到而家都未有人嚟整。", "yue", 100))),
		"en":      20 * math.Log10(speechtest.Loudness(sound(t, "The lift in our building has been broken for three days and nobody has come to repair it.", "en", 100))),
	}
	for lang, level := range levels {
		if math.Abs(level-levels["zh-Hans"]) > 3 {
			t.Errorf("%s is at %.1f dB, Mandarin at %.1f", lang, level, levels["zh-Hans"])
		}
	}
	t.Logf("%v", levels)
}

// TestA09 measures every rate: how long it takes, and that the voice stays as high as it is.
func TestA09(t *testing.T) {
	speechtest.Need(t, "espeak-ng")
	for _, c := range []struct{ lang, text, level string }{ // level is said on one tone in Mandarin
		{"zh-Hans", long, "今天他家关灯三天"},
		{"en", "The lift in our building has been broken for three days and nobody has come to repair it.", "The lift has been broken for three days."},
	} {
		lang := c.lang
		usual := speechtest.Trim(sound(t, c.text, lang, 100))
		pitch := speechtest.Pitch(sound(t, c.level, lang, 100))
		if n := len(speech.Rates()); n < 7 || pitch < 50 {
			t.Fatalf("%d rates, %.0f Hz", n, pitch)
		}
		for _, rate := range speech.Rates() {
			pcm := speechtest.Trim(sound(t, c.text, lang, rate))
			got := 100 * float64(len(usual)) / float64(len(pcm))
			if math.Abs(got/float64(rate)-1) > 0.07 {
				t.Errorf("%s at %d %%: it takes as long as at %.0f %%", lang, rate, got)
			}
			if p := speechtest.Pitch(sound(t, c.level, lang, rate)); math.Abs(p/pitch-1) > 0.02 {
				t.Errorf("%s at %d %%: %.1f Hz, usually %.1f", lang, rate, p, pitch)
			}
		}
	}
}

func private() []speech.Utterance {
	return []speech.Utterance{{Text: "电话，已填。", Private: "电话，幺三八，零零幺三，八零零零。", Lang: "zh-Hans"}}
}

// TestA10 says what is personal to headphones, and to the loudspeaker only where it was allowed.
func TestA10(t *testing.T) {
	speechtest.Need(t, "espeak-ng")
	personal, public := sound(t, private()[0].Private, "zh-Hans", 100), sound(t, private()[0].Text, "zh-Hans", 100)
	for _, c := range []struct {
		name     string
		output   speech.Output
		aloud    bool
		personal bool
	}{
		{"headphones", speech.Headphones, false, true},
		{"loudspeaker", speech.Loudspeaker, false, false},
		{"loudspeaker, allowed", speech.Loudspeaker, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			inRoom(t, c.output, func(t *testing.T, r room) {
				r.Set(speech.Settings{On: true, Aloud: c.aloud})
				r.Say(private())
				r.Say(append(private(), speech.Utterance{Private: "幺幺零，二二零。", Lang: "zh-Hans"})) // nothing that all may hear
				heard := r.during(c.output, 15*time.Second)
				a, b := speechtest.Match(heard, personal), speechtest.Match(heard, public)
				if (a >= 0.97) != c.personal || (b >= 0.97) == c.personal {
					t.Errorf("what is personal is %.3f alike, what all may hear %.3f", a, b)
				}
				if other := speech.Headphones + speech.Loudspeaker - c.output; !silent(r.tape.Between(other, 0, r.tape.Now())) {
					t.Error("the other output is not silent")
				}
			})
		})
	}
}

// TestA11 pulls the headphones out in the middle of a phone number.
func TestA11(t *testing.T) {
	inRoom(t, speech.Headphones, func(t *testing.T, r room) {
		r.Say(private())
		if silent(r.during(speech.Headphones, time.Second)) {
			t.Fatal("nothing is heard")
		}
		out := r.tape.Now()
		r.Plug(speech.Loudspeaker)
		time.Sleep(20 * time.Second)
		r.Pause() // there is nothing to go on with
		time.Sleep(20 * time.Second)
		if !silent(r.tape.Between(speech.Loudspeaker, 0, r.tape.Now())) {
			t.Error("it went on from the loudspeaker")
		}
		if !silent(r.tape.Between(speech.Headphones, out+200*time.Millisecond, r.tape.Now())) {
			t.Error("the headphones are not silent")
		}
		personal := sound(t, private()[0].Private, "zh-Hans", 100)
		r.Repeat()
		if heard := r.during(speech.Loudspeaker, 10*time.Second); silent(heard) || speechtest.Match(heard, personal) > 0.96 {
			t.Error("repeated from the loudspeaker, it is silent or personal")
		}
	})
}

// TestRepeatForgets: who switches the voice off leaves nothing to repeat.
func TestRepeatForgets(t *testing.T) {
	inRoom(t, speech.Headphones, func(t *testing.T, r room) {
		r.Say(private())
		time.Sleep(500 * time.Millisecond)
		r.Set(speech.Settings{})
		r.Say(private()) // to nobody
		r.Set(speech.Settings{On: true})
		r.Repeat()
		if !silent(r.during(speech.Headphones, 10*time.Second)) {
			t.Error("the next resident hears what the last one was told")
		}
	})
}

// TestWhatIsAskedForByItselfIsHeard, although pages are not read aloud; nothing else is then.
func TestWhatIsAskedForByItselfIsHeard(t *testing.T) {
	speechtest.Need(t, "espeak-ng")
	said := sound(t, short, "zh-Hans", 100)
	inRoom(t, speech.Loudspeaker, func(t *testing.T, r room) {
		r.Set(speech.Settings{})
		r.Say(mandarin(short))
		if !silent(r.during(speech.Loudspeaker, 5*time.Second)) {
			t.Error("it speaks unasked")
		}
		r.Say([]speech.Utterance{{Text: short, Lang: "zh-Hans", Asked: true}})
		if m := speechtest.Match(r.during(speech.Loudspeaker, 5*time.Second), said); m < 0.97 {
			t.Errorf("what was asked for is %.3f alike", m)
		}
	})
}
