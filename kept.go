package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"linli/client"
	"linli/kiosk"
	"linli/outbox"
	"linli/report"
)

// answering is how long a resident waits for the city's answer before the receipt says that the request is kept here.
const answering = 4 * time.Second

// keptCity is the city behind the outbox and a memory of its catalogue: what is sent is kept first, and a request can be begun
// and sent even if the city cannot be reached now.
type keptCity struct {
	kiosk.City
	box    *outbox.Box
	memory *client.Memory
}

// keep opens the outbox and sends what waits in it, until ctx is done. The closing waits for what is being sent.
func keep(ctx context.Context, e *env, city kiosk.City) (kept keptCity, closing func() error, err error) {
	o, err := boxOf(e)
	if err != nil {
		return keptCity{}, nil, err
	}
	box, err := outbox.Open(ctx, o)
	if err != nil {
		return keptCity{}, nil, err
	}
	memory, err := client.NewMemory(city, filepath.Join(e.config.Data, "catalogue"), e.log, time.Now)
	if err != nil {
		return keptCity{}, nil, errors.Join(err, box.Close())
	}
	ctx, stop := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(func() { box.Run(ctx, city) })
	if e.config.Backend != "" { // the embedded one is never far
		running.Go(func() { learn(ctx, e, memory) })
	}
	return keptCity{city, box, memory}, func() error {
		stop()
		running.Wait()
		return box.Close()
	}, nil
}

// learn keeps the catalogue for when the line is down, now and once a day, or sooner where the city cannot be reached.
func learn(ctx context.Context, e *env, memory *client.Memory) {
	var langs []string
	for _, lang := range e.config.Languages {
		if c := e.bundle.Words(lang).Catalogue(); !slices.Contains(langs, c) {
			langs = append(langs, c)
		}
	}
	for ctx.Err() == nil {
		again := 24 * time.Hour
		if err := memory.Learn(ctx, langs, 200*time.Millisecond); err != nil {
			again = 10 * time.Minute
		}
		select {
		case <-ctx.Done():
		case <-time.After(again):
		}
	}
}

// Services implements kiosk.City.
func (c keptCity) Services(ctx context.Context, lang string) ([]report.Service, error) {
	return c.memory.Services(ctx, lang)
}

// Definition implements kiosk.City.
func (c keptCity) Definition(ctx context.Context, code, lang string) (report.Definition, error) {
	return c.memory.Definition(ctx, code, lang)
}

// boxOf is where the outbox is, and for whom it keeps.
func boxOf(e *env) (outbox.Options, error) {
	dir, key := filepath.Join(e.config.Data, "outbox"), keyFile(e.config.Data, os.Getenv)
	if gone(key) && !gone(filepath.Join(dir, "outbox.db")) {
		return outbox.Options{}, fmt.Errorf("the key of the outbox in %s is gone: put %s back; a new one could not read what waits", dir, key)
	}
	keys, err := outbox.OpenKeys(key)
	if err != nil {
		return outbox.Options{}, err
	}
	endpoint := e.config.Backend
	if endpoint == "" {
		endpoint = outbox.Inside // whatever port it has this time
	}
	return outbox.Options{Dir: dir, Endpoint: endpoint, Keep: days(e.config.Outbox.KeepDays), Keys: keys, Clock: time.Now, Log: e.log}, nil
}

func days(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }

