package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"linli/speech"
)

// Clips are a site's own recordings of sentences. What there is no recording of, or one that cannot be played, is said by the engine
// beneath.
type Clips struct {
	beneath speech.Engine
	// files are by language (cmn, yue, en) and sentence.
	files map[string]map[string]string
}

// manifest is the file that says what is recorded: a table for each language, "the sentence" = "file.wav".
const manifest = "clips.toml"

// longestClip is how many bytes a recording of one sentence may have: a minute and a half of the finest.
const longestClip = 16 << 20

// errNotRecorded: there is no recording of a sentence, or it cannot be played any more, and no engine beneath.
var errNotRecorded = errors.New("it is not recorded")

// OpenClips reads which sentences are recorded in a folder, and tries each. faults name those that cannot be played. beneath may be nil.
func OpenClips(dir string, beneath speech.Engine) (c *Clips, faults []error) {
	c = &Clips{beneath: beneath, files: map[string]map[string]string{}}
	data, err := os.ReadFile(filepath.Join(dir, manifest))
	if err != nil {
		return c, []error{fmt.Errorf("read what is recorded: %w", err)}
	}
	listed := map[string]map[string]string{}
	if err := toml.Unmarshal(data, &listed); err != nil {
		return c, []error{fmt.Errorf("%s: %w", filepath.Join(dir, manifest), err)}
	}
	for _, lang := range slices.Sorted(maps.Keys(listed)) {
		c.files[lang] = map[string]string{}
		for _, sentence := range slices.Sorted(maps.Keys(listed[lang])) {
			file := filepath.Join(dir, filepath.FromSlash(listed[lang][sentence]))
			if _, err := clip(file); err != nil {
				faults = append(faults, fmt.Errorf("%s, for %q: %w", file, sentence, err))
				continue
			}
			c.files[lang][key(sentence)] = file
		}
	}
	return c, faults
}

// Count is how many sentences are recorded.
func (c *Clips) Count() (n int) {
	for _, files := range c.files {
		n += len(files)
	}
	return n
}

// Recorded says whether there is a recording of what a phrase says.
func (c *Clips) Recorded(p speech.Phrase) bool {
	_, recorded := c.files[p.Lang][key(p.Text)]
	return recorded
}

// Name implements speech.Engine.
func (c *Clips) Name() string {
	if c.beneath == nil {
		return "recordings"
	}
	return "recordings, " + c.beneath.Name()
}

// Synthesise implements speech.Engine.
func (c *Clips) Synthesise(ctx context.Context, p speech.Phrase, emit func([]int16) error) error {
	var pcm []int16
	err := errNotRecorded
	if c.Recorded(p) {
		pcm, err = clip(c.files[p.Lang][key(p.Text)]) // it was there when the kiosk started
	}
	switch {
	case err != nil && c.beneath == nil:
		return err
	case err != nil:
		return c.beneath.Synthesise(ctx, p, emit)
	}
	equalise(pcm)
	return stretch(pcm, p.Rate, emit)
}

// key is what is compared of a sentence: not how it is spaced, nor what it ends with.
func key(sentence string) string {
	return strings.TrimRight(strings.Join(strings.Fields(sentence), " "), "。．.！!？?；;，, ")
}

// clip reads a recording.
func clip(file string) ([]int16, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, fmt.Errorf("find the recording: %w", err)
	}
	if info.Size() > longestClip {
		return nil, errors.New("it is too long for one sentence")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the recording: %w", err)
	}
	var pcm []int16
	if err := sounds(bytes.NewReader(data), func(block []int16) error { pcm = append(pcm, block...); return nil }); err != nil {
		return nil, err
	}
	if loudness(pcm) < 0.001 {
		return nil, errors.New("nothing is to be heard in it")
	}
	return pcm, nil
}
