package pinyin_test

import (
	"testing"

	"linli/ime/pinyin"
)

// TestGivenNames: where a given name is asked for, what many people are called comes before what else sounds so.
func TestGivenNames(t *testing.T) {
	both(t, func(t *testing.T, e *pinyin.Engine) {
		for letters, want := range map[string]string{"xiuying": "秀英", "guilan": "桂兰", "jianguo": "建国", "shuzhen": "淑珍"} {
			wantAmong(t, e, 2, pinyin.Query{Before: "王", Letters: letters, Given: true}, want)
		}
		for letters, want := range map[string]string{"ying": "英", "fang": "芳", "lan": "兰", "zhe": "喆"} {
			wantAmong(t, e, 6, pinyin.Query{Letters: letters, Given: true}, want)
		}
		wantAmong(t, e, 3, pinyin.Query{Letters: "wangxiuying", Name: true}, "王秀英")
		wantAmong(t, e, 6, pinyin.Query{Letters: "9489464", Given: true}, "秀英") // on nine keys
	})
}

// TestNamesInSentences: whoever says in a sentence what somebody is called finds it among the first.
func TestNamesInSentences(t *testing.T) {
	both(t, func(t *testing.T, e *pinyin.Engine) {
		for letters, want := range map[string]string{"wojiaowangxiuying": "我叫王秀英", "wojiaozhangjianguo": "我叫张建国", "zhaochenshuzhen": "找陈淑珍", "wangxiuying": "王秀英"} {
			wantAmong(t, e, 3, pinyin.Query{Letters: letters}, want)
		}
	})
}
