package client_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"linli/client"
	"linli/report"
)

// catalogue is a city that can be cut off.
type catalogue struct {
	code  report.Code // what calls come to; "" for an answer
	asked int
}

func (c *catalogue) fail() error {
	c.asked++
	if c.code == "" {
		return nil
	}
	return &report.Error{Code: c.code, Op: "test", Err: errors.New("no line")}
}

func (c *catalogue) Services(_ context.Context, lang string) ([]report.Service, error) {
	if err := c.fail(); err != nil {
		return nil, err
	}
	return []report.Service{{Code: "a/../b:'", Name: "lamp " + lang, Asks: true}, {Code: "c", Name: "noise"}}, nil
}

func (c *catalogue) Definition(_ context.Context, code, lang string) (report.Definition, error) {
	if err := c.fail(); err != nil {
		return report.Definition{}, err
	}
	return report.Definition{ServiceCode: code, Attributes: []report.Attribute{{Code: "x", Question: lang, Datatype: report.TypeString}}}, nil
}

func memory(t *testing.T, c *catalogue, dir string) *client.Memory {
	t.Helper()
	m, err := client.NewMemory(c, dir, slog.New(slog.DiscardHandler), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// What the city offered when it was last reached is there when it cannot be reached, after a new start too, in each language.
func TestTheCatalogueIsThereWithoutALine(t *testing.T) {
	dir, c := filepath.Join(t.TempDir(), "catalogue"), &catalogue{}
	if err := memory(t, c, dir).Learn(t.Context(), []string{"en", "zh-Hans"}, 0); err != nil {
		t.Fatal(err)
	}
	want, _ := c.Services(t.Context(), "zh-Hans")
	questions, _ := c.Definition(t.Context(), want[0].Code, "zh-Hans")
	for _, c.code = range []report.Code{report.Offline, report.Nonsense} {
		m := memory(t, c, dir)
		if got, err := m.Services(t.Context(), "zh-Hans"); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: services %+v, %v", c.code, got, err)
		}
		if got, err := m.Definition(t.Context(), want[0].Code, "zh-Hans"); err != nil || !reflect.DeepEqual(got, questions) {
			t.Errorf("%s: questions %+v, %v", c.code, got, err)
		}
		if _, err := m.Services(t.Context(), "fr"); report.CodeOf(err) != c.code {
			t.Errorf("%s: never asked for, and got %v", c.code, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), "*")); len(left) != 1 {
		t.Errorf("a code of the city led out of the folder: %v", left)
	}
}

// What the city says itself counts: a service that it no longer has is not remembered back.
func TestTheCityIsBelieved(t *testing.T) {
	dir, c := t.TempDir(), &catalogue{}
	m := memory(t, c, dir)
	if _, err := m.Definition(t.Context(), "c", "en"); err != nil {
		t.Fatal(err)
	}
	c.code = report.NotFound
	if _, err := m.Definition(t.Context(), "c", "en"); report.CodeOf(err) != report.NotFound {
		t.Errorf("got %v", err)
	}
	c.code = report.Offline
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, f := range files {
		os.WriteFile(f, []byte("{"), 0o600)
	}
	if _, err := m.Definition(t.Context(), "c", "en"); report.CodeOf(err) != report.Offline {
		t.Errorf("damaged, and got %v", err)
	}
}

// A city that cannot be reached is asked once, not for every service.
func TestLearningGivesUp(t *testing.T) {
	dir, c := t.TempDir(), &catalogue{}
	if err := memory(t, c, dir).Learn(t.Context(), []string{"en"}, 0); err != nil { // what is kept is no answer
		t.Fatal(err)
	}
	c.code, c.asked = report.Offline, 0
	if err := memory(t, c, dir).Learn(t.Context(), []string{"en", "zh-Hans"}, 0); err == nil || c.asked != 1 {
		t.Errorf("asked %d times, %v", c.asked, err)
	}
}
