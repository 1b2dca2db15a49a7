package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"text/tabwriter"
	"time"

	"linli/outbox"
	"linli/report"
)

// verb is what staff can do with the queue.
type verb struct {
	// numbers says how many are wanted: none, one or more; all is the word in their place, where there is one.
	least, most int
	all         string
	do          func(ctx context.Context, e *env, o outbox.Options, numbers []report.Number) error
}

const many = 1000

func verbs() map[string]verb {
	return map[string]verb{
		"list": {0, 0, "", listQueue}, "verify": {0, 0, "", verifyQueue}, "show": {1, 1, "", showQueue}, "shown": {0, 0, "", shownQueue},
		"hold": {1, 1, "", holdQueue}, "release": {1, 1, "", releaseQueue}, "retry": {1, 1, "all", retryQueue},
		"export": {1, many, "all-waiting", exportQueue}, "signer": {0, 0, "", signerQueue}, "rekey": {0, 0, "", rekeyQueue},
	}
}

const queueKnows = "list, verify, show NUMBER, shown, hold NUMBER, release NUMBER, retry NUMBER or all, export NUMBER... or all-waiting, signer, import FILE, rekey"

// runQueue shows staff what the kiosk keeps, and lets them decide on it. Nothing that it prints is personal, except what is shown for
// a reason.
func runQueue(ctx context.Context, e *env) error {
	words := e.words
	if len(words) == 0 {
		words = []string{"list"}
	}
	if words[0] == "import" {
		return importQueue(ctx, e, words[1:])
	}
	v, ok := verbs()[words[0]]
	if !ok {
		return usageError{fmt.Errorf("linli queue does not know %q; it knows %s", words[0], queueKnows)}
	}
	numbers, err := v.read(words[0], words[1:])
	if err != nil {
		return usageError{err}
	}
	if dir := filepath.Join(e.config.Data, "outbox"); gone(filepath.Join(dir, "outbox.db")) { // looking makes no key
		return fmt.Errorf("there is no outbox in %s; name the kiosk's folder with -data", dir)
	}
	o, err := boxOf(e)
	if err != nil {
		return err
	}
	return v.do(ctx, e, o, numbers)
}

// read reads the numbers behind a verb; none stand for all.
func (v verb) read(name string, words []string) (numbers []report.Number, err error) {
	if v.all != "" && len(words) == 1 && words[0] == v.all {
		return nil, nil
	}
	if len(words) < v.least || len(words) > v.most {
		want := map[int]string{0: "nothing more", 1: "one number, such as 102455837716", many: "numbers, such as 102455837716"}[v.most]
		if v.all != "" {
			want += ", or the word " + v.all
		}
		return nil, fmt.Errorf("linli queue %s wants %s", name, want)
	}
	for _, word := range words {
		n, err := report.ParseNumber(word)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", word, err)
		}
		numbers = append(numbers, n)
	}
	return numbers, nil
}

// flagOf is a flag as it was given, empty where it was not.
func flagOf(e *env, name string) (value string) {
	e.flags.Visit(func(f *flag.Flag) {
		if f.Name == name {
			value = f.Value.String()
		}
	})
	return value
}

func asJSON(e *env) bool { return flagOf(e, "json") == "true" }

func looking(ctx context.Context, o outbox.Options, do func(*outbox.Box) error) error {
	b, err := outbox.Look(ctx, o)
	if err != nil {
		return err
	}
	return errors.Join(do(b), b.Close())
}

// queued is a submission for programs.
type queued struct {
	Number  report.Number `json:"number"`
	State   outbox.State  `json:"state"`
	Filed   time.Time     `json:"filed"`
	Tries   int           `json:"tries"`
	Code    report.Code   `json:"code,omitempty"`
	Request string        `json:"service_request_id,omitempty"`
	Backend string        `json:"backend"`
	// Kind is withdraw or amend for a change of the request with this number.
	Kind     outbox.Kind      `json:"kind,omitempty"`
	Attached []queuedAttached `json:"attachments,omitempty"`
	// Exported is when it was last written to a file.
	Exported time.Time `json:"exported,omitzero"`
}

// stands is the state in a word for people.
func (q queued) stands() string {
	if q.State == outbox.Held && !q.Exported.IsZero() {
		return "held, exported"
	}
	return string(q.State)
}

