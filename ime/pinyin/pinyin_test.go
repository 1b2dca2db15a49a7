package pinyin_test

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"linli/ime/pinyin"
)

// small is the engine that is compiled in, large the one with the trigrams of sunpinyin-data.
func small(t testing.TB) *pinyin.Engine { return open(t, "") }

func large(t testing.TB) *pinyin.Engine {
	folder := pinyin.Installed()
	if folder == "" {
		t.Skip("sunpinyin-data is not installed: scripts/setup test")
	}
	return open(t, folder)
}

func open(t testing.TB, folder string) *pinyin.Engine {
	t.Helper()
	e, err := pinyin.Open(folder, nil)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// both runs a test with each engine.
func both(t *testing.T, test func(t *testing.T, e *pinyin.Engine)) {
	t.Run("compiled in", func(t *testing.T) { test(t, small(t)) })
	t.Run("trigrams", func(t *testing.T) { test(t, large(t)) })
}

func texts(c []pinyin.Candidate) []string {
	var out []string
	for _, one := range c {
		out = append(out, one.Text)
	}
	return out
}

func wantAmong(t *testing.T, e *pinyin.Engine, first int, q pinyin.Query, want string) {
	t.Helper()
	got := texts(e.Candidates(q))
	got = got[:min(first, len(got))]
	if !slices.Contains(got, want) {
		t.Errorf("%+v offers %v, not %s", q, got, want)
	}
}

func TestWritesSentences(t *testing.T) {
	both(t, func(t *testing.T, e *pinyin.Engine) {
		wantAmong(t, e, 1, pinyin.Query{Letters: "loudaodedenghuailesantianle"}, "楼道的灯坏了三天了")
		wantAmong(t, e, 5, pinyin.Query{Letters: "nuanqibur"}, "暖气不热") // a syllable that is not done yet
		wantAmong(t, e, 1, pinyin.Query{Letters: "xi'an"}, "西安")
		wantAmong(t, e, 5, pinyin.Query{Letters: "ljmrq"}, "垃圾没人清") // first letters
		wantAmong(t, e, 5, pinyin.Query{Letters: "lvhua"}, "绿化")
		wantAmong(t, e, 5, pinyin.Query{Letters: "shei"}, "谁")
	})
}

// TestNineKeys: the keys of a telephone, and letters that were chosen from them.
func TestNineKeys(t *testing.T) {
	both(t, func(t *testing.T, e *pinyin.Engine) {
		wantAmong(t, e, 1, pinyin.Query{Letters: "568326"}, "楼道")
		wantAmong(t, e, 5, pinyin.Query{Letters: "568326333364"}, "楼道的灯")
		wantAmong(t, e, 1, pinyin.Query{Letters: "342684"}, "电梯")
		wantAmong(t, e, 5, pinyin.Query{Letters: "ni426"}, "你敢")
	})
}

// TestSouthernSounds: who says lan for nan writes it so; who does not is not offered it.
func TestSouthernSounds(t *testing.T) {
	both(t, func(t *testing.T, e *pinyin.Engine) {
		wantAmong(t, e, 5, pinyin.Query{Letters: "luanqibure", Southern: true}, "暖气不热")
		wantAmong(t, e, 5, pinyin.Query{Letters: "zaoyingraoming", Southern: true}, "噪音扰民")
		wantAmong(t, e, 5, pinyin.Query{Letters: "huwuyuan", Southern: true}, "服务员")
		wantAmong(t, e, 5, pinyin.Query{Letters: "48989826", Southern: true}, "服务员") // on nine keys
		if got := texts(e.Candidates(pinyin.Query{Letters: "luanqibure"})); slices.Contains(got, "暖气不热") {
			t.Error("the sounds are taken for each other though the switch is off")
		}
	})
}

// TestNames: where a name is asked for, surnames come first; their characters are there, however rare.
func TestNames(t *testing.T) {
	both(t, func(t *testing.T, e *pinyin.Engine) {
		wantAmong(t, e, 1, pinyin.Query{Letters: "wang", Name: true}, "王")
		wantAmong(t, e, 2, pinyin.Query{Letters: "ouyang", Name: true}, "欧阳")
		wantAmong(t, e, 5, pinyin.Query{Letters: "shan", Name: true}, "单")
		wantAmong(t, e, 600, pinyin.Query{Letters: "kun"}, "堃")
		wantAmong(t, e, 600, pinyin.Query{Letters: "yun"}, "赟")
	})
}

// TestPlacesOfTheSite: a street that no list knows is written at once.
func TestPlacesOfTheSite(t *testing.T) {
	for _, folder := range []string{"", pinyin.Installed()} {
		e, err := pinyin.Open(folder, []pinyin.Word{{Text: "杏坛里", Pinyin: []string{"xing", "tan", "li"}}})
		if err != nil {
			t.Fatal(err)
		}
		wantAmong(t, e, 1, pinyin.Query{Letters: "wozhuzaixingtanli"}, "我住在杏坛里")
	}
	for _, bad := range []pinyin.Word{{Text: "杏坛里", Pinyin: []string{"xing", "tan"}}, {Text: "杏", Pinyin: []string{"xong"}}, {}} {
		if _, err := pinyin.Open("", []pinyin.Word{bad}); err == nil {
			t.Errorf("%+v was taken", bad)
		}
	}
}

// TestWhatWasWrittenBefore: the words before say which of the same sound is meant.
func TestWhatWasWrittenBefore(t *testing.T) {
	both(t, func(t *testing.T, e *pinyin.Engine) {
		for _, c := range [][3]string{
			{"他昨天穿了一", "jian", "件"}, {"我每天都要吃", "yao", "药"}, {"他昨天坐了一次飞", "ji", "机"},
		} {
			wantAmong(t, e, 1, pinyin.Query{Before: c[0], Letters: c[1]}, c[2])
			if first := e.Candidates(pinyin.Query{Letters: c[1]})[0].Text; first == c[2] {
				t.Errorf("%s would be %s after anything", c[1], first)
			}
		}
	})
}

// TestAfter: what is likely after what was written, for those who choose among characters that look alike.
func TestAfter(t *testing.T) {
	both(t, func(t *testing.T, e *pinyin.Engine) {
		for _, c := range [][]string{{"楼道里的", "灯", "钉", "订"}, {"自来", "水", "木", "氷"}, {"垃", "圾", "级", "吸"}, {"", "人", "入"}} {
			cost := e.After(c[0], c[1:])
			for i := range cost[1:] {
				if cost[0] >= cost[i+1] {
					t.Errorf("after %q %s (%.1f) is likelier than %s (%.1f)", c[0], c[i+2], cost[i+1], c[1], cost[0])
				}
			}
		}
	})
}

// TestLettersOfACandidate: each says how many letters it stands for, so that the rest can be chosen after it.
func TestLettersOfACandidate(t *testing.T) {
	both(t, func(t *testing.T, e *pinyin.Engine) {
		letters := "loudaodedeng"
		for _, c := range e.Candidates(pinyin.Query{Letters: letters}) {
			want := map[string]int{"楼道的灯": 12, "楼道": 6, "楼": 3}[c.Text]
			if want > 0 && c.Letters != want {
				t.Errorf("%s stands for %d letters, want %d", c.Text, c.Letters, want)
			}
			if c.Letters <= 0 || c.Letters > len(letters) {
				t.Errorf("%s stands for %d letters of %d", c.Text, c.Letters, len(letters))
			}
		}
	})
}

// TestSimplifiedOnly: characters of traditional writing are not offered.
func TestSimplifiedOnly(t *testing.T) {
	both(t, func(t *testing.T, e *pinyin.Engine) {
		for _, letters := range []string{"dian", "ba", "menkou", "dianti", "lou"} {
			for _, c := range e.Candidates(pinyin.Query{Letters: letters}) {
				if strings.ContainsAny(c.Text, "點電墊壩罷門樓") {
					t.Errorf("%s offers %s", letters, c.Text)
				}
			}
		}
	})
}

// TestTraditional: who reads traditional characters writes them, the right one of several in words, any of them by itself; and
// what was written so is understood as what stands before.
func TestTraditional(t *testing.T) {
	both(t, func(t *testing.T, e *pinyin.Engine) {
		for letters, want := range map[string]string{
			"loudaodedenghuailesantianle": "樓道的燈壞了三天了", "toufa": "頭髮", "fapiao": "發票", "yihou": "以後", "huanghou": "皇后",
			"jialidedianti": "家裡的電梯",
		} {
			wantAmong(t, e, 1, pinyin.Query{Letters: letters, Traditional: true}, want)
		}
		wantAmong(t, e, 10, pinyin.Query{Letters: "hou", Traditional: true}, "後")
		wantAmong(t, e, 10, pinyin.Query{Letters: "hou", Traditional: true}, "后")
		wantAmong(t, e, 1, pinyin.Query{Before: "他昨天坐了一次飛", Letters: "ji", Traditional: true}, "機")
		for _, c := range e.Candidates(pinyin.Query{Letters: "diantimen", Traditional: true}) {
			if strings.ContainsAny(c.Text, "电门们") {
				t.Errorf("%s is offered to who reads traditional characters", c.Text)
			}
		}
		for _, s := range []string{"燈", "灯"} {
			if cost := e.After("樓道裡的", []string{s, "丁"}); cost[0] >= cost[1] {
				t.Errorf("%s after what was written traditionally: %v", s, cost)
			}
		}
	})
}

// TestNothingIsLearned: who types after somebody else is offered what they would be offered without them, and no file is
// written.
func TestNothingIsLearned(t *testing.T) {
	both(t, func(t *testing.T, e *pinyin.Engine) {
		home := t.TempDir()
		for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "TMPDIR"} {
			t.Setenv(name, home)
		}
		t.Chdir(home)
		typed := []string{"nizenmebushuo", "wojiadenuanqibure", "suyuanlidenaxieshi", "jiahuaqi"}
		session := func() (out [][]pinyin.Candidate) {
			before := ""
			for _, letters := range typed {
				for end := range len(letters) {
					got := e.Candidates(pinyin.Query{Before: before, Letters: letters[:end+1]})
					out = append(out, got)
					before += got[len(got)/2].Text // an odd choice, that an engine that learns would remember
				}
			}
			return out
		}
		first := session()
		for range 3 {
			if again := session(); !slices.EqualFunc(first, again, slices.Equal) {
				t.Fatal("the second to type was offered something else")
			}
		}
		filepath.WalkDir(home, func(path string, d os.DirEntry, err error) error {
			if err != nil || !d.IsDir() {
				t.Errorf("written: %s %v", path, err)
			}
			return nil
		})
	})
}

