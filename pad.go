package main

import (
	"slices"
	"strings"

	"linli/flow"
	"linli/ime/handwriting"
	"linli/ime/pinyin"
	"linli/kiosk"
	"linli/speech/reading"
)

// pad writes Chinese by its sounds and with a finger. It learns nothing and writes nothing down.
type pad struct {
	engine  *pinyin.Engine
	matcher *handwriting.Matcher
}

// most is how many candidates are offered: nearly all rare characters of names are among as many of one syllable.
const most = 96

// latinAt is where the letters themselves are offered, for a block, a bus or a number plate: the last of those that are seen at first.
const latinAt = flow.PadShown - 1

// Candidates implements kiosk.Writer.
func (p pad) Candidates(asked flow.Suggest, lang string) []flow.Candidate {
	found := p.engine.Candidates(pinyin.Query{Before: asked.Before, Letters: asked.Letters, Southern: asked.Southern, Name: asked.Surname, Given: asked.Given, Traditional: lang == "zh-Hant"})
	found = found[:min(len(found), most)]
	out := make([]flow.Candidate, len(found))
	for i, c := range found {
		out[i] = flow.Candidate{Text: c.Text, Letters: c.Letters}
	}
	if latin := latin(asked.Letters); latin != "" && !asked.Surname && !asked.Given {
		out = slices.Insert(out, min(latinAt, len(out)), flow.Candidate{Text: latin, Letters: len(latin)})
	}
	return out
}

// latin are letters as they stand on signs, "" for those of other keys, and for more than such a sign has.
func latin(letters string) string {
	if len(letters) > 3 || strings.Trim(letters, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return strings.ToUpper(letters)
}

// Characters implements kiosk.Writer. What strokes look like is ranked by what is likely after the text that stands before.
func (p pad) Characters(asked flow.Recognise) []string {
	strokes := make([]handwriting.Stroke, len(asked.Strokes))
	for i, s := range asked.Strokes {
		for _, at := range s {
			strokes[i] = append(strokes[i], handwriting.Point{X: float64(at.X), Y: float64(at.Y)})
		}
	}
	guesses := p.matcher.Match(strokes, 2*flow.GuessesShown)
	texts := make([]string, len(guesses))
	for i, g := range guesses {
		texts[i] = g.Text
	}
	for i, g := range handwriting.Rank(guesses, p.engine.After(asked.Before, texts)) {
		texts[i] = g.Text
	}
	return texts[:min(len(texts), flow.GuessesShown)]
}

// padLangs are the languages that it writes.
func padLangs() []string { return []string{"zh-Hans", "zh-Hant"} }

// placesOf are the words of the places of a site, which are ranked up.
func placesOf(e *env) []pinyin.Word {
	r, err := reading.Open()
	if err != nil {
		e.log.Warn("pinyin", "what", "places are not ranked up", "fault", err)
		return nil
	}
	return placeWords(placeNames(e.config), r)
}

// openPinyin opens the dictionary with the words of the site. It is the same for everybody: nothing of a session comes into it.
func openPinyin(e *env) (*pinyin.Engine, error) {
	return pinyin.Open(pinyin.Installed(), placesOf(e))
}

// openPad opens the dictionary, which takes a moment, and gives it to a kiosk.
func openPad(k *kiosk.Kiosk, e *env) {
	log := e.log
	engine, err := openPinyin(e)
	if err != nil {
		log.Warn("pinyin", "fault", err)
	}
	matcher, flaw := handwriting.Open()
	if flaw != nil {
		log.Warn("handwriting", "fault", flaw)
	}
	if engine != nil && matcher != nil {
		k.WriteWith(pad{engine, matcher}, padLangs())
	}
}

// checkPad says how well Chinese can be written without a keyboard.
func checkPad() finding {
	if _, err := handwriting.Open(); err != nil {
		return finding{"writing", false, "nothing can be written without a keyboard: " + err.Error()}
	}
	folder := pinyin.Installed()
	switch engine, err := pinyin.Open(folder, nil); {
	case engine == nil:
		return finding{"writing", false, "pinyin cannot be written: " + err.Error()}
	case err != nil:
		return finding{"writing", false, "pinyin is written with its small dictionary: " + err.Error() + "; install sunpinyin-data again"}
	case folder == "":
		return finding{"writing", true, "with a finger, and pinyin with the small dictionary; with the package sunpinyin-data sentences come out better"}
	}
	return finding{"writing", true, "with a finger, and pinyin with the sentences of sunpinyin-data"}
}