// queuedAttached is how far a recording or a picture has got.
type queuedAttached struct {
	State  outbox.Arrival `json:"state"`
	Reason string         `json:"reason,omitempty"`
}

func queuedOf(i outbox.Item) queued {
	q := queued{i.Number, i.State, i.FrozenAt, i.Tries, i.Code, i.Receipt.RequestID, i.Endpoint, i.Kind, nil, i.ExportedAt}
	for _, a := range i.Attached {
		q.Attached = append(q.Attached, queuedAttached{a.Arrival, a.Reason})
	}
	return q
}

func listQueue(ctx context.Context, e *env, o outbox.Options, _ []report.Number) error {
	all := []queued{}
	err := looking(ctx, o, func(b *outbox.Box) error {
		return b.Each(ctx, func(i outbox.Item) error {
			all = append(all, queuedOf(i))
			return nil
		})
	})
	if err != nil {
		return err
	}
	if asJSON(e) {
		return printJSON(e, all)
	}
	table := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NUMBER\tKIND\tSTATE\tFILED\tTRIES\tLAST TROUBLE\tBACKEND")
	for _, q := range all {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%d\t%s\t%s\n", string(q.Number), cmp.Or(string(q.Kind), "request"), q.stands(), q.Filed.Format(time.DateTime), q.Tries, q.Code, q.Backend)
	}
	return table.Flush()
}

func verifyQueue(ctx context.Context, e *env, o outbox.Options, _ []report.Number) error {
	var checked int
	var flaws []outbox.Flaw
	err := looking(ctx, o, func(b *outbox.Box) (err error) {
		checked, flaws, err = b.Verify(ctx)
		return err
	})
	if err != nil {
		return err
	}
	if asJSON(e) {
		err = printJSON(e, map[string]any{"checked": checked, "flaws": append([]outbox.Flaw{}, flaws...)})
	} else {
		for _, f := range flaws {
			fmt.Fprintf(e.stdout, "%s  %s\n", string(f.Number), f.What)
		}
		fmt.Fprintf(e.stdout, "%d with words or attachments in them, in two places each: %d flaws\n", checked, len(flaws))
	}
	if err == nil && len(flaws) > 0 {
		err = errors.New("the kiosk mends a flaw from the other place when it is started; what is damaged in both goes to quarantine")
	}
	return err
}

// changing opens the outbox for itself: the kiosk must not run.
func changing(ctx context.Context, o outbox.Options, do func(*outbox.Box) error) error {
	b, err := outbox.Open(ctx, o)
	if err != nil {
		return err
	}
	return errors.Join(do(b), b.Close())
}

func holdQueue(ctx context.Context, e *env, o outbox.Options, numbers []report.Number) error {
	err := changing(ctx, o, func(b *outbox.Box) error { return b.Hold(ctx, numbers[0]) })
	return told(e, err, numbers[0], "held")
}

func releaseQueue(ctx context.Context, e *env, o outbox.Options, numbers []report.Number) error {
	err := changing(ctx, o, func(b *outbox.Box) error { return b.Release(ctx, numbers[0]) })
	return told(e, err, numbers[0], "will be sent when the kiosk runs")
}

// retryQueue puts back what the city refused.
func retryQueue(ctx context.Context, e *env, o outbox.Options, numbers []report.Number) error {
	again := 0
	err := changing(ctx, o, func(b *outbox.Box) (err error) {
		if len(numbers) == 0 {
			again, err = b.RetryAll(ctx)
			return err
		}
		_, err = b.Retry(ctx, numbers[0])
		return err
	})
	if len(numbers) > 0 {
		return told(e, err, numbers[0], "will be tried again when the kiosk runs")
	}
	if err != nil {
		return err
	}
	if asJSON(e) {
		return printJSON(e, map[string]int{"again": again})
	}
	fmt.Fprintf(e.stdout, "%d will be tried again when the kiosk runs\n", again)
	return nil
}

// told says what came of a number.
func told(e *env, err error, n report.Number, what string) error {
	if err != nil {
		return err
	}
	if asJSON(e) {
		return printJSON(e, map[string]string{"number": string(n), "now": what})
	}
	fmt.Fprintf(e.stdout, "%s: %s\n", string(n), what)
	return nil
}

func printJSON(e *env, what any) error {
	out := json.NewEncoder(e.stdout)
	out.SetIndent("", "  ")
	return out.Encode(what)
}