// TestBadInput: what no keyboard sends does no harm.
func TestBadInput(t *testing.T) {
	both(t, func(t *testing.T, e *pinyin.Engine) {
		for _, letters := range []string{"", "'", "''''", "电", "\x00\x1b", "LOU", "1", "v", "vvvv", "a0b", "i"} {
			for _, c := range e.Candidates(pinyin.Query{Letters: letters, Before: "\xff\x00"}) {
				if c.Text == "" {
					t.Errorf("%q offers nothing as something", letters)
				}
			}
		}
		for _, long := range []string{"zh", "xian", "a", "9", "234", "z'"} {
			got := e.Candidates(pinyin.Query{Letters: strings.Repeat(long, 4001), Before: strings.Repeat("电", 4001), Southern: true})
			for _, c := range got {
				if c.Letters > pinyin.MaxLetters {
					t.Fatalf("4001 times %q: a candidate for %d letters", long, c.Letters)
				}
			}
		}
	})
}

// TestBrokenModel: files that are cut, empty or something else are said to be broken, and the kiosk writes without them.
func TestBrokenModel(t *testing.T) {
	folder := pinyin.Installed()
	if folder == "" {
		t.Skip("sunpinyin-data is not installed")
	}
	names := []string{"lm_sc.t3g", "pydict_sc.bin"}
	for _, broken := range names {
		whole, err := os.ReadFile(filepath.Join(folder, broken))
		if err != nil {
			t.Fatal(err)
		}
		garbled := slices.Clone(whole)
		for i := len(garbled) / 3; i < len(garbled)/2; i += 4099 {
			garbled[i] ^= 0xff
		}
		for why, data := range map[string][]byte{"empty": {}, "cut": whole[:len(whole)/2], "text": []byte(strings.Repeat("no model ", 9999)), "garbled": garbled} {
			at := t.TempDir()
			for _, name := range names {
				if err := os.Symlink(filepath.Join(folder, name), filepath.Join(at, name)); err != nil {
					t.Fatal(err)
				}
			}
			file := filepath.Join(at, broken)
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
			e, err := pinyin.Open(at, nil)
			if err == nil || e == nil || e.Trigrams() {
				t.Fatalf("%s %s: %v", broken, why, err)
			}
			wantAmong(t, e, 1, pinyin.Query{Letters: "dianti"}, "电梯")
		}
	}
	if e, err := pinyin.Open(t.TempDir(), nil); err == nil || e == nil {
		t.Errorf("a folder without files: %v", err)
	}
}

// TestMemory: the model is mapped and not read.
func TestMemory(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	e := large(t)
	e.Candidates(pinyin.Query{Letters: "loudaodedenghuailesantianle"})
	runtime.GC()
	runtime.ReadMemStats(&after)
	used := float64(after.HeapAlloc-before.HeapAlloc) / 1e6
	t.Logf("%.1f MB", used)
	if used > 20 {
		t.Errorf("%.1f MB, want at most 20", used)
	}
	runtime.KeepAlive(e)
}
