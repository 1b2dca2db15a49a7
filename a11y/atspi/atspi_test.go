package atspi

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/godbus/dbus/v5"

	"linli/a11y"
)

// contact is a page with something of everything.
func contact() Page {
	root := a11y.Node{ID: "page-contact", Role: a11y.Page, Label: "怎么联系您？", Lang: "zh-Hans", Children: []a11y.Node{
		{ID: "banner", Role: a11y.Banner, Label: "where", Children: []a11y.Node{
			{ID: "title", Role: a11y.Heading, Label: "怎么联系您？"},
			{ID: "crumb", Role: a11y.Progress, Label: "第 2 步", Now: 2, Of: 5},
		}},
		{ID: "main", Role: a11y.Main, Label: "answers", Children: []a11y.Node{
			{ID: "problem", Role: a11y.Alert, Label: "请先选一个", Live: true},
			{ID: "channels", Role: a11y.RadioGroup, Label: "怎么联系您？", Hint: "请先选一个", State: a11y.State{Invalid: true}, Children: []a11y.Node{
				{ID: "phone", Role: a11y.Radio, Label: "打电话", Hint: "工作日打给您"},
				{ID: "none", Role: a11y.Radio, Label: "不用联系", State: a11y.State{Selected: true}},
			}},
			{ID: "words", Role: a11y.Entry, Label: "Notes", Lang: "en", Value: "ab", State: a11y.State{Required: true}},
			{ID: "rows", Role: a11y.List, Label: "list", Children: []a11y.Node{{ID: "number", Role: a11y.Item, Label: "编号", Value: "0001 2345 6789"}}},
			{ID: "state", Role: a11y.Status, Label: "正在送出", Live: true, State: a11y.State{Busy: true}},
		}},
		{ID: "actions", Role: a11y.Actions, Label: "go on", Children: []a11y.Node{
			{ID: "continue", Role: a11y.Button, Label: "继续", State: a11y.State{Default: true}},
			{ID: "later", Role: a11y.Button, Label: "以后", State: a11y.State{Disabled: true}},
		}},
	}}
	p := Page{Root: root, Cursor: "phone", Bounds: map[a11y.ID]Rect{}, Hidden: "hidden"}
	for i, n := range root.Leaves() {
		p.Bounds[n.ID] = Rect{100, 100 * (i + 1), 800, 90}
	}
	return p
}

// with changes one node of a page.
func (p Page) with(id a11y.ID, change func(*a11y.Node)) Page {
	var all func(a11y.Node) a11y.Node
	all = func(n a11y.Node) a11y.Node {
		if n.ID == id {
			change(&n)
		}
		n.Children = slices.Clone(n.Children)
		for i, c := range n.Children {
			n.Children[i] = all(c)
		}
		return n
	}
	p.Root = all(p.Root)
	return p
}

func open(t *testing.T) (*Bridge, resident, *reader) {
	t.Helper()
	s := openSession(t)
	b, who := s.publish()
	b.Show(contact())
	return b, who, s.read()
}

