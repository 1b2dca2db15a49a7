package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"linli/client"
	"linli/client/georeport"
	"linli/config"
	"linli/report"
)

// runCalls lists the calls of kiosks for staff, and answers one.
func runCalls(ctx context.Context, e *env) error {
	words := e.words
	if len(words) == 0 {
		words = []string{"list"}
	}
	ctx, stop := context.WithTimeout(ctx, 20*time.Second)
	defer stop()
	switch {
	case words[0] == "list" && len(words) == 1:
		return listCalls(ctx, e)
	case words[0] == "answer" && len(words) > 1:
		id, err := strconv.ParseInt(words[1], 10, 64)
		if err != nil {
			return usageError{fmt.Errorf("linli calls answer wants the number of a call, as linli calls lists it; %q is none", words[1])}
		}
		return answerCall(ctx, e, id, strings.Join(words[2:], " "))
	}
	return usageError{fmt.Errorf("linli calls does not know %q; it knows list and answer NUMBER [NAME] (-in MINUTES)", strings.Join(words, " "))}
}

// toBackend is the client of the backend that keeps calls: the configured one, or that of the kiosk that runs here.
func toBackend(e *env) (*client.Client, error) {
	o := clientOptions(e)
	if o.BaseURL == "" {
		address, err := os.ReadFile(addressFile(e.config))
		if err != nil {
			return nil, errors.New("no kiosk with a backend of its own runs here; give the address of the backend with -backend")
		}
		o.BaseURL = strings.TrimSpace(string(address))
	}
	return client.New(o)
}

// addressFile says where the embedded backend of a running kiosk answers.
func addressFile(c config.Config) string { return filepath.Join(c.Data, "backend", "address") }

func listCalls(ctx context.Context, e *env) error {
	c, err := toBackend(e)
	if err != nil {
		return err
	}
	all, err := c.Calls(ctx)
	if err != nil {
		return err
	}
	if e.flags.Lookup("json").Value.String() == "true" {
		return printJSON(e, all)
	}
	table := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "CALL\tAT\tKIOSK\tWHERE\tSTATE\tBY")
	for _, c := range all {
		fmt.Fprintf(table, "%d\t%s\t%04d\t%s\t%s\t%s\n", c.ID, c.At.Format(time.TimeOnly), c.Kiosk, c.Name, stateOfCall(c.State), c.By)
	}
	return table.Flush()
}

func stateOfCall(state string) string {
	switch state {
	case georeport.CallTakenBack:
		return "taken back"
	case georeport.CallAgain:
		return "called again"
	case georeport.CallOpen:
		return "WAITING"
	}
	return state
}

func answerCall(ctx context.Context, e *env, id int64, by string) error {
	in, err := strconv.Atoi(e.flags.Lookup("in").Value.String())
	if err != nil || in < 0 || in > report.MostMinutes {
		return usageError{fmt.Errorf("-in: want 0 to %d minutes", report.MostMinutes)}
	}
	reply := report.NewReply(by, in)
	c, err := toBackend(e)
	if err != nil {
		return err
	}
	call, err := c.AnswerCall(ctx, id, reply)
	switch {
	case report.CodeOf(err) == report.NotFound:
		return fmt.Errorf("there is no call %d; linli calls lists them", id)
	case report.CodeOf(err) == report.Refused:
		return fmt.Errorf("call %d: nobody needs to come any more", id)
	case err != nil:
		return err
	case call.By != reply.By:
		fmt.Fprintf(e.stdout, "%d: %s has answered before, at %s\n", id, somebody(call.By), call.Ended.Format(time.TimeOnly))
		return nil
	}
	fmt.Fprintf(e.stdout, "%d: the resident at %s is told that %s comes\n", id, call.Name, somebody(call.By))
	return nil
}

func somebody(by string) string {
	if by == "" {
		return "somebody"
	}
	return by
}
