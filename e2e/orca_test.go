//go:build e2e

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"linli/a11y"
)

// orca is the screen reader, with a speech-dispatcher that writes down what it is to say.
type orca struct {
	*kiosk
	file string
	read int // how much of what was said has been looked at
}

// startOrca starts a kiosk in a session, and Orca beside it.
func startOrca(t *testing.T) *orca {
	t.Helper()
	program(t)
	for _, name := range []string{"orca", "speech-dispatcher"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("there is no %s; apt-get install orca speech-dispatcher speech-dispatcher-audio-plugins", name)
		}
	}
	screen := openScreen(t)
	bus := openSession(t, screen)
	dir, err := os.MkdirTemp("", "orca") // its name has to fit into a socket's
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	o := &orca{file: filepath.Join(dir, "said")}
	for name, text := range map[string]string{
		".asoundrc":           "pcm.!default { type null }\nctl.!default { type null }\n",
		"speechd.conf":        "Timeout 0\nLogDir \"" + dir + "\"\nAudioOutputMethod \"alsa\"\nAddModule \"words\" \"sd_generic\" \"words.conf\"\nDefaultModule words\n",
		"modules/words.conf":  "GenericExecuteSynth \"echo \\'$DATA\\' >> " + o.file + "\"\nGenericMaxChunkLength 2000\nGenericLanguage \"en\" \"en\" \"utf-8\"\nGenericLanguage \"zh\" \"zh\" \"utf-8\"\nAddVoice \"en\" \"MALE1\" \"en\"\nAddVoice \"zh\" \"MALE1\" \"zh\"\n",
		".local/share/.empty": "",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	socket := filepath.Join(dir, "socket")
	env := environ(dir, screen.display, "DBUS_SESSION_BUS_ADDRESS="+bus, "SPEECHD_ADDRESS=unix_socket:"+socket, "LC_ALL=C.UTF-8")
	background(t, env, "speech-dispatcher", "-s", "-C", dir, "-c", "unix_socket", "-S", socket)
	for end := time.Now().Add(patience); ; time.Sleep(glance) {
		if _, err := os.Stat(socket); err == nil {
			break
		}
		if time.Now().After(end) {
			t.Fatal("speech-dispatcher does not start")
		}
	}
	o.kiosk = startWith(t, screen, []string{"DBUS_SESSION_BUS_ADDRESS=" + bus}, t.TempDir())
	background(t, env, "orca")
	return o
}

// said is all that Orca has said.
func (o *orca) said() string {
	text, err := os.ReadFile(o.file)
	if err != nil && !os.IsNotExist(err) {
		o.t.Fatal(err)
	}
	return string(text)
}

// keep writes down what Orca has said, where that is wanted.
func (o *orca) keep() {
	o.t.Helper()
	o.t.Logf("what Orca said:\n%s", o.said())
	if dir := os.Getenv("E2E_ORCA"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, strings.ReplaceAll(o.t.Name(), "/", "-")+".txt"), []byte(o.said()), 0o600); err != nil {
			o.t.Error(err)
		}
	}
}

// hears waits until Orca has said something since the last time, stops and spaces aside.
func (o *orca) hears(words string) {
	o.t.Helper()
	plain := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, s)
	}
	const late = 3 * patience // Orca takes its time where there is much else to do
	for end := time.Now().Add(late); ; time.Sleep(glance) {
		all := o.said()
		if strings.Contains(plain(all[o.read:]), plain(words)) {
			o.read = len(all)
			return
		}
		if time.Now().After(end) {
			o.t.Fatalf("Orca does not say %q, but %q", words, all[o.read:])
		}
	}
}

// take goes to a node by keys, hears it and presses it.
func (o *orca) take(id a11y.ID) {
	o.t.Helper()
	o.goTo(id)
	time.Sleep(time.Until(o.keyed.Add(settled)))
	o.do("key", "Return")
}

// towards is the key that leads to a node.
func (o *orca) towards(id a11y.ID) string {
	for _, n := range o.at.Page.Leaves() {
		switch n.ID {
		case id:
			return "Up"
		case o.at.Cursor:
			return "Down"
		}
	}
	return "Down"
}

// goTo goes to a node with the keys Down and Up and hears every one on the way, at the pace of somebody who listens: Orca keeps the processor so busy
// that keys which follow each other sooner may come as one strike.
func (o *orca) goTo(id a11y.ID) {
	o.t.Helper()
	const pace = 3 * settled
	o.until("node "+string(id), func(s shown) bool { return s.has(id) })
	for range len(o.at.Page.Leaves()) {
		if o.at.Cursor == id {
			return
		}
		time.Sleep(time.Until(o.keyed.Add(pace)))
		o.step(o.towards(id))
		n, _ := o.at.leaf(o.at.Cursor)
		o.hears(n.Label)
	}
	o.t.Fatalf("Down and Up do not come to %s on page %s", id, o.at.Page.ID)
}

// comes waits for a page and hears its title.
func (o *orca) comes(id a11y.ID) {
	o.t.Helper()
	o.page(id)
	o.hears(o.at.Page.Label)
}

// overAndBack opens what lies over the page, hears that it is a dialog, closes it and hears where one is again.
func (o *orca) overAndBack(open, over, closing a11y.ID) {
	o.t.Helper()
	o.take(open)
	beneath := o.at.Page
	o.page(over)
	o.hears(o.at.Page.Label + " dialog")
	o.take(closing)
	o.until("the page beneath", func(s shown) bool { return s.Page.ID == beneath.ID })
	n, _ := o.at.leaf(open)
	o.hears(n.Label)
}

// TestOrcaReadsAFiling: Orca says each page and each thing that is chosen, from the first page to the number, in the page's own words.
func TestOrcaReadsAFiling(t *testing.T) {
	for _, start := range []a11y.ID{"start-zh-Hans", "start-en"} {
		t.Run(string(start), func(t *testing.T) {
			o := startOrca(t)
			o.hears(o.at.Page.Label)
			o.take(start)
			o.comes("home")
			o.overAndBack("guide", "help", "understood")
			for _, step := range []struct{ press, comes a11y.ID }{
				{"report", "groups"}, {"group-0", "services-0"}, {"service-0", "where"},
			} {
				o.take(step.press)
				o.comes(step.comes)
			}
			o.take("here")
			o.take("continue")
			o.comes("tell")
			o.take("phrase-0")
			o.take("continue")
			for o.until("the next page", func(s shown) bool { return s.Page.ID != "page-tell" }); o.at.Page.ID != "page-contact"; {
				asked := o.at.Page.ID
				o.hears(o.at.Page.Label)
				for _, id := range []a11y.ID{"value-0", "key-3"} {
					if o.at.has(id) {
						o.take(id)
						break
					}
				}
				o.take("continue")
				o.until("the page after "+string(asked), func(s shown) bool { return s.Page.ID != asked })
			}
			o.hears(o.at.Page.Label)
			o.take("channel-none")
			o.take("continue")
			o.comes("review")
			o.take("send")
			o.comes("done")
			o.goTo("number")
			o.keep()
			if number := o.at.value("number"); !strings.Contains(o.said(), number) {
				t.Errorf("Orca does not say the number %s", number)
			}
		})
	}
}
