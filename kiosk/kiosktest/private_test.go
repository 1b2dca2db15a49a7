package kiosktest

import "testing"

// TestA10ReadersHaveWhatTheVoiceMaySay: a page says that what is personal on it may be read out exactly while the voice may say it:
// in headphones, or where the resident has allowed the loudspeaker to. With the session that is over.
func TestA10ReadersHaveWhatTheVoiceMaySay(t *testing.T) {
	l := earful(t, nil, nil)
	for _, step := range []struct {
		do   []string
		want bool
	}{
		{[]string{"touch 中文"}, false},
		{[]string{"key plugged_in"}, true},
		{[]string{"key pulled_out"}, false},
		{[]string{"touch 念一念", "touch 调成", "touch 您的电话"}, true},
		{[]string{"touch 您的电话"}, false},
		{[]string{"touch 您的电话", "touch 返回"}, true},
		{[]string{"touch 结束"}, false},
	} {
		l.do(t, step.do...)
		if s, _ := l.Screen(); s.Private != step.want {
			t.Errorf("after %v what is personal may be read out: %v", step.do, s.Private)
		}
	}
}
