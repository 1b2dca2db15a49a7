package speech

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
)

// Chain is mouths in the order in which they are wanted: where one fails the next one speaks. One that has failed is left
// alone for a while, longer each time, and then tried again.
type Chain struct {
	mouths []Mouth
	mu     sync.Mutex
	rests  []rest
}

// rest is how a mouth is doing.
type rest struct {
	failures int
	until    time.Time
}

// How long a mouth is left alone that has failed once, and at most.
const (
	firstRest   = 500 * time.Millisecond
	longestRest = 30 * time.Second
)

// NewChain returns a chain of at least one mouth.
func NewChain(mouths ...Mouth) *Chain {
	return &Chain{mouths: mouths, rests: make([]rest, len(mouths))}
}

// Name implements Mouth.
func (c *Chain) Name() string {
	names := make([]string, len(c.mouths))
	for i, m := range c.mouths {
		names[i] = m.Name()
	}
	return strings.Join(names, ", ")
}

// errResting: every mouth has failed shortly before.
var errResting = errors.New("left alone for a while after it has failed")

// Speak implements Mouth. A mouth that has spoken well until now and fails is given the sentence once more.
func (c *Chain) Speak(ctx context.Context, p Phrase) error {
	failed := errResting
	for i, m := range c.mouths {
		if !c.ready(i) {
			continue
		}
		err := m.Speak(ctx, p)
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err != nil && c.fresh(i) && len(c.mouths) == i+1 && !errors.Is(err, ErrHangs) {
			err = m.Speak(ctx, p)
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
		}
		c.note(i, err)
		if err == nil {
			return nil
		}
		failed = err
	}
	return fmt.Errorf("no voice: %w", failed)
}

// Check implements Mouth: one that speaks the language is enough.
func (c *Chain) Check(ctx context.Context, lang string) error {
	var errs []error
	for _, m := range c.mouths {
		err := m.Check(ctx, lang)
		if err == nil {
			return nil
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func (c *Chain) ready(i int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !time.Now().Before(c.rests[i].until)
}

func (c *Chain) fresh(i int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.rests[i].failures == 0
}

func (c *Chain) note(i int, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := &c.rests[i]
	if err == nil {
		*r = rest{}
		return
	}
	r.until = time.Now().Add(min(firstRest<<min(r.failures, 10), longestRest))
	r.failures++
}