// TestReadersFindEverything: the page is on the desktop, once, as what it is, how it stands, where it is and whose it is.
func TestReadersFindEverything(t *testing.T) {
	_, _, r := open(t)
	if n := len(r.programs()); n != 1 {
		t.Errorf("the program is on the desktop %d times", n)
	}
	if got := r.pid(r.bus, r.name); got != os.Getpid() {
		t.Errorf("it is process %d, want %d", got, os.Getpid())
	}
	program := r.thing(pathRoot)
	if program.role() != roleApplication || prop[string](program, ifApplication, "ToolkitName") != toolkit || prop[int32](program, ifApplication, "Id") == unnumbered {
		t.Error("the program does not say what it is, or has got no number")
	}
	var walked []string
	for _, x := range program.kids()[0].all() {
		walked = append(walked, fmt.Sprintf("%s %q", x.role(), x.name()))
		for i, k := range x.kids() {
			if up := prop[any](k, ifAccessible, "Parent"); fmt.Sprint(up) != fmt.Sprint([]any{x.at.Name, x.at.Path}) || int(ask[int32](k, ifAccessible+".GetIndexInParent")) != i {
				t.Errorf("%s is not child %d of %s, but of %v", k.id(), i, x.id(), up)
			}
		}
	}
	want := []string{
		`frame "怎么联系您？"`, `landmark "where"`, `heading "怎么联系您？"`, `progress bar "第 2 步"`, `landmark "answers"`, `alert "请先选一个"`,
		`grouping "怎么联系您？"`, `radio button "打电话"`, `radio button "不用联系"`, `entry "Notes"`, `list "list"`, `list item "编号 0001 2345 6789"`,
		`status bar "正在送出"`, `panel "go on"`, `button "继续"`, `button "以后"`,
	}
	if !slices.Equal(walked, want) {
		t.Errorf("a reader finds\n%s\nwant\n%s", strings.Join(walked, "\n"), strings.Join(want, "\n"))
	}
	if n := len(r.items()); n != len(want)+1 {
		t.Errorf("%d things at once, want %d", n, len(want)+1)
	}
	usual := present | stateFocusable
	for id, want := range map[string]states{
		"page-contact": present | stateActive, "title": usual, "phone": usual | stateFocused | stateCheckable | stateSelectable,
		"none": usual | stateCheckable | stateSelectable | stateChecked | stateSelected, "continue": usual | stateIsDefault,
		"later": stateShowing | stateVisible | stateFocusable, "state": usual | stateBusy, "channels": present | stateInvalidEntry,
		"words": usual | stateRequired | stateEditable | stateSelectableText | stateSingleLine,
	} {
		if got := r.find(id).states(); got != want {
			t.Errorf("%s has states %b, want %b", id, got, want)
		}
	}
	if about := prop[string](r.find("phone"), ifAccessible, "Description"); about != "工作日打给您" {
		t.Errorf("the hint is %q", about)
	}
	for id, want := range map[string]string{"title": "zh_CN.UTF-8", "words": "en.UTF-8"} {
		if got := prop[string](r.find(id), ifAccessible, "Locale"); got != want {
			t.Errorf("%s is in %s, want %s", id, got, want)
		}
	}
	if a := ask[map[string]string](r.find("title"), ifAccessible+".GetAttributes"); a["level"] != "1" || a["id"] != "title" {
		t.Errorf("the heading has attributes %v", a)
	}
	crumb := r.find("crumb")
	if now, of := prop[float64](crumb, ifValue, "CurrentValue"), prop[float64](crumb, ifValue, "MaximumValue"); now != 2 || of != 5 {
		t.Errorf("step %g of %g, want 2 of 5", now, of)
	}
}

func TestWhatBelongsTogether(t *testing.T) {
	_, _, r := open(t)
	title, problem, channels := r.find("title"), r.find("problem"), r.find("channels")
	for _, want := range []struct {
		of   thing
		kind uint32
		with thing
	}{{channels, labelledBy, title}, {title, labelFor, channels}, {channels, describedBy, problem}, {problem, descriptionFor, channels}} {
		found := false
		for _, has := range ask[[]relation](want.of, ifAccessible+".GetRelationSet") {
			found = found || has.Kind == want.kind && slices.Contains(has.With, want.with.at)
		}
		if !found {
			t.Errorf("%s has no relation %d with %s", want.of.id(), want.kind, want.with.id())
		}
	}
}

func TestPlaces(t *testing.T) {
	_, _, r := open(t)
	at := ask[extents](r.find("phone"), ifComponent+".GetExtents", uint32(ofScreen))
	if at != (extents{100, 400, 800, 90}) {
		t.Errorf("it is at %v", at)
	}
	if group := ask[extents](r.find("channels"), ifComponent+".GetExtents", uint32(ofWindow)); group != (extents{100, 400, 800, 190}) {
		t.Errorf("its group is at %v, want where its two are", group)
	}
	if in := ask[extents](r.find("none"), ifComponent+".GetExtents", uint32(ofParent)); in != (extents{0, 100, 800, 90}) {
		t.Errorf("the second is at %v of its group", in)
	}
	frame := r.find("page-contact")
	if hit := ask[ref](frame, ifComponent+".GetAccessibleAtPoint", int32(150), int32(410), uint32(ofScreen)); hit != r.find("phone").at {
		t.Errorf("at that point is %v", hit)
	}
	if miss := ask[ref](frame, ifComponent+".GetAccessibleAtPoint", int32(1), int32(1), uint32(ofScreen)); miss != none() {
		t.Errorf("in the corner is %v", miss)
	}
}

// TestWhatIsAskedForIsDone: all of it goes the way of touch and keys.
func TestWhatIsAskedForIsDone(t *testing.T) {
	_, who, r := open(t)
	field, channels := r.find("words"), r.find("channels")
	for _, step := range []struct {
		done bool
		want string
	}{
		{ask[bool](r.find("continue"), ifAction+".DoAction", int32(0)), "activate continue"},
		{ask[bool](r.find("title"), ifComponent+".GrabFocus"), "focus title"},
		{ask[bool](field, ifEditableText+".SetTextContents", "灯坏了"), "write words: 灯坏了"},
		{ask[bool](field, ifEditableText+".InsertText", int32(1), "灯xx", int32(3)), "write words: a灯b"},
		{ask[bool](field, ifEditableText+".DeleteText", int32(0), int32(1)), "write words: b"},
		{ask[bool](channels, ifSelection+".SelectChild", int32(0)), "activate phone"},
	} {
		if got := <-who.did; !step.done || got != step.want {
			t.Errorf("%v, %q; want %q", step.done, got, step.want)
		}
	}
	if ask[bool](r.find("later"), ifAction+".DoAction", int32(0)) || ask[bool](r.find("channels"), ifComponent+".GrabFocus") {
		t.Error("what cannot be pressed is, or a group has the cursor")
	}
	if !ask[bool](channels, ifSelection+".SelectChild", int32(1)) || ask[bool](channels, ifSelection+".DeselectChild", int32(1)) {
		t.Error("what is chosen already cannot be, or can be taken back")
	}
	if got := ask[ref](channels, ifSelection+".GetSelectedChild", int32(0)); got != r.find("none").at || prop[int32](channels, ifSelection, "NSelectedChildren") != 1 {
		t.Errorf("chosen is %v", got)
	}
	if len(who.did) > 0 {
		t.Errorf("it was asked for %q", <-who.did)
	}
}

