// Command linli is the kiosk at which anybody can be heard by their city.
//
// It only introduces the parts to each other; what they do is in the folders. docs/architecture.md has the map.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"linli/assets"
	"linli/config"
	"linli/i18n"
)

// version is that of FyneApp.toml.
const version = "0.1.0"

const usage = `Linli: the kiosk at which anybody can be heard by their city.

  linli          the kiosk; with no backend configured it starts one of its own
  linli queue    what waits to be sent (docs/queue.md; -json for programs):
                   list, verify
                   show NUMBER [-reason "..."], shown
                   hold NUMBER, release NUMBER, retry NUMBER or all
                   export NUMBER... or all-waiting -to RECIPIENT -out FILE [-keep-sending]
                   signer, import FILE -identity KEYFILE -from SIGNER [-for ADDRESS] [-send]
                   rekey
  linli calls    kiosks at which somebody needs help: list, answer NUMBER [NAME] (-in MINUTES, -json)
  linli staff    who of the staff may write for residents: list, add NUMBER (the code comes on standard input), remove NUMBER
  linli keys     staff teach a keypad by pressing its keys; they are written into the file of -config
  linli serve    the backend alone (-demo moves sample cases along; docs/server.md)
                   keys list, keys add NAME [-officer], keys renew NAME [-days N], keys revoke NAME
  linli check    says what works on this machine, a line each
  linli phrases  prints the ready phrases, for a city to begin its own file with (docs/phrases.md)
  linli pages    writes every page as picture, text, data and what screen readers find (-out FOLDER)
  linli licences prints the licences of the fonts, strokes and words that are compiled in
  linli audit    measures every page against 99 rows of accessibility and writes conformance.md and .html (-out FOLDER)

Flags:
`

// env is what a command has to work with.
type env struct {
	args   []string
	words  []string // what follows a command that takes words
	file   string   // the configuration; empty where the sample holds
	flags  *flag.FlagSet
	stdin  io.Reader
	stdout io.Writer
	log    *slog.Logger
	config config.Config
	bundle *i18n.Bundle

	phrases []finding // of the city's own
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run runs a command and returns the exit status: 0 done, 1 failed, 2 used wrongly.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	commands := map[string]func(context.Context, *env) error{
		"": runKiosk, "queue": runQueue, "calls": runCalls, "staff": runStaff, "keys": runKeys, "serve": runServe, "check": runCheck, "pages": runPages, "audit": runAudit, "phrases": runPhrases, "licences": runLicences,
	}
	name := ""
	if len(args) > 0 && len(args[0]) > 0 && args[0][0] != '-' {
		name, args = args[0], args[1:]
	}
	command, ok := commands[name]
	if !ok {
		fmt.Fprintf(stderr, "linli: there is no command %q; linli -h names them\n", name)
		return 2
	}
	var words []string
	for (name == "queue" || name == "calls" || name == "staff" || name == "serve") && len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		words, args = append(words, args[0]), args[1:]
	}
	err := withEnv(ctx, &env{args: args, words: words, stdin: os.Stdin, stdout: stdout}, stderr, command)
	var wrong usageError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp), errors.Is(err, context.Canceled):
		return 0
	case errors.As(err, &wrong):
		fmt.Fprintln(stderr, "linli:", err)
		return 2
	}
	fmt.Fprintln(stderr, "linli:", err)
	return 1
}

// usageError is a mistake of whoever typed the command or wrote the configuration.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// withEnv reads flags, environment and configuration and runs a command.
func withEnv(ctx context.Context, e *env, stderr io.Writer, command func(context.Context, *env) error) error {
	e.flags = flag.NewFlagSet("linli", flag.ContinueOnError)
	e.flags.SetOutput(io.Discard)
	given, err := parse(e.flags, e.args, e.stdout)
	if err != nil {
		return err
	}
	level := slog.LevelInfo
	if given.verbose {
		level = slog.LevelDebug
	}
	e.log = slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: level}))
	if e.bundle, err = i18n.Load(); err != nil {
		return err
	}
	e.file = given.file
	if e.config, err = configure(e, given.file); err != nil {
		return usageError{err}
	}
	e.ownPhrases()
	return command(ctx, e)
}

