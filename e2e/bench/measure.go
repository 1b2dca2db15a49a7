//go:build linux

package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// figures are what one start gave.
type figures struct {
	paint, settled time.Duration   // from the start to the first change on the screen, to the last
	touch, turned  []time.Duration // of each touch, from it to the first change, to the last
	memory         float64         // MiB, two seconds after it settled
	cpu            float64         // percent of one core while idle
	redraws        int             // changes of the screen while idle
	idle           bool            // whether cpu and redraws were measured
}

// patience is how long a program may take to show something and be done.
const patience = 20 * time.Second

// measure starts s, watches it, touches it and ends it.
func measure(screen *screen, s *subject, opt options, idle bool) (figures, error) {
	var got figures
	if err := screen.point(0, 0); err != nil {
		return got, err
	}
	screen.settle(2 * time.Second)

	start := time.Now()
	cmd, err := launch(s.command, screen.display, s.home)
	if err != nil {
		return got, err
	}
	defer func() {
		end(cmd)
		endAll(screen.programs())
		screen.settle(2 * time.Second)
	}()
	if got.paint, got.settled, err = screen.watch(start, 4*time.Millisecond, patience); err != nil {
		return got, err
	}
	time.Sleep(2 * time.Second)
	got.memory = memory(screen.programs())
	if idle {
		time.Sleep(opt.still)
		before := cpu(screen.programs())
		got.redraws = screen.count(opt.idle)
		got.cpu = 100 * float64(cpu(screen.programs())-before) / float64(opt.idle)
		got.idle = true
	}
	for n := range opt.touches {
		if err := got.press(screen, opt.at[n%len(opt.at)]); err != nil {
			return got, err
		}
	}
	return got, nil
}

func (got *figures) press(screen *screen, at point) error {
	if err := screen.point(at.x, at.y); err != nil {
		return err
	}
	screen.settle(2 * time.Second)
	start := time.Now()
	if err := screen.touch(); err != nil {
		return err
	}
	first, last, err := screen.watch(start, time.Millisecond, 5*time.Second)
	if err != nil {
		return fmt.Errorf("touched at %d,%d: %w", at.x, at.y, err)
	}
	got.touch, got.turned = append(got.touch, first), append(got.turned, last)
	return nil
}

// table lays the figures out: smallest, median and largest of each.
func table(all []*subject, opt options) string {
	rows := [][]string{{"", "first paint ms", "settled ms", "touch, first change ms", "touch, settled ms",
		"memory PSS MiB", "idle CPU %", "idle redraws"}}
	for _, s := range all {
		row := []string{s.name}
		switch {
		case s.missing != "":
			row = append(row, s.missing)
		case len(s.got) == 0:
			row = append(row, "failed: "+s.failed.Error())
		default:
			row = append(row, cells(s.got)...)
		}
		for len(row) < len(rows[0]) {
			row = append(row, "")
		}
		rows = append(rows, row)
	}
	title := fmt.Sprintf("\nsmallest / median / largest of %d starts and %d touches; idle is one watch of %v\n\n", opt.runs, opt.runs*opt.touches, opt.idle)
	return title + align(rows)
}

func cells(got []figures) []string {
	spread := func(of func(figures) []float64) string {
		var values []float64
		for _, g := range got {
			values = append(values, of(g)...)
		}
		slices.Sort(values)
		return fmt.Sprintf("%.0f / %.0f / %.0f", values[0], values[len(values)/2], values[len(values)-1])
	}
	ms := func(of func(figures) []time.Duration) string {
		return spread(func(g figures) []float64 {
			var out []float64
			for _, d := range of(g) {
				out = append(out, float64(d)/float64(time.Millisecond))
			}
			return out
		})
	}
	row := []string{
		ms(func(g figures) []time.Duration { return []time.Duration{g.paint} }),
		ms(func(g figures) []time.Duration { return []time.Duration{g.settled} }),
		ms(func(g figures) []time.Duration { return g.touch }),
		ms(func(g figures) []time.Duration { return g.turned }),
		spread(func(g figures) []float64 { return []float64{g.memory} }),
	}
	if last := got[len(got)-1]; last.idle {
		row = append(row, fmt.Sprintf("%.1f", last.cpu), fmt.Sprint(last.redraws))
	}
	return row
}

// align pads the rows to a table that reads well as text and as Markdown.
func align(rows [][]string) string {
	width := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			width[i] = max(width[i], len(cell))
		}
	}
	var out strings.Builder
	for n, row := range rows {
		for i, cell := range row {
			fmt.Fprintf(&out, "| %-*s ", width[i], cell)
		}
		out.WriteString("|\n")
		if n == 0 {
			for _, w := range width {
				out.WriteString("|" + strings.Repeat("-", w+2))
			}
			out.WriteString("|\n")
		}
	}
	return out.String()
}