func TestFieldsAreRead(t *testing.T) {
	b, _, r := open(t)
	b.Show(contact().with("words", func(n *a11y.Node) { n.Value = "One two. 灯坏了" }))
	field := r.find("words")
	r.until("the text", func() bool { return ask[string](field, ifText+".GetText", int32(0), int32(-1)) == "One two. 灯坏了" })
	if n := prop[int32](field, ifText, "CharacterCount"); n != 12 {
		t.Errorf("%d characters, want 12", n)
	}
	for _, c := range []struct {
		at   int32
		by   grain
		want string
		from int32
	}{{0, byWord, "One ", 0}, {5, byWord, "two", 4}, {10, byWord, "坏", 10}, {2, byCharacter, "e", 2}, {3, bySentence, "One two. ", 0}, {12, byLine, "One two. 灯坏了", 0}, {12, byCharacter, "", 12}} {
		var text string
		var from, to int32
		r.must(field.call(ifText+".GetStringAtOffset", c.at, uint32(c.by)).Store(&text, &from, &to))
		if text != c.want || from != c.from || int(to-from) != len([]rune(text)) {
			t.Errorf("at %d by %d: %q from %d to %d, want %q", c.at, c.by, text, from, to, c.want)
		}
	}
}

// TestChangesAreTold: what has gone and come, how it is called and stands, and the focus last.
func TestChangesAreTold(t *testing.T) {
	b, _, r := open(t)
	r.listen("object:", "object:announcement")
	r.until("somebody to listen", b.hears.Load)
	changed := contact()
	changed.Cursor = "continue"
	b.Show(changed.with("words", func(n *a11y.Node) { n.Value = "abc" }).with("phone", func(n *a11y.Node) { n.State.Selected = true }).
		with("none", func(n *a11y.Node) { n.State.Selected = false }).with("crumb", func(n *a11y.Node) { n.Label, n.Now = "第 3 步", 3 }))
	heard := r.hear("StateChanged focused 1")
	want := []string{
		"PropertyChange accessible-name 0 第 3 步", "PropertyChange accessible-value 0", "StateChanged checked 1", "StateChanged selected 1", "SelectionChanged 0",
		"StateChanged checked 0", "StateChanged selected 0", "SelectionChanged 0", "TextChanged insert 2 c", "TextCaretMoved 3",
		"StateChanged focused 0", "StateChanged focused 1",
	}
	if !slices.Equal(heard, want) {
		t.Errorf("heard\n%s\nwant\n%s", strings.Join(heard, "\n"), strings.Join(want, "\n"))
	}
	old := r.find("title").at
	b.Show(Page{Cursor: "title", Root: a11y.Node{ID: "page-home", Role: a11y.Page, Label: "Home", Children: []a11y.Node{
		{ID: "banner", Role: a11y.Banner, Label: "where", Children: []a11y.Node{{ID: "title", Role: a11y.Heading, Label: "Home"}}},
	}}})
	heard = r.hear("StateChanged focused 1")
	for _, part := range []string{"ChildrenChanged remove 0", "RemoveAccessible", "AddAccessible", "ChildrenChanged add 0", "PropertyChange accessible-name 0 Home"} {
		if !slices.Contains(heard, part) {
			t.Errorf("another page came without %q:\n%s", part, strings.Join(heard, "\n"))
		}
	}
	if r.find("title").at == old {
		t.Error("the title of another page is the same thing")
	}
	if s := (thing{r, old}).states(); s != stateDefunct {
		t.Errorf("the old one has states %b", s)
	}
}

