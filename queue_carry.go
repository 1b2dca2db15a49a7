package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"

	"linli/client"
	"linli/outbox"
	"linli/report"
)

// exportQueue writes what waits into a file that only somebody else can open.
func exportQueue(ctx context.Context, e *env, o outbox.Options, numbers []report.Number) error {
	to, path := flagOf(e, "to"), flagOf(e, "out")
	if to == "" || path == "" {
		return usageError{errors.New("linli queue export wants -to with a recipient (age1..., as age-keygen says) and -out with a file")}
	}
	recipients, err := age.ParseRecipients(strings.NewReader(strings.ReplaceAll(to, ",", "\n")))
	if err != nil {
		return usageError{fmt.Errorf("-to: %q is no recipient of age; it begins with age1, and age-keygen prints it as the public key", to)}
	}
	by, err := outbox.OpenSigner(signerFile(e.config.Data))
	if err != nil {
		return err
	}
	keep := flagOf(e, "keep-sending") == "true"
	count := 0
	err = changing(ctx, o, func(b *outbox.Box) (err error) {
		count, err = b.Export(ctx, outbox.Export{Numbers: numbers, To: recipients, By: by, Path: path, KeepSending: keep})
		return err
	})
	if err != nil {
		return err
	}
	if asJSON(e) {
		return printJSON(e, map[string]any{"file": path, "exported": count, "keeps_sending": keep, "signed_by": by.Public()})
	}
	what := "held here until linli queue release"
	if keep {
		what = "sent from here too"
	}
	fmt.Fprintf(e.stdout, "%s holds %d; they are %s\nit is signed by %s\n", path, count, what, by.Public())
	return nil
}

// signerFile is where the key lies that signs what is exported.
func signerFile(data string) string { return filepath.Join(data, "keys", "carry.key") }

// signerQueue says by what others know what this kiosk exports.
func signerQueue(_ context.Context, e *env, _ outbox.Options, _ []report.Number) error {
	by, err := outbox.OpenSigner(signerFile(e.config.Data))
	if err != nil {
		return err
	}
	if asJSON(e) {
		return printJSON(e, map[string]string{"signer": by.Public()})
	}
	fmt.Fprintln(e.stdout, by.Public())
	return nil
}

// importQueue takes in what another kiosk has exported, and sends it at once where it is asked to.
func importQueue(ctx context.Context, e *env, words []string) error {
	if len(words) != 1 || flagOf(e, "identity") == "" || flagOf(e, "from") == "" {
		return usageError{errors.New("linli queue import wants one file, -identity with the file of age-keygen that opens it, and -from with what linli queue signer says at the kiosk that it comes from")}
	}
	from, err := outbox.ParseSigners(flagOf(e, "from"))
	if err != nil {
		return usageError{fmt.Errorf("-from: %w", err)}
	}
	send := flagOf(e, "send") == "true"
	if send && e.config.Backend == "" {
		return usageError{errors.New("-send wants -backend with the address of the backend")}
	}
	identities, err := identitiesOf(flagOf(e, "identity"))
	if err != nil {
		return err
	}
	if _, err := os.Stat(words[0]); err != nil { // before an outbox is made
		return fmt.Errorf("%s cannot be read: %w", words[0], errors.Unwrap(err))
	}
	o, err := boxOf(e)
	if err != nil {
		return err
	}
	return changing(ctx, o, func(b *outbox.Box) error {
		added, here, err := b.Import(ctx, outbox.Import{Path: words[0], Identities: identities, From: from, For: flagOf(e, "for")})
		if err != nil {
			return err
		}
		waits := -1
		if send {
			if waits, err = sendAll(ctx, e, b); err != nil {
				return err
			}
		}
		return toldImport(e, words[0], added, here, waits)
	})
}

func toldImport(e *env, path string, added, here, waits int) error {
	if asJSON(e) {
		out := map[string]int{"added": added, "here": here}
		if waits >= 0 {
			out["waiting"] = waits
		}
		if err := printJSON(e, out); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(e.stdout, "%s: %d taken in, %d were here already\n", path, added, here)
		if waits == 0 {
			fmt.Fprintln(e.stdout, "all is sent, or stands with staff: linli queue list")
		}
	}
	if waits > 0 {
		return fmt.Errorf("%d still wait: the backend does not answer; the same command again goes on", waits)
	}
	return nil
}

func identitiesOf(path string) ([]age.Identity, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("-identity: %s cannot be read: %w", path, errors.Unwrap(err))
	}
	defer f.Close()
	all, err := age.ParseIdentities(f)
	if err != nil {
		return nil, fmt.Errorf("-identity: %s is no file of age-keygen", path) // never what is there instead
	}
	return all, nil
}

// enough is how long the backend may take to answer for anything at all.
const enough = 2 * time.Minute

// sendAll sends what waits until nothing does, or nothing has gone for a while, and returns how many still wait.
func sendAll(ctx context.Context, e *env, b *outbox.Box) (waits int, err error) {
	city, err := client.New(clientOptions(e))
	if err != nil {
		return 0, err
	}
	ctx, stop := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() { defer close(ended); b.Run(ctx, city) }()
	defer func() { stop(); <-ended }()
	least := -1
	for since := time.Now(); time.Since(since) < enough && ctx.Err() == nil; time.Sleep(50 * time.Millisecond) {
		if waits, err = b.Waiting(ctx); err != nil || waits == 0 {
			return waits, err
		}
		if least < 0 || waits < least {
			least, since = waits, time.Now()
		}
	}
	return waits, ctx.Err()
}
