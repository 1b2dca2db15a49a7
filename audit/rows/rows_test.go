package rows_test

import (
	"math"
	"os"
	"strings"
	"testing"

	"linli/audit/rows"
)

func held(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/accessibility-tests.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestTheTablesAgree: there are 99 rows, each clause is known, each criterion of level A and AA has an answer.
func TestTheTablesAgree(t *testing.T) {
	table, err := rows.Load(held(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(table.Rows) != 99 {
		t.Errorf("%d rows", len(table.Rows))
	}
	levels := map[string]int{}
	for _, c := range table.Criteria {
		levels[c.Level]++
	}
	if levels["A"] != 32 || levels["AA"] != 24 || levels["AAA"] != 31 { // 4.1.1 is listed still, as the template does
		t.Errorf("WCAG 2.2 has other criteria: %v", levels)
	}
	for _, r := range table.Rows {
		if len(r.Tests) == 0 || r.Lacks && r.Remark == "" || r.Person && r.Remark == "" || strings.Contains(r.Remark, "`Test") {
			t.Errorf("%+v", r)
		}
	}
}

// TestARowThatIsMissing: a table without one of the rows is refused, and so is one with a row that nobody knows.
func TestARowThatIsMissing(t *testing.T) {
	text := held(t)
	for _, wrong := range []string{strings.Replace(text, "| V07 |", "| V7 |", 1), text + "\n| V18 | something | `TestV18` |\n"} {
		if _, err := rows.Load(wrong); err == nil || !strings.Contains(err.Error(), "V07") && !strings.Contains(err.Error(), "V18") {
			t.Errorf("%v", err)
		}
	}
}

// TestFigures: a value counts as it is told, so that what is read in the report is what was judged.
func TestFigures(t *testing.T) {
	small := rows.Figure{Name: "T01 target", Unit: "mm", Least: 12.7, Most: math.Inf(1), Digits: 2}
	if !small.Holds(12.6999) || small.Holds(12.69) || !small.Worse(12, 13) || small.Worse(12.001, 12.002) {
		t.Error("a target is judged otherwise")
	}
	if got := small.Tell(12.6999) + ", " + small.Limit(); got != "12.70 mm, at least 12.7" {
		t.Errorf("%q", got)
	}
	moved := rows.Figure{Least: math.Inf(-1), Most: 0.3, Digits: 1}
	if moved.Holds(0.4) || !moved.Holds(0) || !moved.Worse(1, 0) || moved.Tell(-0.01) != "0.0" {
		t.Error("a distance is judged otherwise")
	}
}
