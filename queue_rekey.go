package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"linli/outbox"
	"linli/report"
)

// rekeyQueue seals the outbox with a new key.
func rekeyQueue(ctx context.Context, e *env, o outbox.Options, _ []report.Number) error {
	path := keyFile(e.config.Data, os.Getenv)
	ours := path == ownKey(e.config.Data)
	if !ours {
		path = "" // systemd's, who makes it anew from its source at each start
	}
	done, err := outbox.Rekey(ctx, o, path)
	if errors.Is(err, outbox.ErrOneKey) {
		return errors.New("the key comes from systemd: write a new one above the old one into the file of LoadCredential=linli-outbox-key (openssl rand -hex 32), then start this again with that credential")
	}
	if err != nil {
		return err
	}
	finished := ours && len(done.Old) == 0
	if asJSON(e) {
		err = printJSON(e, map[string]any{"submissions": done.Submissions, "attachments": done.Attachments, "old": append([]string{}, done.Old...), "old_key_gone": finished})
	} else {
		fmt.Fprintf(e.stdout, "%d submissions and %d attachments are sealed with the new key\n", done.Submissions, done.Attachments)
	}
	switch {
	case err != nil:
		return err
	case len(done.Old) > 0:
		return fmt.Errorf("the old key stays, since it or none opens %s (and %d more): linli queue verify says what is damaged", done.Old[0], len(done.Old)-1)
	case !ours && !asJSON(e):
		fmt.Fprintln(e.stdout, "now take the old key out of the file of LoadCredential=linli-outbox-key")
	case !asJSON(e):
		fmt.Fprintln(e.stdout, "the old key is gone; it still opens backups that were made before")
	}
	return nil
}
