package server

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// certificate is how the server says who it is. Its files are looked at again once a minute, so that a new one needs no restart.
type certificate struct {
	file, key string
	log       *slog.Logger

	mu      sync.Mutex
	pair    *tls.Certificate
	looked  time.Time
	changed time.Time // when the files were written that pair is of
}

// lookAgain is how often the files of a certificate are looked at.
const lookAgain = time.Minute

// newCertificate reads the files; an error names the one that is wrong.
func newCertificate(file, key string, log *slog.Logger) (*certificate, error) {
	c := &certificate{file: file, key: key, log: log}
	if err := c.read(); err != nil {
		return nil, err
	}
	return c, nil
}

func (c *certificate) read() error {
	pair, err := tls.LoadX509KeyPair(c.file, c.key)
	if err != nil {
		return fmt.Errorf("certificate %s with the key %s: %w; want both in PEM", c.file, c.key, err)
	}
	c.pair, c.looked, c.changed = &pair, time.Now(), c.written()
	return nil
}

// written is when the newer of the files was written.
func (c *certificate) written() (at time.Time) {
	for _, name := range []string{c.file, c.key} {
		if info, err := os.Stat(name); err == nil && info.ModTime().After(at) {
			at = info.ModTime()
		}
	}
	return at
}

func (c *certificate) config() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return c.now(), nil }}
}

// now is the certificate that holds now. Where a new one cannot be read the old one goes on.
func (c *certificate) now() *tls.Certificate {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.looked) < lookAgain {
		return c.pair
	}
	c.looked = time.Now()
	if c.written().Equal(c.changed) {
		return c.pair
	}
	if err := c.read(); err != nil {
		c.log.Error("server: the new certificate is not used", "error", err)
		return c.pair
	}
	c.log.Info("server: a new certificate is used")
	return c.pair
}
