package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"text/tabwriter"
	"time"

	"linli/outbox"
	"linli/report"
)

// runQueue shows staff what the kiosk keeps, and lets them hold and release it. Nothing that it prints is personal.
func runQueue(ctx context.Context, e *env) error {
	words := e.words
	if len(words) == 0 {
		words = []string{"list"}
	}
	if dir := filepath.Join(e.config.Data, "outbox"); gone(filepath.Join(dir, "outbox.db")) { // looking makes no key
		return fmt.Errorf("there is no outbox in %s; name the kiosk's folder with -data", dir)
	}
	o, err := boxOf(e)
	if err != nil {
		return err
	}
	asJSON := e.flags.Lookup("json").Value.String() == "true"
	switch verb := words[0]; {
	case verb == "list" && len(words) == 1:
		return looking(ctx, o, func(b *outbox.Box) error { return listQueue(ctx, e, b, asJSON) })
	case verb == "verify" && len(words) == 1:
		return looking(ctx, o, func(b *outbox.Box) error { return verifyQueue(ctx, e, b, asJSON) })
	case (verb == "hold" || verb == "release") && len(words) == 2:
		return changeQueue(ctx, e, o, verb, words[1])
	case (verb == "hold" || verb == "release"):
		return usageError{fmt.Errorf("linli queue %s wants one number, such as 102455837716", verb)}
	}
	return usageError{fmt.Errorf("linli queue does not know %q; it knows list, verify, hold NUMBER and release NUMBER", words)}
}

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
}

// queuedAttached is how far a recording or a picture has got.
type queuedAttached struct {
	State  outbox.Arrival `json:"state"`
	Reason string         `json:"reason,omitempty"`
}

func listQueue(ctx context.Context, e *env, b *outbox.Box, asJSON bool) error {
	all := []queued{}
	err := b.Each(ctx, func(i outbox.Item) error {
		q := queued{i.Number, i.State, i.FrozenAt, i.Tries, i.Code, i.Receipt.RequestID, i.Endpoint, i.Kind, nil}
		for _, a := range i.Attached {
			q.Attached = append(q.Attached, queuedAttached{a.Arrival, a.Reason})
		}
		all = append(all, q)
		return nil
	})
	if err != nil {
		return err
	}
	if asJSON {
		return printJSON(e, all)
	}
	table := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NUMBER\tKIND\tSTATE\tFILED\tTRIES\tLAST TROUBLE\tBACKEND")
	for _, q := range all {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%d\t%s\t%s\n", string(q.Number), cmp.Or(string(q.Kind), "request"), q.State, q.Filed.Format(time.DateTime), q.Tries, q.Code, q.Backend)
	}
	return table.Flush()
}

func verifyQueue(ctx context.Context, e *env, b *outbox.Box, asJSON bool) error {
	checked, flaws, err := b.Verify(ctx)
	if err != nil {
		return err
	}
	if asJSON {
		err = printJSON(e, map[string]any{"checked": checked, "flaws": append([]outbox.Flaw{}, flaws...)})
	} else {
		for _, f := range flaws {
			fmt.Fprintf(e.stdout, "%s  %s\n", string(f.Number), f.What)
		}
		fmt.Fprintf(e.stdout, "%d with words in them, in two places each: %d flaws\n", checked, len(flaws))
	}
	if err == nil && len(flaws) > 0 {
		err = errors.New("the kiosk mends a flaw from the other place when it is started; what is damaged in both goes to quarantine")
	}
	return err
}

// changeQueue needs the outbox for itself: the kiosk must not run.
func changeQueue(ctx context.Context, e *env, o outbox.Options, verb, text string) error {
	n, err := report.ParseNumber(text)
	if err != nil {
		return usageError{fmt.Errorf("%q: %w", text, err)}
	}
	b, err := outbox.Open(ctx, o)
	if err != nil {
		return err
	}
	if verb == "hold" {
		err = b.Hold(ctx, n)
	} else {
		err = b.Release(ctx, n)
	}
	if err == nil {
		fmt.Fprintf(e.stdout, "%s: %s\n", string(n), map[string]string{"hold": "held", "release": "will be sent when the kiosk runs"}[verb])
	}
	return errors.Join(err, b.Close())
}

func printJSON(e *env, what any) error {
	out := json.NewEncoder(e.stdout)
	out.SetIndent("", "  ")
	return out.Encode(what)
}
