package bell

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linli/report"
)

// script is a bell of a shell script. What it writes to $1 can be read afterwards.
func script(t *testing.T, text string) (*Bell, func() string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "said")
	b := New(t.Context(), []string{"sh", "-c", text, "bell", file, "{name}", "{kiosk}"}, "幸福里 社区; rm -rf /", 1024)
	return b, func() string {
		said, _ := os.ReadFile(file)
		return string(said)
	}
}

// eventually waits until something is so.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never: %s", what)
		}
	}
}

// TestN05AProgramCallsStaff, is told where the kiosk stands and nothing else, and may be told an answer.
func TestN05AProgramCallsStaff(t *testing.T) {
	t.Setenv("LINLI_API_KEY", "secret")
	for _, c := range []struct {
		name, script     string
		answers, refused bool
		reply            string
	}{
		{"a bell", `echo "$2 $3 [$LINLI_API_KEY]" > $1`, false, false, ""},
		{"a broken one", `echo "$2 $3 [$LINLI_API_KEY]" > $1; exit 1`, false, true, ""},
		{"a messenger", `echo "$2 $3 [$LINLI_API_KEY]" > $1; echo called; echo answered 3 王姐; sleep 60`, true, false, "王姐 3"},
		{"only a name", `echo "$2 $3 [$LINLI_API_KEY]" > $1; echo called; echo noise; echo "answered Mrs Wang"`, true, false, "Mrs Wang 0"},
		{"only that", `echo "$2 $3 [$LINLI_API_KEY]" > $1; echo answered`, true, false, " 0"},
		{"a talkative one", `echo "$2 $3 [$LINLI_API_KEY]" > $1; head -c 100000 /dev/zero | tr '\0' x; echo; echo called; echo answered 5; sleep 60`, true, false, " 5"},
	} {
		b, said := script(t, c.script)
		answers, err := b.Call(t.Context(), "a")
		if answers != c.answers || (err != nil) != c.refused {
			t.Errorf("%s: answers %v, %v", c.name, answers, err)
		}
		if want := "幸福里 社区; rm -rf / 1024 []\n"; said() != want {
			t.Errorf("%s: it was told %q, want %q", c.name, said(), want)
		}
		if c.reply == "" {
			continue
		}
		eventually(t, c.name+" answers", func() bool { _, ok, _ := b.Reply(t.Context(), "a"); return ok })
		want, _, _ := strings.Cut(c.reply, " ")
		if reply, _, _ := b.Reply(t.Context(), "a"); !strings.HasPrefix(reply.By, want) || reply.By+" "+string(rune('0'+reply.In)) != c.reply {
			t.Errorf("%s: %+v, want %q", c.name, reply, c.reply)
		}
		_ = b.TakeBack(t.Context(), "a")
	}
	if _, err := New(t.Context(), []string{"/nowhere/bell"}, "", 1).Call(t.Context(), "a"); report.CodeOf(err) != report.Internal || !strings.Contains(err.Error(), "/nowhere/bell") {
		t.Errorf("no program: %v", err)
	}
}

// TestN05ACallIsTakenBackFromAProgram, which is told, with all that it has started; the same call is made once, and another one ends it.
func TestN05ACallIsTakenBackFromAProgram(t *testing.T) {
	const waits = `trap 'echo told >> $1; exit' TERM; echo rung >> $1; echo called; sleep 60 & wait`
	b, said := script(t, waits)
	for range 3 {
		if answers, err := b.Call(t.Context(), "a"); !answers || err != nil {
			t.Fatalf("%v, %v", answers, err)
		}
	}
	if _, answered, err := b.Reply(t.Context(), "a"); answered || err != nil {
		t.Errorf("nobody has answered: %v, %v", answered, err)
	}
	if err := b.TakeBack(t.Context(), "a"); err != nil {
		t.Error(err)
	}
	eventually(t, "the program is told", func() bool { return said() == "rung\ntold\n" })
	if _, err := b.Call(t.Context(), "b"); err != nil {
		t.Error(err)
	}
	if _, err := b.Call(t.Context(), "c"); err != nil {
		t.Error(err)
	}
	eventually(t, "the earlier call is over", func() bool { return strings.Count(said(), "told") == 2 && strings.Count(said(), "rung") == 3 })
	if err := b.TakeBack(t.Context(), "b"); err == nil {
		t.Error("a call that is over was taken back")
	}
	_ = b.TakeBack(t.Context(), "c")
	eventually(t, "all are told", func() bool { return strings.Count(said(), "told") == 3 })
}

// TestN05AProgramThatHangs is given up when the kiosk does not want to wait any longer.
func TestN05AProgramThatHangs(t *testing.T) {
	b, _ := script(t, `sleep 60`)
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	if _, err := b.Call(ctx, "a"); report.CodeOf(err) != report.Unconfirmed {
		t.Errorf("%v", err)
	}
}
