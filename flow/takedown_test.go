package flow

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"linli/report"
)

// asked is a resident who is asked whether this is what they said.
func asked(text string) State {
	return with(phase(Idle), recorded, func(s *State) {
		s.Draft.Description, s.History = "", nil
		s.Heard = Heard{Stage: ToConfirm, Text: text}
	})
}

// TestNothingUnderstoodIsSentUnconfirmed: whatever a resident does but say that it is right, the description is what it was, and the
// voice is there.
func TestNothingUnderstoodIsSentUnconfirmed(t *testing.T) {
	ways := map[string][]Event{
		"left":                {WordsLeft{}, Continued{}},
		"back":                {BackPressed{}, Continued{}},
		"on all the same":     {Continued{}, WordsLeft{}, Continued{}},
		"home and back":       {HomePressed{}},
		"help and back":       {HelpPressed{}, BackPressed{}, BackPressed{}},
		"heard":               {WordsAloud{}, BackPressed{}},
		"another language":    {LangChosen{"en"}, BackPressed{}},
		"said again":          {RecordPressed{}, Recorded{Attachment: spoken, TakesDown: true}, TakenDown{"别的"}, BackPressed{}},
		"right, too late":     {BackPressed{}, WordsRight{"。"}},
		"right, then undone":  {WordsRight{"。"}, UndoPressed{}},
		"right, while asked":  {WentQuiet{}, WordsRight{"。"}},
		"taken out":           {RecordPressed{}, Recorded{Mishap: report.Silence}, RemovePressed{}, WordsRight{"。"}},
		"written down, later": {TakenDown{"别的"}},
	}
	for name, events := range ways {
		s, _ := steps(asked("灯坏了"), events...)
		_, there := s.Draft.Recording()
		if s.Draft.Description != "" || Filing(s).Description != "" || there == (name == "taken out") {
			t.Errorf("%s: the description is %q, the voice is there: %v", name, s.Draft.Description, there)
		}
	}
	if s, _ := steps(asked("灯坏了"), WordsRight{"。"}); s.Draft.Description != "灯坏了" || s.Place != Voice || !s.InWriting() {
		t.Errorf("right: %q on %s", s.Draft.Description, s.Place)
	}
}

// TestTakenDown is what comes of a recording where a program writes it down, and where it does not.
func TestTakenDown(t *testing.T) {
	begun := with(phase(Recording), func(s *State) { s.Draft.Description = "" })
	s, effects := Step(begun, Recorded{Attachment: spoken})
	if s.Heard != (Heard{}) || effects != nil {
		t.Errorf("nothing writes it down: %+v, %v", s.Heard, effects)
	}
	s, effects = Step(begun, Recorded{Mishap: report.Silence, TakesDown: true})
	if s.Heard != (Heard{}) || effects != nil {
		t.Errorf("nothing was said: %+v, %v", s.Heard, effects)
	}
	s, effects = Step(begun, Recorded{Attachment: spoken, TakesDown: true})
	if s.Heard.Stage != BeingTakenDown || !reflect.DeepEqual(effects, []Effect{TakeDown{spoken}}) {
		t.Errorf("said: %+v, %v", s.Heard, effects)
	}
	for text, want := range map[string]Heard{
		"灯坏了":                     {ToConfirm, "灯坏了", ""},
		" 灯\x00坏\u202e了 ":         {ToConfirm, "灯坏了", ""},
		"":                        {Stage: NotUnderstood},
		" \x07 ":                  {Stage: NotUnderstood},
		"<script>alert</script>。": {ToConfirm, "<script>alert</script>。", ""},
	} {
		if got, _ := Step(s, TakenDown{text}); got.Heard != want {
			t.Errorf("%q: %+v", text, got.Heard)
		}
	}
	if on, _ := steps(s, Continued{}, TakenDown{"灯坏了"}); on.Heard.Text != "" || on.Place == Voice {
		t.Errorf("who does not wait is asked: %+v on %s", on.Heard, on.Place)
	}
	if help, _ := steps(s, HelpPressed{}, TakenDown{"灯坏了"}, BackPressed{}); help.Heard.Stage != ToConfirm || help.Place != Voice {
		t.Errorf("who reads help meanwhile is not asked: %+v on %s", help.Heard, help.Place)
	}
	filed := with(at(Sending), recorded, func(s *State) { s.Heard = Heard{ToConfirm, "灯坏了", "灯坏了"} })
	if filed, _ := Step(filed, Filed{report.Receipt{Number: good}}); filed.Heard != (Heard{}) {
		t.Errorf("the next request finds %+v", filed.Heard)
	}
}

// TestWhatWasUnderstoodStandsBesideWhatIsWritten, and in place of what was understood before.
func TestWhatWasUnderstoodStandsBesideWhatIsWritten(t *testing.T) {
	for _, c := range []struct{ description, taken, end, want string }{
		{"", "", "。", "灯坏了"},
		{"晚上路很黑。", "", "。", "晚上路很黑。灯坏了"},
		{"晚上路很黑", "", "。", "晚上路很黑。灯坏了"},
		{"It is dark", "", ". ", "It is dark. 灯坏了"},
		{"It is dark.", "", ". ", "It is dark. 灯坏了"},
		{"晚上路很黑。等坏了。有人摔伤了。", "等坏了", "。", "晚上路很黑。灯坏了。有人摔伤了。"},
		{"我改过了", "等坏了", "。", "我改过了。灯坏了"},
	} {
		s := asked("灯坏了")
		s.Draft.Description, s.Heard.Taken = c.description, c.taken
		if s, _ = Step(s, WordsRight{c.end}); s.Draft.Description != c.want {
			t.Errorf("%q becomes %q, want %q", c.description, s.Draft.Description, c.want)
		}
	}
	s := asked(strings.Repeat("灯", 3000))
	s.Draft.Description = strings.Repeat("路", 3000)
	if s, _ = Step(s, WordsRight{"。"}); s.Place != Tell || s.Problem != TooLong {
		t.Errorf("too long: on %s with %q", s.Place, s.Problem)
	}
}

// TestF06WhatWasConfirmedIsUndone where it was confirmed, and then it is asked again; and on the page of the words.
func TestF06WhatWasConfirmedIsUndone(t *testing.T) {
	s := asked("灯坏了")
	s.Draft.Description = "晚上路很黑。"
	right, _ := Step(s, WordsRight{"。"})
	if !right.Undoable() {
		t.Fatal("it cannot be undone")
	}
	undone, _ := Step(right, UndoPressed{})
	if undone.Draft.Description != "晚上路很黑。" || undone.Heard.Stage != ToConfirm || undone.Heard.Text != "灯坏了" {
		t.Errorf("undone: %q, %+v", undone.Draft.Description, undone.Heard)
	}
	tell, _ := steps(right, BackPressed{}, UndoPressed{})
	if tell.Draft.Description != "晚上路很黑。" || tell.Heard.Stage != AsItIs || tell.InWriting() {
		t.Errorf("undone on %s: %q, %+v", tell.Place, tell.Draft.Description, tell.Heard)
	}
	again := report.Attachment{Type: "audio/wav", Bytes: []byte("again"), Length: time.Second}
	s, _ = steps(s, RecordPressed{}, Recorded{Attachment: again, TakesDown: true}, UndoPressed{}, TakenDown{"别的"})
	if s.Heard.Text != "" || s.Heard.Stage != AsItIs {
		t.Errorf("the recording before is asked about with the words of another: %+v", s.Heard)
	}
}
