package atspi

import (
	"fmt"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"

	"linli/a11y"
)

// monitor sees every message on the bus. What it has seen is asked for once.
func (s *session) monitor() func() []*dbus.Message {
	s.t.Helper()
	bus := s.dial()
	s.must(bus.BusObject().Call("org.freedesktop.DBus.Monitoring.BecomeMonitor", 0, []string{}, uint32(0)).Err)
	seen := make(chan *dbus.Message, 1<<16)
	bus.Eavesdrop(seen)
	return func() []*dbus.Message {
		// A message of ours comes after all that were sent before it.
		mark := s.dial()
		s.must(mark.Emit("/", "linli.Test.Mark"))
		var out []*dbus.Message
		for m := range seen {
			if m.Headers[dbus.FieldMember].Value() == "Mark" {
				return out
			}
			out = append(out, m)
		}
		return out
	}
}

// TestA10WhatIsPersonalIsNotOnTheBus: in no answer and no event, while others may hear. That is watched from beside the bus.
func TestA10WhatIsPersonalIsNotOnTheBus(t *testing.T) {
	const phone, words = "13800138001", "楼上漏水"
	page := contact().with("words", func(n *a11y.Node) { n.Secret, n.Value = true, phone[:10] }).
		with("number", func(n *a11y.Node) { n.Secret, n.Value = true, words }).
		with("state", func(n *a11y.Node) { n.Secret, n.Label = true, words })
	s := openSession(t)
	b, who := s.publish()
	b.Show(page)
	r := s.read()
	seen := s.monitor()
	r.listen("object:", "object:announcement")
	r.until("somebody to listen", b.hears.Load)
	field := r.find("words")
	if field.role() != rolePassword || ask[string](field, ifText+".GetText", int32(0), int32(-1)) != "**********" {
		t.Errorf("the field is a %s and holds %q", field.role(), ask[string](field, ifText+".GetText", int32(0), int32(-1)))
	}
	b.Show(page.with("words", func(n *a11y.Node) { n.Value = phone }).with("number", func(n *a11y.Node) { n.Value = words + words }))
	r.hear("TextCaretMoved 9")
	for _, x := range r.items() {
		x.call(ifProperties+".GetAll", ifAccessible)
		x.call(ifProperties+".GetAll", ifText)
		x.call(ifAccessible + ".GetAttributes")
	}
	if name := r.find("number").name(); name != "编号 hidden" {
		t.Errorf("the row is called %q", name)
	}
	messages := seen()
	if len(messages) < 50 {
		t.Fatalf("only %d messages were seen", len(messages))
	}
	for _, m := range messages {
		for _, personal := range []string{phone[:10], words} {
			if text := fmt.Sprint(m.Body...); strings.Contains(text, personal) {
				t.Fatalf("%q is on the bus: %s", personal, m)
			}
		}
	}
	// Writing needs no reading.
	if !ask[bool](field, ifEditableText+".SetTextContents", "138") || <-who.did != "write words: 138" || ask[bool](field, ifEditableText+".InsertText", int32(1), "x", int32(1)) {
		t.Error("a field that is not read cannot be written as a whole, or can in part")
	}
}

// TestA10WhatOnlyTheResidentHearsIsPublished: then it is published, but for what is masked on the screen as well.
func TestA10WhatOnlyTheResidentHearsIsPublished(t *testing.T) {
	b, _, r := open(t)
	page := contact().with("words", func(n *a11y.Node) { n.Secret, n.Value = true, "138" }).with("number", func(n *a11y.Node) { n.Secret = true })
	page.Private = true
	b.Show(page)
	r.until("what is personal", func() bool { return r.find("number").name() == "编号 0001 2345 6789" })
	field := r.find("words")
	if text := ask[string](field, ifText+".GetText", int32(0), int32(-1)); field.role() != roleEntry || text != "138" {
		t.Errorf("the field is a %s and holds %q", field.role(), text)
	}
	b.Show(page.with("words", func(n *a11y.Node) { n.Value = "***" }))
	r.until("it to be masked", func() bool { return r.find("words").role() == rolePassword })
}

// TestNobodyIsTold: where nobody reads, nothing is sent.
func TestNobodyIsTold(t *testing.T) {
	s := openSession(t)
	seen := s.monitor()
	b, _ := s.publish()
	desktop := s.dial()
	s.until("the program to be registered", func() bool {
		var children []ref
		return desktop.Object(nameRegistry, pathRoot).Call(ifAccessible+".GetChildren", 0).Store(&children) == nil && len(children) == 1
	})
	for i := range 50 {
		b.Show(contact().with("continue", func(n *a11y.Node) { n.Label = fmt.Sprint(i) }))
	}
	r := s.read() // the first who reads
	r.find("continue")
	b.Show(contact())
	r.listen("object:")
	told := 0
	for _, m := range seen() {
		if m.Type == dbus.TypeSignal && strings.HasPrefix(fmt.Sprint(m.Headers[dbus.FieldInterface].Value()), "org.a11y.atspi.Event") {
			told++
		}
	}
	if told > 2 {
		t.Errorf("%d events for nobody", told)
	}
}
