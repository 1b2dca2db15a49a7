package pinyin

import "strings"

// The first and the last of the 37 signs of zhuyin (Unicode block Bopomofo, 3105 to 3129). They write the same syllables as pinyin: a sign for how
// one begins, up to two for how it ends. Inside of here each is one byte, from signs on, so that a place among letters is one among signs.
const (
	firstSign = 'ㄅ'
	lastSign  = 'ㄩ'
	signs     = 0x80
	signSize  = len("ㄅ")
)

// How a syllable begins and how it ends, as pinyin and as zhuyin.
var (
	begins = strings.Fields("zh ㄓ ch ㄔ sh ㄕ b ㄅ p ㄆ m ㄇ f ㄈ d ㄉ t ㄊ n ㄋ l ㄌ g ㄍ k ㄎ h ㄏ j ㄐ q ㄑ x ㄒ r ㄖ z ㄗ c ㄘ s ㄙ")
	ends   = strings.Fields(`a ㄚ o ㄛ e ㄜ ai ㄞ ei ㄟ ao ㄠ ou ㄡ an ㄢ en ㄣ ang ㄤ eng ㄥ er ㄦ
		i ㄧ ia ㄧㄚ io ㄧㄛ ie ㄧㄝ iao ㄧㄠ iu ㄧㄡ iou ㄧㄡ ian ㄧㄢ in ㄧㄣ iang ㄧㄤ ing ㄧㄥ iong ㄩㄥ
		u ㄨ ua ㄨㄚ uo ㄨㄛ uai ㄨㄞ ui ㄨㄟ uei ㄨㄟ uan ㄨㄢ un ㄨㄣ uen ㄨㄣ uang ㄨㄤ ong ㄨㄥ ueng ㄨㄥ
		v ㄩ ve ㄩㄝ ue ㄩㄝ van ㄩㄢ vn ㄩㄣ`)
)

// zhuyin returns a syllable of pinyin in signs, "" for what is none, such as hm (Hanyu Pinyin Fang'an, table of finals, notes 1 to 5).
func zhuyin(name string) string {
	begin, rest := "", name
	for i := 0; i < len(begins) && begin == ""; i += 2 {
		if after, ok := strings.CutPrefix(name, begins[i]); ok {
			begin, rest = begins[i+1], after
		}
	}
	switch name[0] {
	case 'y':
		rest = strings.NewReplacer("yu", "v", "yi", "i", "y", "i").Replace(name)
	case 'w':
		rest = strings.NewReplacer("wu", "u", "w", "u").Replace(name)
	case 'j', 'q', 'x':
		if after, ok := strings.CutPrefix(rest, "u"); ok {
			rest = "v" + after
		}
	case 'z', 'c', 's', 'r':
		if rest == "i" { // zhi, ci: the sound that the sign has alone
			return coded(begin)
		}
	}
	for i := 0; i < len(ends); i += 2 {
		if ends[i] == rest {
			return coded(begin + ends[i+1])
		}
	}
	return ""
}

// coded writes each sign as one byte.
func coded(letters string) string {
	var b strings.Builder
	for _, r := range letters {
		if isSign(r) {
			r = signs + r - firstSign
		}
		b.WriteByte(byte(r))
	}
	return b.String()
}

func isSign(r rune) bool { return r >= firstSign && r <= lastSign }

// uncoded is how many bytes letters had before they were coded.
func uncoded(letters string) int {
	n := len(letters)
	for i := range len(letters) {
		if letters[i] >= signs {
			n += signSize - 1
		}
	}
	return n
}