// TestPlacesThatChangeAreTold to whoever listens to them, and to nobody else.
func TestPlacesThatChangeAreTold(t *testing.T) {
	b, _, r := open(t)
	r.listen("object:state-changed")
	r.until("somebody to read", b.watched.Load)
	moved := contact()
	moved.Cursor, moved.Bounds["later"] = "later", Rect{1, 2, 3, 4}
	b.Show(moved)
	if heard := r.hear("StateChanged focused 1"); slices.Contains(heard, "BoundsChanged 0") {
		t.Errorf("nobody listens to places, and heard %v", heard)
	}
	r.must(r.bus.Object(nameRegistry, pathRegistry).Call(nameRegistry+".RegisterEvent", 0, "object:bounds-changed", []string{}, "").Err)
	r.until("places to be listened to", b.bounds.Load)
	b.Show(contact())
	if heard := r.hear("StateChanged focused 1"); !slices.Contains(heard, "BoundsChanged 0") {
		t.Errorf("who listens to places heard %v", heard)
	}
}

// TestWhatIsLiveIsSaid: by an announcement where one is heard, else by a notification that is there to be read. It goes with its page.
func TestWhatIsLiveIsSaid(t *testing.T) {
	b, _, r := open(t)
	r.listen("object:state-changed")
	r.until("somebody to read", b.watched.Load)
	b.Show(contact().with("state", func(n *a11y.Node) { n.Label = "已送出" }))
	r.hear("StateChanged showing 1")
	notice := r.find("notice-1")
	if notice.role() != roleNotification || notice.name() != "已送出" {
		t.Errorf("what is said is a %s, %q", notice.role(), notice.name())
	}
	r.must(r.bus.Object(nameRegistry, pathRegistry).Call(nameRegistry+".RegisterEvent", 0, "object:announcement", []string{}, "").Err)
	r.until("announcements to be heard", b.hears.Load)
	b.Show(contact().with("state", func(n *a11y.Node) { n.Label = "没有送出" }))
	r.hear("Announcement 1 没有送出")
	b.Show(Page{Root: a11y.Node{ID: "page-home", Role: a11y.Page, Label: "Home"}})
	r.until("notices to go", func() bool { return len(r.items()) == 2 })
}

func TestTheWindowComesAndGoes(t *testing.T) {
	b, _, r := open(t)
	r.listen("window:", "object:state-changed")
	r.until("somebody to read", b.watched.Load)
	b.Active(false)
	r.hear("StateChanged active 0")
	b.Active(true)
	if heard := r.hear("StateChanged focused 1"); !slices.ContainsFunc(heard, func(s string) bool { return strings.HasPrefix(s, "Activate") }) {
		t.Errorf("heard %v", heard)
	}
}

// TestSignatures: what is sent has the types of at-spi2-core.
func TestSignatures(t *testing.T) {
	for want, v := range map[string]any{
		"(so)": none(), "a(so)": []ref{}, "a(ua(so))": []relation{}, "au": present.words(), "a(sss)": []actionInfo{}, "(iiii)": extents{},
		"a((so)(so)(so)iiassusau)": []cacheItem{},
	} {
		if got := dbus.SignatureOf(v).String(); got != want {
			t.Errorf("%T is %s, want %s", v, got, want)
		}
	}
}

// TestLostAndFound: the registry ends, and then the bus.
func TestLostAndFound(t *testing.T) {
	b, _, r := open(t)
	r.signal(r.pid(r.bus, nameRegistry), syscall.SIGKILL)
	r.until("the program to be on the desktop of the next registry", func() bool { return len(r.programs()) == 1 })
	r.signal(r.pid(r.bus, "org.freedesktop.DBus"), syscall.SIGKILL)
	<-r.bus.Context().Done()
	b.Show(contact().with("continue", func(n *a11y.Node) { n.Label = "再来" }))
	again := r.session.read()
	if name := again.find("continue").name(); name != "再来" {
		t.Errorf("the button is called %q", name)
	}
	if n := len(again.programs()); n != 1 {
		t.Errorf("the program is there %d times", n)
	}
}

// TestNobodyWaitsForABusThatHangs: pages go on, the bus is owed one of them, and gets it.
func TestNobodyWaitsForABusThatHangs(t *testing.T) {
	b, _, r := open(t)
	r.listen("object:")
	r.until("somebody to read", b.watched.Load)
	daemon := r.pid(r.bus, "org.freedesktop.DBus")
	r.signal(daemon, syscall.SIGSTOP)
	t.Cleanup(func() { syscall.Kill(daemon, syscall.SIGCONT) })
	const pages = 3000
	for i := range pages {
		b.Show(contact().with("continue", func(n *a11y.Node) { n.Label = strings.Repeat("x", 500) + fmt.Sprint(i) }))
	}
	r.signal(daemon, syscall.SIGCONT)
	heard := r.hear(fmt.Sprintf("PropertyChange accessible-name 0 %s%d", strings.Repeat("x", 500), pages-1))
	if len(heard) > pages {
		t.Errorf("%d events for %d pages", len(heard), pages)
	}
}
