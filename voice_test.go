package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linli/config"
)

// TestCheckNamesWhatIsMissing: each thing that keeps the kiosk from speaking is a line that says what to do.
func TestCheckNamesWhatIsMissing(t *testing.T) {
	t.Setenv("PATH", t.TempDir()) // a machine with nothing
	c := config.Default()
	for _, want := range []struct{ engine, say string }{
		{"auto", "install pulseaudio-utils"}, {"auto", "nobody hears zh-Hans, en, zh-Hant"},
		{"speech-dispatcher", "speech-dispatcher does not answer"}, {"none", "switched off"},
	} {
		c.Speech.Engine = want.engine
		var said []string
		for _, f := range checkSpeech(context.Background(), c) {
			said = append(said, f.say)
			if strings.Contains(f.say, "\n") || f.what != "speech" || f.ok != (want.engine == "none") {
				t.Errorf("%s: %+v", want.engine, f)
			}
		}
		if !strings.Contains(strings.Join(said, "\n"), want.say) {
			t.Errorf("%s: %q is not said in %q", want.engine, want.say, said)
		}
	}
}

// TestCheckNamesEachMissingPart: a player, a sound server, an engine, a voice for a language, a sound card; each by its name.
func TestCheckNamesEachMissingPart(t *testing.T) {
	sound := strings.ReplaceAll(noise, "head", "/usr/bin/head")
	const plays, fails = "/usr/bin/cat >/dev/null", "echo no such device >&2; exit 1"
	for name, c := range map[string]struct {
		programs map[string]string
		want     []string
	}{
		"a player":        {map[string]string{"espeak-ng": sound}, []string{"no program plays sound; install pulseaudio-utils (pacat) or alsa-utils (aplay)"}},
		"a sound server":  {map[string]string{"espeak-ng": sound, "pacat": plays, "pactl": "exit 1"}, []string{"no sound server answers pacat"}},
		"an engine":       {map[string]string{"aplay": plays}, []string{"espeak-ng cannot speak en: espeak-ng: espeak-ng is not installed"}},
		"a voice for one": {map[string]string{"aplay": plays, "espeak-ng": `case "$*" in *en-gb*) ` + fails + `;; *) ` + sound + `;; esac`}, []string{"espeak-ng cannot speak en: ", "no such device", "nobody hears en;"}},
		"a voice's data":  {map[string]string{"aplay": plays, "espeak-ng": strings.ReplaceAll(sound, "/dev/urandom", "/dev/zero")}, []string{"its voice for cmn makes no sound"}},
		"a sound card":    {map[string]string{"aplay": fails, "espeak-ng": sound}, []string{"espeak-ng cannot speak zh-Hans: aplay: ", "no such device"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			t.Setenv("PATH", dir)
			for program, script := range c.programs {
				if err := os.WriteFile(filepath.Join(dir, program), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			var said strings.Builder
			for _, f := range checkSpeech(context.Background(), config.Default()) {
				if !f.ok {
					said.WriteString(f.say + "\n")
				}
			}
			for _, want := range c.want {
				if !strings.Contains(said.String(), want) {
					t.Errorf("%q is not said in:\n%s", want, said.String())
				}
			}
		})
	}
}

// TestCheckNamesRecordingsThatCannotBeHeard, each with its file and what to do; a folder without a list of them, too.
func TestCheckNamesRecordingsThatCannotBeHeard(t *testing.T) {
	c := config.Default()
	if out := checkClips(c); len(out) != 0 {
		t.Errorf("without recordings: %+v", out)
	}
	c.Speech.Clips = t.TempDir()
	for _, l := range [][2]string{
		{"", "clips.toml"},
		{"[cmn]\n\"您好\" = \"hello.wav\"\n", "hello.wav, for \"您好\""},
		{"[cmn]\n\"您好\" = \"clips.toml\"\n", "clips.toml, for \"您好\": it is no WAV file"},
		{"[cmn\n", "record it again"},
	} {
		list, want := l[0], l[1]
		if list != "" {
			if err := os.WriteFile(filepath.Join(c.Speech.Clips, "clips.toml"), []byte(list), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		said := ""
		for _, f := range checkClips(c) {
			if !f.ok {
				said += f.say
			}
		}
		if !strings.Contains(said, want) || strings.Contains(said, "\n") {
			t.Errorf("with %q, %q is not said in %q", list, want, said)
		}
	}
}