func gone(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// keyFile is where the key of the outbox is: among systemd's credentials where it hands one over (LoadCredential=linli-outbox-key),
// else beside the data.
func keyFile(data string, getenv func(string) string) string {
	if dir := getenv("CREDENTIALS_DIRECTORY"); dir != "" {
		path := filepath.Join(dir, "linli-outbox-key")
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	return ownKey(data)
}

func ownKey(data string) string { return filepath.Join(data, "keys", "outbox.key") }

// Offers says what the city takes beyond GeoReport, or took when it was last asked: whether requests can be changed, and which
// recordings and pictures it wants.
func (c keptCity) Offers(ctx context.Context) report.Offers {
	ctx, cancel := context.WithTimeout(ctx, answering)
	defer cancel()
	offers, err := c.memory.Offers(ctx)
	if err != nil {
		return report.Offers{}
	}
	return offers
}

// Send implements kiosk.City: it is kept, then sent.
func (c keptCity) Send(ctx context.Context, s report.Submission) (report.Receipt, error) {
	r, err := c.box.File(ctx, c.City, s, answering)
	if err == nil && r.Kept && c.Offers(ctx).Changes {
		r.ChangeUntil = s.FiledAt.Add(outbox.ChangeTime)
	}
	return r, err
}

// Withdraw implements kiosk.City. What waits here is withdrawn here, or once the city has it.
func (c keptCity) Withdraw(ctx context.Context, n report.Number, proof report.Proof) error {
	later, err := c.box.Withdraw(ctx, n, proof)
	if errors.Is(err, outbox.ErrAtCity) {
		if err = c.City.Withdraw(ctx, n, proof); err == nil {
			c.box.TakenBack(ctx, n)
		}
		return err
	}
	if err == nil && later {
		return &report.Error{Code: report.Later, Op: "withdraw a request"}
	}
	return err
}

// Amend implements kiosk.City. What waits here is added to once the city has it.
func (c keptCity) Amend(ctx context.Context, n report.Number, proof report.Proof, words string) error {
	err := c.box.Amend(ctx, n, proof, words)
	if errors.Is(err, outbox.ErrAtCity) {
		return c.City.Amend(ctx, n, proof, words)
	}
	if err == nil {
		return &report.Error{Code: report.Later, Op: "add words to a request"}
	}
	return err
}

// follower is a city that can be asked by its own id.
type follower interface {
	Follow(ctx context.Context, r report.Receipt, lang string) (report.Status, error)
}

// follow asks the city, by its own id where the receipt is here.
func (c keptCity) follow(ctx context.Context, n report.Number, r report.Receipt, lang string) (report.Status, error) {
	if city, can := c.City.(follower); can && (r.RequestID != "" || r.Token != "") {
		r.Number = n
		return city.Follow(ctx, r, lang)
	}
	return c.City.Track(ctx, n, lang)
}

// Track implements kiosk.City. What the city has not got, or cannot be asked for, may be here.
func (c keptCity) Track(ctx context.Context, n report.Number, lang string) (report.Status, error) {
	item, here, err := c.box.Find(ctx, n)
	if err != nil {
		return report.Status{}, err
	}
	if !here || item.State.AtCity() || item.State == outbox.Unknown || item.State == outbox.Sending {
		st, err := c.follow(ctx, n, item.Receipt, lang)
		silent := item.Receipt.Answers != report.AnswersAtOnce && item.State.AtCity()
		if report.CodeOf(err) == report.NotFound && (silent || item.State == outbox.Answered) { // it has said that it has it
			return report.Status{Number: n, State: report.Received, FiledAt: item.FrozenAt, Answers: item.Receipt.Answers,
				Updates: []report.Update{{At: item.FrozenAt, State: report.Received}}}, nil
		}
		if err == nil || !here || item.State.AtCity() {
			return st, err
		}
	}
	switch item.State {
	case outbox.Returned:
		return report.Status{}, &report.Error{Code: report.NotFound, Op: "look up a request", Err: errors.New("the city refused it when it was filed")}
	case outbox.Withdrawn:
		return report.Status{Number: n, State: report.Withdrawn, FiledAt: item.FrozenAt}, nil
	case outbox.Quarantined, outbox.Held:
		return report.Status{Number: n, State: report.Stuck, FiledAt: item.FrozenAt}, nil
	}
	st := report.Status{Number: n, State: report.Queued, FiledAt: item.FrozenAt}
	if c.Offers(ctx).Changes {
		if st.ChangeUntil, st.Proof, err = c.box.Changeable(ctx, n); err != nil {
			return report.Status{}, err
		}
	}
	return st, nil
}
