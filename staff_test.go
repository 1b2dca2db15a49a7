package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linli/assets"
	"linli/client"
	"linli/config"
	"linli/i18n"
	"linli/report"
)

// eventually waits until something is so.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never: %s", what)
		}
	}
}

// staffed is the environment of a kiosk with a backend of its own, which calls staff.
func staffed(t *testing.T, command ...string) *env {
	t.Helper()
	c, err := config.Read("", assets.Sample(), nil)
	if err != nil {
		t.Fatal(err)
	}
	c.Data, c.Staff.Backend, c.Staff.Command = t.TempDir(), true, command
	e := &env{config: c, log: slog.New(slog.DiscardHandler)}
	if e.bundle, err = i18n.Load(); err != nil {
		t.Fatal(err)
	}
	return e
}

// TestN05FromTheKioskToStaff and back: a call at a kiosk with a backend of its own is listed by linli calls, answered with it, and the
// kiosk knows who comes.
func TestN05FromTheKioskToStaff(t *testing.T) {
	e := staffed(t)
	linli := func(args ...string) (int, string) {
		var out, err bytes.Buffer
		code := run(t.Context(), append(args, "-data", e.config.Data), &out, &err)
		return code, out.String() + err.String()
	}
	if code, said := linli("calls"); code != 1 || !strings.Contains(said, "no kiosk with a backend of its own runs here") {
		t.Errorf("before: %d %s", code, said)
	}
	ctx, stop := context.WithCancel(t.Context())
	city, ended, err := embedded(ctx, e, client.Options{})
	if err != nil {
		t.Fatal(err)
	}
	staff := staffOf(ctx, e.config, city)
	if answers, err := staff.Call(ctx, "key-one"); !answers || err != nil {
		t.Fatalf("%v, %v", answers, err)
	}
	if code, said := linli("calls"); code != 0 || !strings.Contains(said, "1     ") || !strings.Contains(said, "幸福里社区服务站") || !strings.Contains(said, "WAITING") {
		t.Errorf("listed: %d %s", code, said)
	}
	if _, answered, err := staff.Reply(ctx, "key-one"); answered || err != nil {
		t.Errorf("before anybody has answered: %v, %v", answered, err)
	}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"answer", "1", "王姐", "-in", "3"}, 0, "1: the resident at 幸福里社区服务站 is told that 王姐 comes"},
		{[]string{"answer", "1", "李哥"}, 0, "1: 王姐 has answered before"},
		{[]string{"answer", "7"}, 1, "there is no call 7"},
		{[]string{"answer", "x"}, 2, `"x" is none`},
		{[]string{"answer", "1", "-in", "121"}, 2, "want 0 to 120 minutes"},
		{[]string{"answer"}, 2, "linli calls does not know"},
		{[]string{"list", "-json"}, 0, `"by": "王姐"`},
	} {
		if code, said := linli(append([]string{"calls"}, c.args...)...); code != c.code || !strings.Contains(said, c.want) {
			t.Errorf("%v: %d %s", c.args, code, said)
		}
	}
	if reply, answered, err := staff.Reply(ctx, "key-one"); reply != (report.Reply{By: "王姐", In: 3}) || !answered || err != nil {
		t.Errorf("answered: %+v, %v, %v", reply, answered, err)
	}
	if err := staff.TakeBack(ctx, "key-one"); err != nil {
		t.Error(err)
	}
	if code, said := linli("calls", "answer", "1"); code != 1 || !strings.Contains(said, "nobody needs to come any more") {
		t.Errorf("taken back: %d %s", code, said)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(addressFile(e.config)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the backend is gone, and its address is there: %v", err)
	}
	if _, err := staff.Call(t.Context(), "key-two"); report.CodeOf(err) != report.Offline {
		t.Errorf("without a backend: %v", err)
	}
}

