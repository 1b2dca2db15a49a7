package flow

import "testing"

// TestK02WhatNobodyCanDoWithoutKeepsAKey: a lesson after which nobody could go up any more is not written down, whoever asks for it; nor is
// one twice, nor anything while it is being written.
func TestK02WhatNobodyCanDoWithoutKeepsAKey(t *testing.T) {
	s := Teaching([]string{"next", "previous", "louder"}, [][]string{{"Down"}, {"Up"}, {"="}})
	save := func(s State, want int, when string) State {
		t.Helper()
		s, effects := Step(s, KeysWanted{})
		if len(effects) != want {
			t.Errorf("%s: %v", when, effects)
		}
		return s
	}
	save(s, 0, "before the end")
	robbed, _ := steps(s, KeyStruck{Key: "Up"}, LessonEnded{})
	save(robbed, 0, "without a way up")
	quiet, _ := steps(s, KeyStruck{Key: "="}, LessonEnded{}) // not louder any more: that can be done without
	quiet = save(quiet, 1, "without a key for louder")
	quiet = save(quiet, 0, "while it is being written")
	if got, _ := steps(quiet, BackPressed{}, LessonForgotten{}, KeyStruck{Key: "F13"}); len(got.Lesson.Taught[0]) != 1 {
		t.Errorf("changed while it is being written: %q", got.Lesson.Taught)
	}
	quiet, _ = steps(quiet, KeysSaved{Where: "f"})
	save(quiet, 0, "once more")
	if len(s.Lesson.Taught[0]) > 0 {
		t.Error("an earlier state has changed")
	}
}
