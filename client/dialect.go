package client

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"linli/client/georeport"
)

// Fact is whether something holds for a server; the zero Fact is not known yet.
type Fact string

// The facts that are known.
const (
	Yes Fact = "yes"
	No  Fact = "no"
)

func factOf(holds bool) Fact {
	if holds {
		return Yes
	}
	return No
}

// Dialect is how a server speaks, as far as it has shown that. Nobody configures it, and nothing of a resident is in it.
type Dialect struct {
	// At is when something was learned last.
	At time.Time `json:"at"`
	// Discovery: it says where its endpoint is. Linli: it offers linli/v1.
	Discovery Fact `json:"discovery,omitempty"`
	Linli     Fact `json:"linli,omitempty"`
	// Format is what it answered in last.
	Format georeport.Format `json:"format,omitempty"`
	// Key: it has taken a request with our key, or No: it refused the key and took the request without one. KeyMark tells keys apart.
	Key     Fact   `json:"key,omitempty"`
	KeyMark string `json:"key_mark,omitempty"`
	// Keyless: it has taken a request without a key, or No: it refused one because of that.
	Keyless Fact `json:"keyless,omitempty"`
	// PlainLists: it wants several values of one attribute without "[]".
	PlainLists Fact `json:"plain_lists,omitempty"`
	// Answers is what it gives for a request that it takes: "id", "token" or "nothing".
	Answers string `json:"answers,omitempty"`
	// ShowsByID: it has shown a request of ours by its id. Lists: its list has had one of ours; ListsNew: at once after it was filed.
	ShowsByID Fact `json:"shows_by_id,omitempty"`
	Lists     Fact `json:"lists,omitempty"`
	ListsNew  Fact `json:"lists_new,omitempty"`
	// Pages: a long list goes on with page=2.
	Pages Fact `json:"pages,omitempty"`
	// Updates: it has servicerequestupdates.
	Updates Fact `json:"updates,omitempty"`
	// KeepsWords: what it showed last of a request of ours is what was sent. KeepsRare: the same of one with characters of four bytes,
	// which some cities destroy: one without them proves nothing of that.
	KeepsWords Fact `json:"keeps_words,omitempty"`
	KeepsRare  Fact `json:"keeps_rare,omitempty"`
	// Recordings, Pictures: it takes them.
	Recordings Fact `json:"recordings,omitempty"`
	Pictures   Fact `json:"pictures,omitempty"`
	// Batch and Blackbox count the services that answer later, or never.
	Batch    int `json:"batch,omitempty"`
	Blackbox int `json:"blackbox,omitempty"`
}

// Dialect returns what has been learned of the server.
func (c *Client) Dialect() Dialect {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.learned.Dialect
}

// learn changes what is known of the server and keeps it, so that it is known after a new start.
func (c *Client) learn(change func(*Dialect)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	before := c.learned.Dialect
	change(&c.learned.Dialect)
	if c.learned.Dialect == before {
		return
	}
	c.learned.At = time.Now().Truncate(time.Second)
	if c.dir == "" {
		return
	}
	err := os.MkdirAll(c.dir, 0o700)
	if err == nil {
		err = keep(c.dialectFile(), c.learned.Dialect)
	}
	if err != nil {
		c.log.Warn("client: what was learned of the server cannot be kept", "error", err)
	}
}

// recallDialect reads what was kept. What a server thought of another key says nothing about this one.
func (c *Client) recallDialect() {
	if c.dir == "" {
		return
	}
	var d Dialect
	text, err := os.ReadFile(c.dialectFile())
	if err == nil {
		err = json.Unmarshal(text, &d)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		c.log.Warn("client: what was learned of the server cannot be read", "error", err)
	default:
		if d.KeyMark != mark(c.key) {
			d.Key, d.KeyMark = "", ""
		}
		c.learned.Dialect = d
	}
}

// dialectFile is named after the server: a kiosk that is given another one learns anew.
func (c *Client) dialectFile() string {
	return filepath.Join(c.dir, fmt.Sprintf("dialect-%x.json", sha256.Sum256([]byte(c.base.String()))))
}

// mark tells keys apart without holding them.
func mark(key string) string {
	if key == "" {
		return ""
	}
	return fmt.Sprintf("%x", sha256.Sum256([]byte("key "+key)))[:8]
}