// TestN05ABellAndTheDesk at once: the bell rings, the desk answers; one of them is enough.
func TestN05ABellAndTheDesk(t *testing.T) {
	rung := filepath.Join(t.TempDir(), "rung")
	e := staffed(t, "sh", "-c", `echo "$1 $2" >> "$0"`, rung, "{name}", "{kiosk}")
	ctx, stop := context.WithCancel(t.Context())
	city, ended, err := embedded(ctx, e, client.Options{})
	if err != nil {
		t.Fatal(err)
	}
	staff := staffOf(ctx, e.config, city)
	if answers, err := staff.Call(ctx, "one"); !answers || err != nil {
		t.Errorf("%v, %v", answers, err)
	}
	if said, _ := os.ReadFile(rung); string(said) != "幸福里社区服务站 1\n" {
		t.Errorf("the bell was told %q", said)
	}
	c, err := toBackend(e)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.AnswerCall(ctx, 1, report.Reply{}); err != nil {
		t.Error(err)
	}
	if reply, answered, err := staff.Reply(ctx, "one"); reply != (report.Reply{}) || !answered || err != nil {
		t.Errorf("answered by the desk: %+v, %v, %v", reply, answered, err)
	}
	stop()
	<-ended
	if answers, err := staff.Call(t.Context(), "two"); answers || err == nil {
		t.Errorf("with a program that cannot run any more and no backend: %v, %v", answers, err)
	}
}

// way is one to call staff, which works or not.
type way struct {
	answers bool
	err     error
	reply   *report.Reply
}

func (w way) Call(context.Context, string) (bool, error) { return w.answers, w.err }
func (w way) Reply(context.Context, string) (report.Reply, bool, error) {
	if w.reply == nil {
		return report.Reply{}, false, w.err
	}
	return *w.reply, true, w.err
}
func (w way) TakeBack(context.Context, string) error { return w.err }

// TestN05OneWayIsEnough, whichever comes first; what another one would answer does not count where it failed.
func TestN05OneWayIsEnough(t *testing.T) {
	broken, bell, desk := way{answers: true, err: errors.New("no line")}, way{}, way{answers: true, reply: &report.Reply{In: 2}}
	for _, c := range []struct {
		ways         everyWay
		answers, bad bool
	}{
		{everyWay{broken, bell}, false, false}, {everyWay{bell, broken}, false, false}, {everyWay{desk, broken}, true, false}, {everyWay{broken, desk}, true, false},
		{everyWay{bell, desk}, true, false}, {everyWay{broken, broken}, false, true},
	} {
		for range 20 {
			if answers, err := c.ways.Call(t.Context(), "a"); answers != c.answers || (err != nil) != c.bad {
				t.Fatalf("%+v: %v, %v", c.ways, answers, err)
			}
		}
	}
	if reply, answered, err := (everyWay{broken, bell, desk}).Reply(t.Context(), "a"); reply.In != 2 || !answered || err != nil {
		t.Errorf("%+v, %v, %v", reply, answered, err)
	}
	if err := (everyWay{broken, bell}).TakeBack(t.Context(), "a"); err == nil {
		t.Error("nobody hears that a call could not be taken back")
	}
}

// TestN05WithoutAWay nobody is called.
func TestN05WithoutAWay(t *testing.T) {
	if staff := staffOf(t.Context(), config.Default(), nil); staff != nil {
		t.Errorf("%T", staff)
	}
	for _, c := range []struct{ here, name, want string }{{"站", "社区", "站"}, {"", "社区", "社区"}, {"", "", "kiosk 1"}} {
		if got := standsAt(config.Config{Kiosk: 1, Site: config.Site{Here: c.here, Name: c.name}}); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
	conf := config.Default()
	for _, c := range []struct {
		command []string
		backend bool
		ok      bool
		want    string
	}{{nil, false, true, "cannot be called"}, {[]string{"sh"}, true, true, "/sh and the backend"}, {[]string{"/nowhere/bell"}, true, false, "/nowhere/bell"}} {
		conf.Staff.Command, conf.Staff.Backend = c.command, c.backend
		if f := checkStaff(conf); f.ok != c.ok || !strings.Contains(f.say, c.want) {
			t.Errorf("%v: %+v", c.command, f)
		}
	}
}