// given is what flags say beside the configuration.
type given struct {
	file    string
	verbose bool
}

// parse declares the flags of all commands and reads them.
func parse(f *flag.FlagSet, args []string, stdout io.Writer) (given, error) {
	var g given
	f.StringVar(&g.file, "config", os.Getenv("LINLI_CONFIG"), "the configuration `file`; linli.sample.toml explains its keys")
	f.BoolVar(&g.verbose, "v", false, "log more")
	f.String("data", "", "the `folder` for all that is kept")
	f.String("backend", "", "the `address` of the city's Open311 service")
	f.String("lang", "", "the `languages` that residents may choose from, such as zh-Hans,en")
	f.String("theme", "", "the `theme` that pages have at the start: "+strings.Join(config.Themes(), ", "))
	f.String("text", "", "how large text is at the start: 100, 133 or 200 `per cent`")
	f.Bool("version", false, "say which version this is")
	f.Bool("fullscreen", false, "fill the screen")
	f.String("listen", "", "serve: the `address` to answer at")
	f.Bool("demo", false, "serve: move sample cases along, for visitors")
	f.Bool("json", false, "queue, calls: for programs")
	f.String("reason", "", "queue show: why somebody has to see what the resident wrote; it is `noted`")
	f.String("to", "", "queue export: who can open the file, as age-keygen names them (`age1...`), several with commas")
	f.String("identity", "", "queue import: the `file` that age-keygen wrote")
	f.String("from", "", "queue import: the `kiosks` whose files are taken in, as linli queue signer names them, several with commas")
	f.String("for", "", "queue import: the `address` that the other kiosk has for this backend, where it is another one")
	f.Bool("keep-sending", false, "queue export: let the line try too; only at a backend that knows idempotency keys")
	f.Bool("send", false, "queue import: send it to -backend at once, and wait until it has it")
	f.Bool("officer", false, "serve keys add: the key is for somebody who says what becomes of requests, not for a kiosk")
	f.Int("days", 7, "serve keys renew: for how many `days` the key before goes on")
	f.Int("in", 0, "calls: in how many `minutes` somebody comes")
	f.String("out", "", "pages, audit: the `folder` to write to, pages or docs if nothing is said; queue export: the file, which must not be there yet")
	err := f.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, usage)
		f.SetOutput(stdout)
		f.PrintDefaults()
		return g, err
	}
	if err == nil && f.Lookup("version").Value.String() == "true" {
		fmt.Fprintln(stdout, "linli", version)
		return g, flag.ErrHelp
	}
	if err == nil && f.NArg() > 0 {
		err = fmt.Errorf("%q is one word too many", f.Arg(0))
	}
	if err != nil {
		return g, usageError{fmt.Errorf("%w; linli -h explains the flags", err)}
	}
	return g, nil
}

// configure puts file, environment and flags together and checks the whole.
func configure(e *env, file string) (config.Config, error) {
	c, err := config.Read(file, assets.Sample(), os.Environ())
	if err != nil {
		return c, err
	}
	e.flags.Visit(func(f *flag.Flag) {
		if setErr := c.Set(f.Name, f.Value.String()); setErr != nil && err == nil {
			err = fmt.Errorf("-%s: %w", f.Name, setErr)
		}
	})
	if err != nil {
		return c, err
	}
	if err := c.Check(e.bundle.Has); err != nil {
		return c, err
	}
	if c.Data == "" {
		home, err := os.UserConfigDir()
		if err != nil {
			return c, fmt.Errorf("no folder for data is known; give one with -data: %w", err)
		}
		c.Data = filepath.Join(home, "linli")
	}
	return c, nil
}
