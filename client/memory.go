package client

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"linli/report"
)

// Catalogue is what a city offers (GeoReport v2, "GET Service List" and "GET Service Definition").
type Catalogue interface {
	Services(ctx context.Context, lang string) ([]report.Service, error)
	Definition(ctx context.Context, code, lang string) (report.Definition, error)
}

// Offering is a city that says what it takes beyond GeoReport.
type Offering interface {
	Offers(ctx context.Context) (report.Offers, error)
}

// Memory keeps a city's catalogue in a folder, so that residents can file while the city cannot be reached, after a new start
// too. Nothing personal is in it. Its methods may be called from any goroutine.
type Memory struct {
	city  Catalogue
	dir   string
	log   *slog.Logger
	clock func() time.Time
}

// NewMemory puts a memory in front of a city. The folder is made where it is missing.
func NewMemory(city Catalogue, dir string, log *slog.Logger, clock func() time.Time) (*Memory, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("the folder for the city's catalogue cannot be made: %w", err)
	}
	return &Memory{city, dir, log, clock}, nil
}

// Services returns the city's services, or those it had when it was last reached.
func (m *Memory) Services(ctx context.Context, lang string) ([]report.Service, error) {
	return recall(m, services(lang), func() ([]report.Service, error) { return m.city.Services(ctx, lang) })
}

// Definition returns a service's questions, or those it had when it was last asked.
func (m *Memory) Definition(ctx context.Context, code, lang string) (report.Definition, error) {
	return recall(m, definition(code, lang), func() (report.Definition, error) { return m.city.Definition(ctx, code, lang) })
}

// Offers returns what the city took beyond GeoReport when it was asked today or, where that is longer ago, takes now or took
// last; nothing where it does not say. A resident waits for it.
func (m *Memory) Offers(ctx context.Context) (report.Offers, error) {
	var before remembered[report.Offers]
	text, err := os.ReadFile(m.path(offers()))
	if err == nil && json.Unmarshal(text, &before) == nil && m.clock().Sub(before.At).Abs() < 24*time.Hour {
		return before.Answer, nil
	}
	return recall(m, offers(), m.askOffers(ctx))
}

func (m *Memory) askOffers(ctx context.Context) func() (report.Offers, error) {
	return func() (report.Offers, error) {
		if city, ok := m.city.(Offering); ok {
			return city.Offers(ctx)
		}
		return report.Offers{}, nil
	}
}

// Learn asks for everything in some languages, one question after the other, so that it is known when the line breaks. It gives
// up where the city cannot be reached.
func (m *Memory) Learn(ctx context.Context, langs []string, pause time.Duration) error {
	if _, err := remember(m, offers(), m.askOffers(ctx)); err != nil {
		return fmt.Errorf("learn what the city takes: %w", err)
	}
	for _, lang := range langs {
		all, err := remember(m, services(lang), func() ([]report.Service, error) { return m.city.Services(ctx, lang) })
		if err != nil {
			return fmt.Errorf("learn the city's services: %w", err)
		}
		for _, s := range all {
			if !s.Asks {
				continue
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(pause):
			}
			_, err := remember(m, definition(s.Code, lang), func() (report.Definition, error) { return m.city.Definition(ctx, s.Code, lang) })
			if unreachable(err) {
				return fmt.Errorf("learn what the city asks: %w", err)
			}
		}
	}
	return nil
}

func offers() []string                      { return []string{"offers"} }
func services(lang string) []string         { return []string{"services", lang} }
func definition(code, lang string) []string { return []string{"definition", lang, code} }

// unreachable says whether an error means that the city was not heard.
func unreachable(err error) bool {
	code := report.CodeOf(err)
	return code == report.Offline || code == report.Nonsense
}

// remembered is one answer of the city.
type remembered[T any] struct {
	At     time.Time
	Answer T
}

// remember asks, and keeps the answer.
func remember[T any](m *Memory, name []string, ask func() (T, error)) (T, error) {
	answer, err := ask()
	if err != nil {
		return answer, err
	}
	if err := keep(m.path(name), remembered[T]{m.clock(), answer}); err != nil {
		m.log.Warn("client: the catalogue cannot be kept for when the line is down", "err", err)
	}
	return answer, nil
}

// recall asks, and keeps the answer; where the city cannot be reached it returns what was kept.
func recall[T any](m *Memory, name []string, ask func() (T, error)) (T, error) {
	answer, err := remember(m, name, ask)
	if !unreachable(err) {
		return answer, err
	}
	var before remembered[T]
	text, readErr := os.ReadFile(m.path(name))
	if readErr == nil {
		readErr = json.Unmarshal(text, &before)
	}
	if readErr != nil {
		if !errors.Is(readErr, fs.ErrNotExist) {
			m.log.Warn("client: what was kept of the catalogue cannot be read", "err", readErr)
		}
		return answer, err
	}
	m.log.Info("client: the city cannot be reached; its catalogue is as it was", "what", name[0], "old", m.clock().Sub(before.At).Round(time.Minute))
	return before.Answer, nil
}

// path is the file of an answer: what a city calls its services is no file name.
func (m *Memory) path(name []string) string {
	text, _ := json.Marshal(name) // strings only
	return filepath.Join(m.dir, fmt.Sprintf("%s-%x.json", name[0], sha256.Sum256(text)))
}

// keep writes a file whole or not at all.
func keep(path string, what any) error {
	text, err := json.Marshal(what)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), "new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
