package main

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"linli/client"
	"linli/config"
	"linli/outbox"
	"linli/report"
	"linli/server"
)

// desked is a kiosk's folder in which staff work.
type desked struct {
	t    *testing.T
	data string
	more []string // after every command
}

func (s desked) linli(args ...string) (int, string) {
	s.t.Helper()
	var out, err bytes.Buffer
	code := run(s.t.Context(), append(append(slices.Clone(args), "-data", s.data), s.more...), &out, &err)
	return code, out.String() + err.String()
}

// says fails where a command ends or says otherwise.
func (s desked) says(want int, what string, args ...string) string {
	s.t.Helper()
	code, said := s.linli(args...)
	if code != want || !strings.Contains(said, what) || want != 0 && strings.Contains(strings.TrimSpace(said[max(0, strings.Index(said, "linli:")):]), "\n") {
		s.t.Errorf("%v: %d %s; want %d and %q", args, code, said, want, what)
	}
	return said
}

// filed keeps submissions in the folder while the line is down.
func (s desked) filed(backend string, all ...report.Submission) {
	s.t.Helper()
	e := &env{log: slog.New(slog.DiscardHandler), config: config.Config{Data: s.data, Backend: backend}}
	o, err := boxOf(e)
	if err != nil {
		s.t.Fatal(err)
	}
	err = changing(s.t.Context(), o, func(b *outbox.Box) error {
		for _, one := range all {
			if err := b.Put(s.t.Context(), one); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

// spokenOf is a submission with a recording.
func spokenOf(t *testing.T, seed byte) report.Submission {
	t.Helper()
	n, err := report.Mint(1024, bytes.NewReader(bytes.Repeat([]byte{seed}, 64)))
	if err != nil {
		t.Fatal(err)
	}
	return report.Submission{Number: n, Key: "0192d1c0-0000-7000-8000-0000000000" + string([]byte{'0' + seed, '0'}), FiledAt: time.Now().Truncate(time.Second), Lang: "en", Draft: report.Draft{
		ServiceCode: "lift-broken", Description: "金丝雀", Place: report.Place{Address: "3 Lamp Lane"},
		Contact:     report.Contact{Channel: report.ByPhone, Phone: "13877310000"},
		Attachments: []report.Attachment{{Type: "audio/wav", Bytes: bytes.Repeat([]byte{seed}, 300_000), Length: time.Second}},
	}}
}

// keygen is what age-keygen does.
func keygen(t *testing.T) (recipient, file string) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "identity")
	if err := os.WriteFile(file, []byte("# created\n"+id.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return id.Recipient().String(), file
}

// Staff see nothing personal without a reason; with one they do, and it is noted.
func TestQueueShow(t *testing.T) {
	s, one := desked{t: t, data: t.TempDir()}, spokenOf(t, 1)
	s.filed("", one)
	n := string(one.Number)
	for _, args := range [][]string{{"queue", "show", n}, {"queue", "show", n, "-json"}, {"queue", "show", n, "-reason", " "}} {
		said := s.says(0, n, args...)
		for _, secret := range []string{"金丝雀", "13877310000", "Lamp Lane", one.Key} {
			if strings.Contains(said, secret) {
				t.Errorf("%v shows %s", args, secret)
			}
		}
	}
	s.says(0, "13877310000", "queue", "show", n, "-reason", "the city asks back")
	s.says(0, `"Phone": "13877310000"`, "queue", "show", n, "-reason", "once more", "-json")
	if said := s.says(0, "the city asks back", "queue", "shown"); strings.Count(said, "\n") != 2 || strings.Contains(said, "138") {
		t.Errorf("shown: %s", said)
	}
	path := filepath.Join(s.data, "outbox", "shown")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text[bytes.IndexByte(text, '\n')+1:], 0o600); err != nil {
		t.Fatal(err)
	}
	s.says(1, "has changed this record: look at line [1]", "queue", "shown")
}

// Each mistake gets one clear line.
func TestQueueUsedWrongly(t *testing.T) {
	empty, s, one := desked{t: t, data: t.TempDir()}, desked{t: t, data: t.TempDir()}, spokenOf(t, 1)
	s.filed("", one)
	to, id := keygen(t)
	signer := strings.TrimSpace(s.says(0, "", "queue", "signer"))
	n, there := string(one.Number), filepath.Join(t.TempDir(), "there")
	if err := os.WriteFile(there, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	other := string(spokenOf(t, 2).Number)
	for _, verb := range [][]string{{"show", n}, {"shown"}, {"retry", n}, {"export", n, "-to", to, "-out", there + "2"}, {"rekey"}} {
		empty.says(1, "there is no outbox in", append([]string{"queue"}, verb...)...)
	}
	for _, c := range []struct {
		code int
		want string
		args []string
	}{
		{1, "there is no submission", []string{"show", other}},
		{1, "there is no submission", []string{"retry", other}},
		{1, "it waits already", []string{"retry", n}},
		{0, "0 will be tried again", []string{"retry", "all"}},
		{2, "wants one number, such as 102455837716, or the word all", []string{"retry"}},
		{2, "wants one number", []string{"show", n, n}},
		{2, "wants nothing more", []string{"rekey", n}},
		{2, "check digit", []string{"show", "102455837710"}},
		{2, "wants -to with a recipient", []string{"export", n}},
		{2, "wants -to with a recipient", []string{"export", n, "-to", to}},
		{2, `"age1nobody" is no recipient of age`, []string{"export", n, "-to", "age1nobody", "-out", there + "2"}},
		{1, "there is no submission", []string{"export", other, "-to", to, "-out", there + "2"}},
		{1, "is there already", []string{"export", "all-waiting", "-to", to, "-out", there}},
		{1, "no such file or directory", []string{"export", "all-waiting", "-to", to, "-out", "/nowhere/x"}},
		{2, "wants one file, -identity", []string{"import", there}},
		{2, "and -from with what linli queue signer says", []string{"import", there, "-identity", id}},
		{2, "is no key of a kiosk", []string{"import", there, "-identity", id, "-from", "age1"}},
		{1, "is no file of age-keygen", []string{"import", there, "-identity", there, "-from", signer}},
		{1, "-identity: /nowhere cannot be read", []string{"import", there, "-identity", "/nowhere", "-from", signer}},
		{1, "cannot be read: no such file", []string{"import", "/nowhere/x", "-identity", id, "-from", signer}},
		{1, "it is cut, or something else than linli queue export wrote", []string{"import", there, "-identity", id, "-from", signer}},
		{2, "-send wants -backend", []string{"import", there, "-identity", id, "-from", signer, "-send"}},
	} {
		s.says(c.code, c.want, append([]string{"queue"}, c.args...)...)
	}
	if said := s.says(0, "frozen", "queue"); strings.Contains(said, "exported") {
		t.Errorf("after mistakes: %s", said)
	}
	o, err := boxOf(&env{log: slog.New(slog.DiscardHandler), config: config.Config{Data: s.data}})
	if err != nil {
		t.Fatal(err)
	}
	err = changing(t.Context(), o, func(*outbox.Box) error { // while the kiosk runs
		for _, verb := range [][]string{{"retry", n}, {"export", n, "-to", to, "-out", there + "2"}, {"rekey"}, {"import", there, "-identity", id, "-from", signer}} {
			s.says(1, "another Linli is using the outbox", append([]string{"queue"}, verb...)...)
		}
		s.says(0, n, "queue", "show", n)
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// The key is changed, the old one is gone, and with systemd's credential it is said what to do.
func TestQueueRekey(t *testing.T) {
	s, one := desked{t: t, data: t.TempDir()}, spokenOf(t, 1)
	s.filed("", one)
	key := ownKey(s.data)
	before, err := os.ReadFile(key)
	if err != nil {
		t.Fatal(err)
	}
	s.says(0, "1 submissions and 1 attachments are sealed with the new key\nthe old key is gone", "queue", "rekey")
	s.says(0, `"old_key_gone": true`, "queue", "rekey", "-json")
	after, err := os.ReadFile(key)
	if err != nil || bytes.Contains(after, bytes.TrimSpace(before[bytes.LastIndexByte(bytes.TrimSpace(before), '\n'):])) {
		t.Errorf("the old key is there, %v", err)
	}
	s.says(0, "金丝雀", "queue", "show", string(one.Number), "-reason", "look")
	credentials := t.TempDir()
	t.Setenv("CREDENTIALS_DIRECTORY", credentials)
	if err := os.WriteFile(filepath.Join(credentials, "linli-outbox-key"), after, 0o600); err != nil {
		t.Fatal(err)
	}
	s.says(1, "LoadCredential=linli-outbox-key", "queue", "rekey")
	if err := os.WriteFile(filepath.Join(credentials, "linli-outbox-key"), append([]byte(strings.Repeat("b2", 32)+"\n"), after...), 0o600); err != nil {
		t.Fatal(err)
	}
	s.says(0, "now take the old key out", "queue", "rekey")
}

// TestMain runs a command where it is asked to, so that it can be killed, and else the tests.
func TestMain(m *testing.M) {
	if command := os.Getenv("LINLI_TEST_COMMAND"); command != "" {
		os.Exit(run(context.Background(), strings.Split(command, "\n"), os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// storedAt lists what a backend has.
func storedAt(t *testing.T, address string) (ids []string) {
	t.Helper()
	answer, err := http.Get(address + "/open311/v2/requests.json")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var all []struct {
		ID string `json:"service_request_id"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&all); err != nil {
		t.Fatal(err)
	}
	for _, one := range all {
		ids = append(ids, one.ID)
	}
	return ids
}

// gotBy asks the backend for what it has of a submission.
func gotBy(t *testing.T, c *client.Client, one report.Submission) (files []string) {
	t.Helper()
	files, err := c.Attachments(context.Background(), one.Number, report.Proof{Filing: one.Key})
	if err != nil {
		t.Error(err)
	}
	return files
}

// X76: carried by hand into a backend of Linli's own, with the line that comes back as well, the hands killed in the middle, and all of
// it twice: everything is there once, whole.
func TestX76CarriedIntoARealBackend(t *testing.T) {
	here, hands := desked{t: t, data: t.TempDir()}, desked{t: t, data: t.TempDir()}
	var all []report.Submission
	for i := byte(1); i <= 4; i++ {
		all = append(all, spokenOf(t, i))
	}
	address, c := cityAt(t, server.Options{DataDir: t.TempDir()})
	const known = "http://311.city.example"
	here.filed(known, all...)
	here.more, hands.more = []string{"-backend", known}, []string{"-backend", address}
	to, id := keygen(t)
	file := filepath.Join(t.TempDir(), "stick.age")
	here.says(0, "holds 4; they are held here", "queue", "export", "all-waiting", "-to", to, "-out", file)
	here.says(0, "held, exported", "queue")
	signer := strings.TrimSpace(here.says(0, "", "queue", "signer"))

	hands.says(1, "was filed for "+known+", and this outbox sends to "+address, "queue", "import", file, "-identity", id, "-from", signer, "-send")
	hands.says(1, "none of those that were named", "queue", "import", file, "-identity", id, "-from", strings.Repeat("0", 64), "-for", known)
	args := []string{"queue", "import", file, "-identity", id, "-from", signer, "-send", "-for", known}
	killCarrying(t, append(append(slices.Clone(args), "-data", hands.data), hands.more...))
	hands.says(0, "all is sent", args...)
	hands.says(0, "0 taken in, 4 were here already", args...)
	again := desked{t: t, data: t.TempDir(), more: hands.more} // another helper, with an outbox of their own
	again.says(0, "4 taken in", args...)

	for _, one := range all { // the line is back at the kiosk, which knows the backend under its own name
		here.says(0, "will be sent", "queue", "release", string(one.Number))
	}
	e := &env{log: slog.New(slog.DiscardHandler), config: config.Config{Data: here.data, Backend: known}}
	_, closing, err := keep(t.Context(), e, c)
	if err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		var listed []queued
		if _, said := here.linli("queue", "list", "-json"); json.Unmarshal([]byte(said), &listed) != nil {
			t.Fatal(said)
		}
		if !slices.ContainsFunc(listed, func(q queued) bool { return q.State != "accepted" && q.State != "answered" }) {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("at the kiosk: %+v", listed)
		}
	}
	if err := closing(); err != nil {
		t.Fatal(err)
	}
	if stored := storedAt(t, address); len(stored) != len(all) {
		t.Errorf("the backend has %v, want %d", stored, len(all))
	}
	for _, one := range all {
		if files := gotBy(t, c, one); len(files) != 1 || files[0] != one.Draft.Attachments[0].SHA256() {
			t.Errorf("%s has %v", one.Number, files)
		}
	}
}

// killCarrying starts the command in a process of its own and kills it once the backend has something.
func killCarrying(t *testing.T, args []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "LINLI_TEST_COMMAND="+strings.Join(args, "\n"))
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	data := args[slices.Index(args, "-data")+1]
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if settled, _ := filepath.Glob(filepath.Join(data, "outbox", "kept", "*.settled")); len(settled) > 0 {
			break
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
	cmd.Wait()
}

// What staff read of a request says what to do, and of each try what came of it or that nothing is known.
func TestQueueShowInWords(t *testing.T) {
	var out strings.Builder
	s := shownEntry{queued: queued{Number: "102406428304", State: outbox.Unknown, Tries: 3, Code: report.Garbled}}
	s.Tried = []shownTry{{Times: 2, Code: report.Offline, Reason: "no line"}}
	s.write(&out)
	for _, want := range []string{"1 times of which no outcome is noted", "the city shows it in other words than were sent"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing: %s", want, out.String())
		}
	}
	out.Reset()
	s.Code, s.Tried[0].Times = report.Offline, 3
	s.write(&out)
	if strings.Contains(out.String(), "no outcome") || strings.Contains(out.String(), "other words") {
		t.Errorf("nothing of that is so: %s", out.String())
	}
}
