package main

import (
	"log/slog"

	"linli/flow"
	"linli/ime/pinyin"
	"linli/kiosk"
)

// pad writes Chinese by its sounds. It learns nothing and writes nothing down.
type pad struct{ engine *pinyin.Engine }

// most is how many candidates are offered: nobody looks through more of them.
const most = 30

// Candidates implements kiosk.Writer.
func (p pad) Candidates(asked flow.Suggest, lang string) []flow.Candidate {
	found := p.engine.Candidates(pinyin.Query{Before: asked.Before, Letters: asked.Letters, Southern: asked.Southern, Traditional: lang == "zh-Hant"})
	found = found[:min(len(found), most)]
	out := make([]flow.Candidate, len(found))
	for i, c := range found {
		out[i] = flow.Candidate{Text: c.Text, Letters: c.Letters}
	}
	return out
}

// padLangs are the languages that it writes.
func padLangs() []string { return []string{"zh-Hans", "zh-Hant"} }

// openPad opens the dictionary, which takes a moment, and gives it to a kiosk.
func openPad(k *kiosk.Kiosk, log *slog.Logger) {
	engine, err := pinyin.Open(pinyin.Installed(), nil)
	if err != nil {
		log.Warn("pinyin", "fault", err)
	}
	if engine != nil {
		k.WriteWith(pad{engine}, padLangs())
	}
}

// checkPad says how well Chinese can be written without a keyboard.
func checkPad() finding {
	folder := pinyin.Installed()
	switch engine, err := pinyin.Open(folder, nil); {
	case engine == nil:
		return finding{"writing", false, "pinyin cannot be written: " + err.Error()}
	case err != nil:
		return finding{"writing", false, "pinyin is written with its small dictionary: " + err.Error() + "; install sunpinyin-data again"}
	case folder == "":
		return finding{"writing", true, "pinyin, with the small dictionary; with the package sunpinyin-data sentences come out better"}
	}
	return finding{"writing", true, "pinyin, with the sentences of sunpinyin-data"}
}
