package speech_test

import (
	"context"
	"log/slog"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"linli/speech"
	"linli/speech/engine"
	"linli/speech/speechtest"
)

const welcome = "您好，想办什么事？"

// recorded makes a folder of recordings in another voice than the engine's: higher, and much softer.
func recorded(t *testing.T) string {
	t.Helper()
	speechtest.Need(t, "espeak-ng")
	dir := t.TempDir()
	for name, args := range map[string][]string{
		"welcome.wav": {"-v", "cmn-latn-pinyin+f3", "-p", "70", "-a", "20", "nin2hao3, xiang3 ban4 shen2me5 shi4"},
		"report.wav":  {"-v", "en-us+f3", "-a", "150", "Report a problem"},
		"level.wav":   {"-v", "cmn-latn-pinyin+f3", "-p", "60", "jin1tian1 ta1jia1 guan1deng1 san1tian1, jin1tian1 ta1jia1 guan1deng1 san1tian1"},
	} {
		if out, err := exec.Command("espeak-ng", append([]string{"-w", filepath.Join(dir, name)}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	writeFile(t, filepath.Join(dir, "damaged.wav"), "RIFF")
	writeFile(t, filepath.Join(dir, "clips.toml"), `
[cmn]
"您好，想办什么事？" = "welcome.wav"
"今天他家关灯三天" = "level.wav"
"电梯坏了。" = "missing.wav"
"门坏了。" = "damaged.wav"
[en]
"Report a problem" = "report.wav"
`)
	return dir
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// made is what an engine makes of a phrase.
func made(t *testing.T, e speech.Engine, p speech.Phrase) []int16 {
	t.Helper()
	var out []int16
	if err := e.Synthesise(t.Context(), p, func(pcm []int16) error { out = append(out, pcm...); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestRecordingsAreHeard listens on a tape: the recording of a sentence, whatever it ends with; the engine's voice for those that
// have none, or a broken one, and in the other language.
func TestRecordingsAreHeard(t *testing.T) {
	dir, espeak := recorded(t), engine.NewEspeak("")
	clips, faults := engine.OpenClips(dir, espeak)
	own := made(t, clips, speech.Phrase{Text: welcome, Lang: "cmn", Rate: 100})
	for _, c := range []struct {
		text, lang string
		recorded   bool
	}{
		{welcome, "cmn", true}, {"您好，想办什么事", "cmn", true}, {welcome, "yue", false}, {"电梯坏了。", "cmn", false}, {"门坏了。", "cmn", false},
		{"路灯不亮了。", "cmn", false}, {"Report a problem.", "en", true}, {"Report a problem.", "cmn", false},
	} {
		synctest.Test(t, func(t *testing.T) {
			tape := speechtest.NewTape()
			mouth := speech.Played{Engine: speechtest.Whole{Engine: clips}, Sink: tape}
			ctx, stop := context.WithCancel(t.Context())
			s := speech.NewSpeaker(ctx, map[string]speech.Mouth{c.lang: mouth}, speech.Loudspeaker, slog.New(slog.DiscardHandler))
			s.Set(speech.Settings{On: true})
			s.Say([]speech.Utterance{{Text: c.text, Lang: c.lang}})
			time.Sleep(5 * time.Second)
			heard := tape.Between(speech.Loudspeaker, 0, tape.Now())
			engines := speechtest.Match(heard, made(t, espeak, speech.Phrase{Text: c.text, Lang: c.lang, Rate: 100}))
			if c.recorded == (engines >= 0.97) || silent(heard) {
				t.Errorf("%s in %s: the engine's voice is %.3f alike", c.text, c.lang, engines)
			}
			if m := speechtest.Match(heard, own); c.lang == "cmn" && c.recorded && m < 0.97 {
				t.Errorf("%s: the recording is %.3f alike", c.text, m)
			}
			stop()
			<-s.Ended()
		})
	}
	if len(faults) != 2 || !strings.Contains(faults[0].Error()+faults[1].Error(), "missing.wav") || !strings.Contains(faults[0].Error()+faults[1].Error(), "damaged.wav") {
		t.Errorf("faults: %v", faults)
	}
	if err := os.Remove(filepath.Join(dir, "welcome.wav")); err != nil {
		t.Fatal(err)
	}
	if m := speechtest.Match(made(t, clips, speech.Phrase{Text: welcome, Lang: "cmn", Rate: 100}), sound(t, welcome, "cmn", 100)); m < 0.97 {
		t.Errorf("the recording is gone since the start, and the engine is %.3f alike", m)
	}
}

// TestA08Recordings: they are as loud as the engine, however they were recorded.
func TestA08Recordings(t *testing.T) {
	clips, _ := engine.OpenClips(recorded(t), engine.NewEspeak(""))
	spoken := 20 * math.Log10(speechtest.Loudness(sound(t, long, "zh-Hans", 100)))
	for text, lang := range map[string]string{welcome: "cmn", "Report a problem": "en"} {
		level := 20 * math.Log10(speechtest.Loudness(made(t, clips, speech.Phrase{Text: text, Lang: lang, Rate: 100})))
		if math.Abs(level-spoken) > 3 {
			t.Errorf("%s is at %.1f dB, the engine at %.1f", text, level, spoken)
		}
		t.Logf("%s %.1f dB, the engine %.1f dB", text, level, spoken)
	}
}

// TestA09Recordings: they are as fast as is wanted, and as high as they were.
func TestA09Recordings(t *testing.T) {
	clips, _ := engine.OpenClips(recorded(t), engine.NewEspeak(""))
	say := func(rate int) []int16 {
		return speechtest.Trim(made(t, clips, speech.Phrase{Text: "今天他家关灯三天", Lang: "cmn", Rate: rate}))
	}
	usual := say(100)
	pitch := speechtest.Pitch(usual)
	for _, rate := range speech.Rates() {
		pcm := say(rate)
		got := 100 * float64(len(usual)) / float64(len(pcm))
		p := speechtest.Pitch(pcm)
		if math.Abs(got/float64(rate)-1) > 0.07 || math.Abs(p/pitch-1) > 0.02 {
			t.Errorf("at %d %%: as long as at %.0f %%, %.1f Hz, usually %.1f", rate, got, p, pitch)
		}
		t.Logf("%d %%: as long as at %.1f %%, %.1f Hz, usually %.1f", rate, got, p, pitch)
	}
}
