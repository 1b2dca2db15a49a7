package audit

import (
	"encoding/xml"
	"errors"
	"image/color"
	"io"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"linli/audit/rows"
	"linli/ui/theme"
)

// table is the real one.
func table(t *testing.T) rows.Table {
	t.Helper()
	held, err := os.ReadFile("../docs/accessibility-tests.md")
	if err != nil {
		t.Fatal(err)
	}
	out, err := rows.Load(string(held))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// audited is a walk that has measured every figure once, as well as it must be; but one, which is as given.
func audited(t *testing.T, figure string, value float64) *walk {
	t.Helper()
	w := &walk{ledger: newLedger(table(t))}
	for _, f := range w.table.Figures {
		w.at = Place{Page: "home", Lang: "en", Window: "small", Text: 133, Part: 1}
		v := f.Least
		if math.IsInf(v, -1) {
			v = f.Most
		}
		if f.Name == figure {
			v = value
		}
		w.mark(f.Name, v, "here")
	}
	return w
}

// TestABrokenRowIsTold: with the row, the figure, its limit and the place, and every criterion that it is about is not supported any more.
func TestABrokenRowIsTold(t *testing.T) {
	if breaks := audited(t, "", 0).report(nil).Breaks(); len(breaks) > 0 {
		t.Fatalf("nothing is broken: %q", breaks)
	}
	r := audited(t, "T01 target", 9).report(nil)
	want := "T01: smaller side of a target: 9.00 mm, want at least 12.7; page home, en, small, 133 %, part 2: here"
	if breaks := r.Breaks(); !slices.Equal(breaks, []string{want}) {
		t.Errorf("%q\nwant %q", breaks, want)
	}
	if r.Of(Broken) != 1 {
		t.Errorf("%d rows are broken", r.Of(Broken))
	}
	for _, c := range r.Criteria {
		switch c.Name() {
		case "WCAG 2.5.8": // T01 and T02
			if c.Level != Partially || !strings.Contains(c.Remarks, "T01 is broken.") {
				t.Errorf("%+v", c)
			}
		case "WCAG 2.5.5": // T01 alone
			if c.Level != DoesNot {
				t.Errorf("%+v", c)
			}
		}
	}
}

// TestWhatWasNeverMeasuredDoesNotHold: a walk that comes nowhere proves nothing.
func TestWhatWasNeverMeasuredDoesNotHold(t *testing.T) {
	w := audited(t, "", 0)
	w.measured["V07 contrast"] = &Measured{Figure: w.measured["V07 contrast"].Figure}
	r := w.report(nil)
	if breaks := r.Breaks(); r.Of(Broken) != 1 || len(breaks) != 1 || !strings.HasPrefix(breaks[0], "V07: ") || !strings.HasSuffix(breaks[0], "was never measured") {
		t.Errorf("%q", breaks)
	}
	w.mark("V07 brightness", 1, "")
	if w.err == nil {
		t.Error("a figure without a limit is measured in silence")
	}
}

// TestOnlyWhatIsProvedIsSupported: where a person has yet to judge, or something is not there yet, a criterion is supported in part; and
// nobody can write into the tables that one is.
func TestOnlyWhatIsProvedIsSupported(t *testing.T) {
	for _, c := range audited(t, "", 0).report(nil).Criteria {
		of := table(t).Of(c.Criterion)
		open := slices.ContainsFunc(of, func(r rows.Row) bool { return r.Lacks || r.Person })
		switch {
		case c.Level == Supports && (open || len(of) == 0 || c.Answer != rows.FromRows):
			t.Errorf("%s is supported without proof: %s", c.Name(), c.Remarks)
		case c.Level == Partially && !open && c.Answer != rows.Partly:
			t.Errorf("%s is supported in part for no reason: %s", c.Name(), c.Remarks)
		case c.Level == NotEvaluated && c.Criterion.Level != "AAA":
			t.Errorf("%s is not evaluated", c.Name())
		case c.Remarks == "" && c.Level != NotEvaluated:
			t.Errorf("%s is without a word", c.Name())
		}
	}
}

// TestTheReportIsAccessible: the HTML has a language and a title, one first heading and none left out, every table a caption, every
// header a scope, every link a place; and stands alone.
func TestTheReportIsAccessible(t *testing.T) {
	html, err := audited(t, "T01 target", 9).report([]string{"en"}).HTML()
	if err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(strings.NewReader(string(html)))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	count, ids := map[string]int{}, map[string]bool{}
	var refers []string
	level := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		at := map[string]string{}
		for _, a := range start.Attr {
			at[a.Name.Local] = a.Value
		}
		name := start.Name.Local
		count[name]++
		if id := at["id"]; id != "" {
			if ids[id] {
				t.Errorf("%s is there twice", id)
			}
			ids[id] = true
		}
		switch name {
		case "html":
			if at["lang"] != "en" {
				t.Error("the page has no language")
			}
		case "th":
			if at["scope"] != "col" && at["scope"] != "row" {
				t.Errorf("a header without scope, after %d others", count["th"])
			}
		case "h1", "h2", "h3":
			if n := int(name[1] - '0'); n > level+1 {
				t.Errorf("%s comes after a heading of level %d", name, level)
			} else {
				level = n
			}
		case "a":
			refers = append(refers, strings.TrimPrefix(at["href"], "#"))
		case "div":
			refers = append(refers, at["aria-labelledby"])
		case "link", "script", "img":
			t.Errorf("%s needs something beside the file", name)
		}
	}
	for _, id := range refers {
		if !ids[id] {
			t.Errorf("%q is referred to and not there", id)
		}
	}
	if count["title"] != 1 || count["h1"] != 1 || count["main"] != 1 || count["table"] < 15 || count["caption"] != count["table"] || count["table"] != count["thead"] {
		t.Errorf("%v", count)
	}
	if rows := count["tr"]; rows < 99+200 {
		t.Errorf("%d rows in all tables", rows)
	}
}

