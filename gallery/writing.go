package gallery

import (
	"unicode/utf8"

	"linli/flow"
)

// writer offers the same words for whatever is pressed, so that pictures do not depend on a dictionary.
type writer struct{}

// Characters implements kiosk.Writer.
func (writer) Characters(flow.Recognise) []string {
	return []string{"楼", "搂", "数", "楷", "栋", "样", "棉", "梅"}
}

// Candidates implements kiosk.Writer.
func (writer) Candidates(asked flow.Suggest, lang string) []flow.Candidate {
	letters := asked.Letters
	words := []string{"楼道的灯坏了", "楼道的灯", "楼道", "楼", "漏", "路", "喽", "露"}
	if lang == "zh-Hant" {
		words = []string{"樓道的燈壞了", "樓道的燈", "樓道", "樓", "漏", "路", "嘍", "露"}
	}
	out := make([]flow.Candidate, len(words))
	for i, w := range words {
		signs := []rune(letters)
		out[i] = flow.Candidate{Text: w, Letters: len(string(signs[:min(len(signs), 2*utf8.RuneCountInString(w))]))}
	}
	return out
}

// penned writes by sounds, in a language in which that can be done.
func (p *player) penned() {
	p.start()
	p.press("report", "group-0", "service-0", "here", "continue")
	if _, ok := p.shown.Root.Find("write"); !ok {
		return
	}
	p.press("write")
	if _, ok := p.shown.Root.Find("key-a"); ok {
		p.keep("letters")
		p.press("key-n", "key-o", "key-space", "key-l", "key-i", "key-g", "key-h", "key-t", "key-stop")
		p.keep("letters-written")
		p.press("keys-change")
		p.keep("letters-digits")
		p.press("clear")
		p.keep("letters-clear")
		p.press("stay")
		p.press("keys-change")
		p.keep("letters-full")
		p.press("continue")
		return
	}
	p.keep("write")
	p.press("key-5", "key-6", "key-8", "key-3", "key-2", "key-6")
	p.keep("write-offered")
	p.press("candidate-1", "key-stop")
	p.keep("write-chosen")
	p.press("clear")
	p.keep("write-clear")
	p.press("stay")
	p.press("keys-change")
	if _, fits := p.shown.Root.Find("key-ㄅ"); fits {
		p.keep("write-zhuyin")
		p.press("key-ㄌ", "key-ㄡ", "key-ㄉ", "key-ㄠ")
		p.keep("write-zhuyin-offered")
		p.press("key-delete", "key-delete", "key-delete", "key-delete", "keys-change")
	}
	p.keep("write-digits")
	p.press("key-3", "keys-change", "key-l", "key-o", "key-u")
	p.keep("write-full")
	p.press("keys-change")
	p.press("continue", "draw")
	p.keep("draw")
	p.stroke(1)
	p.press("key-read")
	p.keep("draw-guessed")
	p.press("continue")
}

// stroke writes one with a finger, of a character that is a ladder.
func (p *player) stroke(number int) {
	p.kiosk.PenDown()
	p.kiosk.PenUp(number, flow.Stroke{{X: 20, Y: 30}, {X: 60, Y: 28}, {X: 100, Y: 32}})
	p.kiosk.Settle(p.ctx)
}
