//go:build e2e

package e2e

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"linli/a11y"
)

// What a resident leaves behind nowhere. Both are words of one letter case and digits that nothing else holds.
const (
	canaryWords = "zqxcanaryjvk"
	canaryPhone = "13971936424"
)

var noCore = regexp.MustCompile(`Max core file size +0 +0 `)

// serve starts a backend of its own: the city's side, which may keep what is filed.
func serve(t *testing.T) string {
	t.Helper()
	log := &text{}
	c := exec.Command(program(t), "serve", "-data", t.TempDir(), "-listen", "127.0.0.1:0")
	c.Env = environ(t.TempDir(), "")
	c.Stderr = log
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Kill(); c.Wait() })
	return (&kiosk{xScreen: &xScreen{t: t}, log: log}).address()
}

// TestD03NothingIsLeftInMemory: seconds after a session has ended, whether with a receipt or without, neither its words nor
// its phone number are in the kiosk's memory or in its folder for data. Before it ended they were, or this proves nothing.
func TestD03NothingIsLeftInMemory(t *testing.T) {
	program(t)
	backend := serve(t)
	for _, end := range []struct {
		name string
		by   []a11y.ID
	}{{"filed", []a11y.ID{"send", "finish"}}, {"left", []a11y.ID{"help", "help", "back", "leave"}}} {
		t.Run(end.name, func(t *testing.T) {
			data := t.TempDir()
			k := start(t, openScreen(t), data, "-backend", "http://"+backend)
			if limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", k.cmd.Process.Pid)); err != nil || !noCore.Match(limits) {
				t.Errorf("a crash would leave the memory in a file (D05): %v\n%s", err, limits)
			}
			fillIn(k)
			for name, found := range k.canaries() {
				if len(found) == 0 {
					t.Fatalf("%s is not in memory while it is on the page", name)
				}
			}
			for _, id := range end.by {
				k.press(id)
			}
			ended := time.Now()
			k.page("attract")
			if d := time.Since(ended); d > time.Second {
				t.Errorf("the first page comes %v after the end, want 1 s", d)
			}
			if err := os.WriteFile(k.file, []byte("{}"), 0o600); err != nil {
				t.Fatal(err)
			}
			var left map[string][]string
			for end := time.Now().Add(8 * time.Second); time.Now().Before(end); time.Sleep(500 * time.Millisecond) {
				if left = k.canaries(); len(left["words"])+len(left["phone"]) == 0 {
					break
				}
			}
			for name, found := range left {
				for _, where := range found {
					t.Errorf("%s is still in memory: %s", name, where)
				}
			}
			t.Logf("gone %v after the end", time.Since(ended).Round(100*time.Millisecond))
			nothingIn(t, data)
			if log := k.log.String(); strings.Contains(log, canaryWords) || strings.Contains(log, canaryPhone) {
				t.Error("it is in the log")
			}
		})
	}
}

// fillIn answers everything, up to the page on which answers are checked.
func fillIn(k *kiosk) {
	k.t.Helper()
	for _, id := range []a11y.ID{"start-en", "report", "group-0", "service-0", "here", "continue"} {
		k.press(id)
	}
	k.page("tell")
	k.do("type", "--delay", "200", canaryWords) // more than a scanner takes
	k.until("the words to be written", func(s shown) bool { return s.value("words") == canaryWords })
	k.press("continue")
	for left := 12; left > 0; left-- {
		k.until("a question or how to reach the resident", func(s shown) bool {
			return s.Page.ID == "page-contact" || strings.HasPrefix(string(s.Page.ID), "page-ask-") && s.has("continue")
		})
		if k.at.Page.ID == "page-contact" {
			break
		}
		answer(k)
	}
	k.press("channel-phone")
	k.press("continue")
	k.page("phone")
	k.do("type", "--delay", apart, canaryPhone)
	k.press("reveal")
	k.until("the phone number to be written", func(s shown) bool { return digits(s.value("phone")) == canaryPhone })
	k.press("continue")
	k.page("review")
	if strings.Contains(k.at.String(), canaryPhone) {
		k.t.Error("the phone number can be read without having been asked for")
	}
}

// canaries looks through all of the program's memory that can be read, and tells where they are, each written as UTF-8 and
// as the runes of a text that is being set.
func (k *kiosk) canaries() map[string][]string {
	k.t.Helper()
	found := map[string][]string{"words": nil, "phone": nil}
	maps, err := os.Open(fmt.Sprintf("/proc/%d/maps", k.cmd.Process.Pid))
	if err != nil {
		k.t.Fatal(err)
	}
	defer maps.Close()
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", k.cmd.Process.Pid))
	if err != nil {
		k.t.Fatal(err)
	}
	defer mem.Close()
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		line := lines.Text()
		var from, to int64
		var mode string
		if _, err := fmt.Sscanf(line, "%x-%x %s", &from, &to, &mode); err != nil || !strings.HasPrefix(mode, "rw") {
			continue
		}
		area := make([]byte, to-from)
		n, _ := mem.ReadAt(area, from) // some areas of devices cannot be read
		area = area[:n]
		for name, canary := range map[string]string{"words": canaryWords, "phone": canaryPhone} {
			for _, form := range [][]byte{[]byte(canary), runes(canary)} {
				for at := 0; ; {
					i := bytes.Index(area[at:], form)
					if i < 0 {
						break
					}
					at += i + len(form)
					around := area[max(at-len(form)-24, 0):min(at+24, len(area))]
					found[name] = append(found[name], fmt.Sprintf("%x %q in %s", from+int64(at), around, line))
				}
			}
		}
	}
	return found
}

func runes(s string) []byte {
	var out []byte
	for _, r := range s {
		out = binary.LittleEndian.AppendUint32(out, uint32(r))
	}
	return out
}

// nothingIn looks through all files below a folder.
func nothingIn(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(canaryWords)) || bytes.Contains(data, []byte(canaryPhone)) {
			t.Errorf("%s holds what was written", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