// TestTheReportCanBeSeen: every colour of words holds 10:1 on every ground.
func TestTheReportCanBeSeen(t *testing.T) {
	grounds := regexp.MustCompile(`background: #(\w{6})`).FindAllStringSubmatch(page, -1)
	inks := regexp.MustCompile(`[{ ]color: #(\w{6})`).FindAllStringSubmatch(page, -1)
	if len(grounds) < 2 || len(inks) < 2 {
		t.Fatalf("%d grounds, %d inks", len(grounds), len(inks))
	}
	of := func(hex string) color.NRGBA {
		n, err := strconv.ParseUint(hex, 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		return color.NRGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 0xff}
	}
	for _, ink := range inks {
		for _, ground := range grounds {
			if r := theme.Ratio(of(ink[1]), of(ground[1])); r < 10 {
				t.Errorf("#%s on #%s is %.1f:1", ink[1], ground[1], r)
			}
		}
	}
}

// TestTheReportIsTheSameEachTime: nothing in it is of chance.
func TestTheReportIsTheSameEachTime(t *testing.T) {
	one, err := audited(t, "", 0).report([]string{"en"}).Markdown()
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if again, _ := audited(t, "", 0).report([]string{"en"}).Markdown(); string(again) != string(one) {
			t.Fatal("two reports of the same differ")
		}
	}
	for i, line := range strings.Split(string(one), "\n") {
		if strings.HasPrefix(line, "|") && !strings.HasSuffix(line, "|") {
			t.Errorf("line %d is no row of a table: %s", i+1, line)
		}
	}
}

// TestCoveringLeavesNothingOut: of pages that are drawn, each look is on one in every theme, each pictogram on one in some theme, and none is
// drawn for nothing.
func TestCoveringLeavesNothingOut(t *testing.T) {
	set := func(names ...string) map[string]bool { return unique(names) }
	w := walk{candidates: []drawing{
		{looks: set("a", "b"), pictograms: set("x")}, {looks: set("b"), pictograms: set("x", "y")}, {looks: set("c")}, {looks: set("a"), pictograms: set("z")}, {looks: set("b", "c")},
	}}
	for i := range w.candidates {
		w.candidates[i].size.Width, w.candidates[i].size.Height = 10, 10
	}
	pictograms := map[string]bool{}
	drawn := 0
	for _, pages := range w.choose(2) {
		looks := map[string]bool{}
		for _, d := range pages {
			drawn++
			for l := range d.looks {
				looks[l] = true
			}
			for p := range d.pictograms {
				pictograms[p] = true
			}
		}
		if len(looks) != 3 {
			t.Errorf("looks %v", looks)
		}
	}
	if len(pictograms) != 3 || drawn != 2*2+2 {
		t.Errorf("%v in %d drawings", pictograms, drawn)
	}
}
