//go:build linux

// Command load puts a backend of Linli under load and counts: filings that are on the disk when they are acknowledged, look-ups beside
// them, keys that come again, kiosks that come back after an outage, and servers that are killed.
//
//	go run ./server/load [-program bin/linli] [-database postgres://…] [-rows 1000000] [-seconds 30] [-only closed,mixed,…]
//
// It starts the server itself, with data in a folder of its own, and shares the computer with it. Beside its figures it prints what the
// disk and an empty server can do on the same computer.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"
)

// options are what is wanted.
type options struct {
	program, database string
	data              string
	rows, lines       int
	seconds           int
	only              string
	kills             int
}

// row is a figure of the table.
type row struct{ what, figure, wanted string }

// phase is one way of putting a server under load.
type phase struct {
	name string
	run  func(context.Context, *bench) ([]row, error)
}

func phases() []phase {
	return []phase{{"raw", raw}, {"rows", fill}, {"closed", closed}, {"mixed", mixed}, {"lists", lists}, {"again", again}, {"drain", drain}, {"kills", kills}}
}

func main() {
	var o options
	flag.StringVar(&o.program, "program", "bin/linli", "the program")
	flag.StringVar(&o.database, "database", os.Getenv("LINLI_TEST_POSTGRES"), "a database of PostgreSQL; without one: SQLite")
	flag.StringVar(&o.data, "data", "", "a folder for the server's data, which stays and is used again; without one: a new one, which goes")
	flag.IntVar(&o.rows, "rows", 1_000_000, "requests that are there already")
	flag.IntVar(&o.lines, "lines", 64, "connections that file at once")
	flag.IntVar(&o.seconds, "seconds", 30, "how long each load lasts")
	flag.IntVar(&o.kills, "kills", 20, "how often the server is killed")
	flag.StringVar(&o.only, "only", "", "only these, separated by commas: raw, rows, closed, mixed, lists, again, drain, kills")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := measure(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func measure(ctx context.Context, o options) error {
	b, err := newBench(ctx, o)
	if err != nil {
		return err
	}
	defer b.end()
	var wanted []string
	if o.only != "" {
		wanted = strings.Split(o.only, ",")
	}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	defer table.Flush()
	store := "SQLite"
	if o.database != "" {
		store = "PostgreSQL"
	}
	fmt.Fprintf(table, "%s, %d connections\tmeasured\twanted\n", store, o.lines)
	for _, p := range phases() {
		if len(wanted) > 0 && !slices.Contains(wanted, p.name) {
			continue
		}
		fmt.Fprintf(os.Stderr, "%s %s\n", time.Now().Format(time.TimeOnly), p.name)
		rows, err := p.run(ctx, b)
		for _, r := range rows {
			fmt.Fprintf(table, "%s\t%s\t%s\n", r.what, r.figure, r.wanted)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}
