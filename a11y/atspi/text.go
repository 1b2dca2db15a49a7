package atspi

import (
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/clipperhouse/uax29/v2/sentences"
	"github.com/clipperhouse/uax29/v2/words"

	"linli/a11y"
)

// grain is an AtspiTextGranularity.
type grain int

const (
	byCharacter grain = iota
	byWord
	bySentence
	byLine
	byParagraph
)

// older is the grain of an AtspiTextBoundaryType, which clients used before.
func older(boundary int) (grain, bool) {
	of := []grain{byCharacter, byWord, byWord, bySentence, bySentence, byLine, byLine}
	if boundary < 0 || boundary >= len(of) {
		return 0, false
	}
	return of[boundary], true
}

// pieces cuts a text (Unicode, UAX 29). Spaces go with the word before them, as AT-SPI wants it.
func pieces(text string, by grain) []string {
	var out []string
	switch by {
	case byCharacter:
		for i := graphemes.FromString(text); i.Next(); {
			out = append(out, i.Value())
		}
	case byWord:
		for i := words.FromString(text); i.Next(); {
			if w := i.Value(); len(out) > 0 && strings.TrimSpace(w) == "" {
				out[len(out)-1] += w
			} else {
				out = append(out, w)
			}
		}
	case bySentence:
		for i := sentences.FromString(text); i.Next(); {
			out = append(out, i.Value())
		}
	default:
		out = strings.SplitAfter(text, "\n")
	}
	return out
}

// piece is the one that a place in the text is in, or, aside, one before or after it, and from where to where it goes. The end of the text
// is in its last piece, unless these are characters.
func piece(text []rune, at int, by grain, aside int) (string, int, int) {
	if at < 0 || len(text) == 0 {
		return "", 0, 0
	}
	all := pieces(string(text), by)
	starts, n := make([]int, len(all)), 0
	in := len(all)
	for i, p := range all {
		starts[i] = n
		if n += len([]rune(p)); at < n && in == len(all) {
			in = i
		}
	}
	if in == len(all) && by != byCharacter {
		in--
	}
	switch in += aside; {
	case in < 0:
		return "", 0, 0
	case in >= len(all):
		return "", len(text), len(text)
	}
	return all[in], starts[in], starts[in] + len([]rune(all[in]))
}

// clip keeps a stretch within a text; a negative end is that of the text.
func clip(text []rune, from, to int) (int, int) {
	if to < 0 || to > len(text) {
		to = len(text)
	}
	return min(max(from, 0), to), to
}

// text answers what stands in a field. Nothing in it is ever selected, and the caret is at its end.
func (c call) text(o *object, args []any) ([]any, error) {
	n := numbers(args)
	if need := map[string]int{
		"GetText": 2, "GetStringAtOffset": 2, "GetTextAtOffset": 2, "GetTextBeforeOffset": 2, "GetTextAfterOffset": 2,
		"GetCharacterAtOffset": 1, "SetCaretOffset": 1, "GetCharacterExtents": 2, "GetRangeExtents": 3, "GetOffsetAtPoint": 3,
	}[c.member]; len(n) < need {
		return nil, badArguments()
	}
	switch c.member {
	case "GetText":
		from, to := clip(o.text, n[0], n[1])
		return answer(string(o.text[from:to]))
	case "GetStringAtOffset":
		if n[1] < 0 || n[1] > int(byParagraph) {
			return nil, badArguments()
		}
		return stretch(piece(o.text, n[0], grain(n[1]), 0))
	case "GetTextAtOffset", "GetTextBeforeOffset", "GetTextAfterOffset":
		by, ok := older(n[1])
		if !ok {
			return nil, badArguments()
		}
		return stretch(piece(o.text, n[0], by, map[string]int{"GetTextBeforeOffset": -1, "GetTextAfterOffset": 1}[c.member]))
	case "GetCharacterAtOffset":
		if n[0] < 0 || n[0] >= len(o.text) {
			return answer(int32(0))
		}
		return answer(o.text[n[0]])
	case "SetCaretOffset":
		return answer(n[0] == len(o.text))
	case "GetAttributes", "GetAttributeRun":
		return answer(map[string]string{}, int32(0), int32(len(o.text)))
	case "GetDefaultAttributes", "GetDefaultAttributeSet":
		return answer(map[string]string{})
	case "GetAttributeValue":
		return answer("")
	case "GetNSelections":
		return answer(int32(0))
	case "GetSelection":
		return answer(int32(0), int32(0))
	case "AddSelection", "RemoveSelection", "SetSelection", "ScrollSubstringTo", "ScrollSubstringToPoint":
		return answer(false)
	case "GetCharacterExtents":
		return lie(o, n[1])
	case "GetRangeExtents":
		return lie(o, n[2])
	case "GetOffsetAtPoint":
		return answer(int32(-1))
	}
	return nil, noMethod()
}

func stretch(text string, from, to int) ([]any, error) { return answer(text, int32(from), int32(to)) }

// lie is where a stretch of a field lies. How wide its characters are nobody knows here: it is the whole field.
func lie(o *object, coordinates int) ([]any, error) {
	e := extentsOf(o.from(coordinates))
	return answer(e.X, e.Y, e.W, e.H)
}

// edit writes into a field. Into one whose content is not to be read, only the whole of it.
func (c call) edit(o *object, args []any) ([]any, error) {
	n := numbers(args)
	whole := o.role != rolePassword || len(o.text) == 0
	switch c.member {
	case "SetTextContents":
		if s, ok := argument[string](args, 0); ok {
			return answer(c.write(o, s))
		}
	case "InsertText": // where, what, and how many bytes of it
		s, ok := argument[string](args, 1)
		length, counted := argument[int32](args, 2)
		if !ok || !counted || len(n) != 1 || n[0] < 0 || n[0] > len(o.text) {
			break
		}
		if length >= 0 && int(length) < len(s) {
			s = strings.ToValidUTF8(s[:length], "")
		}
		return answer(whole && c.write(o, string(o.text[:n[0]])+s+string(o.text[n[0]:])))
	case "DeleteText":
		if len(n) != 2 {
			break
		}
		from, to := clip(o.text, n[0], n[1])
		all := from == 0 && to == len(o.text)
		return answer((whole || all) && c.write(o, string(o.text[:from])+string(o.text[to:])))
	case "CopyText":
		return answer()
	case "CutText", "PasteText":
		return answer(false)
	default:
		return nil, noMethod()
	}
	return nil, badArguments()
}

func (c call) write(o *object, text string) bool {
	return o.node.Role == a11y.Entry && !o.node.State.Disabled && c.l.b.ask(func(to Controls) { to.SetText(o.id, text) })
}
