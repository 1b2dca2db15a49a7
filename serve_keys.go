package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"linli/server"
)

// serveKeys sees to the keys of the backend, whether it is running or not.
func serveKeys(ctx context.Context, e *env) error {
	words := e.words
	if words[0] != "keys" || len(words) == 1 {
		return usageError{fmt.Errorf("linli serve does not know %q; it knows keys list, keys add NAME, keys renew NAME and keys revoke NAME", strings.Join(words, " "))}
	}
	do, name := words[1], strings.Join(words[2:], " ")
	if (do == "list") != (name == "") {
		return usageError{fmt.Errorf("linli serve keys %s: want keys list, or keys add, renew or revoke with a NAME, such as the kiosk's place", do)}
	}
	days, err := strconv.Atoi(e.flags.Lookup("days").Value.String())
	if err != nil || days < 0 || days > 365 {
		return usageError{errors.New("-days: want 0 to 365")}
	}
	if err := writable(e.config.Data); err != nil {
		return err
	}
	keys, err := server.OpenKeys(ctx, filepath.Join(e.config.Data, "backend"), e.config.Serve.Database)
	if err != nil {
		return err
	}
	err = changeKeys(ctx, e, keys, do, name, time.Duration(days)*24*time.Hour)
	return errors.Join(err, keys.Close())
}

func changeKeys(ctx context.Context, e *env, keys *server.Keys, do, name string, after time.Duration) error {
	switch do {
	case "list":
		return listKeys(ctx, e, keys)
	case "add":
		role := server.Kiosk
		if e.flags.Lookup("officer").Value.String() == "true" {
			role = server.Officer
		}
		key, err := keys.Add(ctx, name, role)
		return showKey(e, key, fmt.Sprintf("the key of %s; it is shown this once", name), err)
	case "renew":
		key, err := keys.Renew(ctx, name, after)
		return showKey(e, key, fmt.Sprintf("the new key of %s; the one before goes on until %s", name, time.Now().Add(after).Format(time.DateTime)), err)
	case "revoke":
		if err := keys.Revoke(ctx, name); err != nil {
			return err
		}
		fmt.Fprintf(e.stdout, "the keys of %s do not hold any more; a running server knows within seconds\n", name)
		return nil
	}
	return usageError{fmt.Errorf("linli serve keys does not know %q; it knows list, add, renew and revoke", do)}
}

// showKey prints a key alone on standard output, so that a program can take it, and what it is in the log.
func showKey(e *env, key, what string, err error) error {
	if err != nil {
		return err
	}
	e.log.Info(what)
	fmt.Fprintln(e.stdout, key)
	return nil
}

func listKeys(ctx context.Context, e *env, keys *server.Keys) error {
	all, err := keys.List(ctx)
	if err != nil {
		return err
	}
	if e.flags.Lookup("json").Value.String() == "true" {
		return printJSON(e, all)
	}
	table := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NAME\tFOR\tMADE\tENDS")
	for _, k := range all {
		ends := "never"
		if !k.Ends.IsZero() {
			ends = k.Ends.Format(time.DateTime)
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", k.Name, k.Role, k.Made.Format(time.DateTime), ends)
	}
	return table.Flush()
}
