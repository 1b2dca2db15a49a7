package engine

import (
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"linli/speech"
	"linli/speech/reading"
)

// Espeak is espeak-ng, which is always a process of its own: its licence (GPL 3) stays with it.
//
// Mandarin is given to its voice for pinyin, read by us: on Debian 12 the voice for Hanzi says tones as English numbers.
type Espeak struct {
	// Program is its name or path.
	Program string
	// Ahead: a process with its voice loaded waits for the next sentence of the same kind, so that it begins sooner.
	Ahead bool

	read  func() (*reading.Reader, error)
	mu    sync.Mutex
	spare map[string]*process // by their arguments
}

// NewEspeak returns the engine. How Mandarin is read is loaded when it is first needed.
func NewEspeak(program string) *Espeak {
	if program == "" {
		program = "espeak-ng"
	}
	return &Espeak{Program: program, read: sync.OnceValues(reading.Open)}
}

// Name implements speech.Engine.
func (*Espeak) Name() string { return "espeak-ng" }

// words a minute at which espeak-ng takes so many per cent of the time that it takes at 100: measured, it is no straight line.
func wordsAMinute(rate int) int {
	return map[int]int{50: 80, 65: 108, 80: 134, 100: 165, 125: 204, 160: 258, 200: 312}[rate]
}

// Synthesise implements speech.Engine.
func (e *Espeak) Synthesise(ctx context.Context, p speech.Phrase, emit func([]int16) error) error {
	if _, err := exec.LookPath(e.Program); err != nil {
		return fmt.Errorf("%s is not installed: %w", e.Program, err)
	}
	speed := wordsAMinute(p.Rate)
	if speed == 0 {
		speed = wordsAMinute(100)
	}
	runs := []run{{text: p.Text, lang: p.Lang}}
	if speech.Chinese(p.Lang) {
		runs = languages(p.Text, p.Lang)
	}
	for i, r := range runs {
		voice, text, err := e.voice(r)
		if err != nil {
			return err
		}
		if !speakable(text) {
			continue
		}
		args := []string{e.Program, "--stdin", "--stdout", "-b", "1", "-v", voice, "-s", strconv.Itoa(speed)}
		if i < len(runs)-1 {
			args = append(args, "-z") // no pause as at the end of a sentence
		}
		if err := e.say(ctx, args, text, emit); err != nil {
			return err
		}
	}
	return nil
}

// mostSpare is how many processes wait at most: a few languages at one rate.
const mostSpare = 4

// say lets a waiting process speak, or a new one where there is none or where it has died while it waited.
func (e *Espeak) say(ctx context.Context, args []string, text string, emit func([]int16) error) error {
	if !e.Ahead {
		return pipe(ctx, args, text, emit)
	}
	heard := false
	first := func(pcm []int16) error {
		if !heard {
			heard = true
			go e.prepare(args) // while this one is being heard
		}
		return emit(pcm)
	}
	if p := e.take(args); p != nil {
		if err := p.speak(ctx, text, first); err == nil || heard || ctx.Err() != nil {
			return err
		}
	}
	return pipe(ctx, args, text, first)
}

func (e *Espeak) take(args []string) *process {
	e.mu.Lock()
	defer e.mu.Unlock()
	key := strings.Join(args, " ")
	p := e.spare[key]
	delete(e.spare, key)
	return p
}

// prepare lets a process wait for the next sentence. Where too many wait, the others end.
func (e *Espeak) prepare(args []string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	key := strings.Join(args, " ")
	if e.spare == nil || len(e.spare) >= mostSpare {
		for _, p := range e.spare {
			p.kill()
			go p.cmd.Wait()
		}
		e.spare = map[string]*process{}
	}
	if e.spare[key] != nil {
		return
	}
	if p, err := start(args); err == nil { // else the next sentence says what is wrong
		e.spare[key] = p
	}
}

func (e *Espeak) voice(r run) (voice, text string, err error) {
	switch base, _, _ := strings.Cut(r.lang, "-"); base {
	case "yue":
		return "yue", strings.ReplaceAll(r.text, "幺", "一"), nil // only Mandarin says it so
	case "zh", "cmn":
		reader, err := e.read()
		if err != nil {
			return "", "", err
		}
		return "cmn-latn-pinyin", reader.Pinyin(letters(r.text)), nil
	case "en":
		return "en-gb", r.text, nil
	default:
		return base, r.text, nil
	}
}

// run is a part of a text in one language.
type run struct{ text, lang string }

// languages cuts Chinese text where Latin words stand in it: a voice for pinyin would take them for pinyin. Single letters stay.
func languages(text, lang string) []run {
	var out []run
	rs := []rune(text)
	from := 0
	for i := 0; i < len(rs); {
		j := i
		for j < len(rs) && (latin(rs[j]) || j > i && j+1 < len(rs) && strings.ContainsRune(" -'.", rs[j]) && latin(rs[j+1])) {
			j++
		}
		if j-i < 2 {
			i = max(j, i+1)
			continue
		}
		if from < i {
			out = append(out, run{string(rs[from:i]), lang})
		}
		out = append(out, run{string(rs[i:j]), "en"})
		from, i = j, j
	}
	if from < len(rs) {
		out = append(out, run{string(rs[from:]), lang})
	}
	return out
}

func latin(r rune) bool { return r < 0x250 && unicode.IsLetter(r) }

// speakable says whether there is anything to say in a text but signs.
func speakable(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

// letters writes single Latin letters as their names sound in Mandarin: A座 is no syllable "a".
func letters(text string) string {
	rs := []rune(text)
	var b strings.Builder
	for i, r := range rs {
		name := nameOf(r)
		alone := name != "" && (i == 0 || !latin(rs[i-1])) && (i+1 == len(rs) || !latin(rs[i+1]))
		if !alone {
			b.WriteRune(r)
			continue
		}
		b.WriteString(" " + name + " ")
	}
	return b.String()
}

func nameOf(letter rune) string {
	return map[rune]string{
		'A': "ei1", 'B': "bi4", 'C': "xi1", 'D': "di4", 'E': "yi4", 'F': "ai2fu5", 'G': "ji4", 'H': "ei1chi5", 'I': "ai4", 'J': "zhei4",
		'K': "kei4", 'L': "ai2lou5", 'M': "ai2mu5", 'N': "en1", 'O': "ou1", 'P': "pi4", 'Q': "kiu1", 'R': "a1er5", 'S': "ai2si5",
		'T': "ti4", 'U': "you1", 'V': "wei4", 'W': "da2bu5liu5", 'X': "ai2ke5si5", 'Y': "wai4", 'Z': "zei4",
	}[unicode.ToUpper(letter)]
}
