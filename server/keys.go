package server

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"regexp"
	"time"
)

// Role is what whoever has a key may do.
type Role string

// The roles. A Kiosk files and looks up; an Officer, or a system of the city, also says what becomes of requests.
const (
	Kiosk   Role = "kiosk"
	Officer Role = "officer"
)

// Key is what is known of a key. The key itself is known only to whoever has it.
type Key struct {
	Name string    `json:"name"`
	Role Role      `json:"role"`
	Made time.Time `json:"made"`
	Ends time.Time `json:"ends,omitzero"` // zero: never
}

// Keys are the keys of a backend, for whoever runs it. A server that is running knows of a change within keysFor.
type Keys struct {
	store *store
	now   func() time.Time
}

// OpenKeys opens the keys of the backend with its data in a folder or a database, as Options have them, whether it is running or not.
func OpenKeys(ctx context.Context, dir, database string) (*Keys, error) {
	st, err := openStore(ctx, dir, database, newFigures())
	if err != nil {
		return nil, err
	}
	return &Keys{st, time.Now}, nil
}

// Close closes them.
func (k *Keys) Close() error { return k.store.close() }

// ErrNoKey tells that nobody has a key under a name; ErrHasKey that somebody has.
var (
	ErrNoKey  = errors.New("there is no key of this name; linli serve keys list names them")
	ErrHasKey = errors.New("there is a key of this name; linli serve keys renew gives a new one")
)

var keyName = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$`)

// Add makes a key and returns it. It is shown this once.
func (k *Keys) Add(ctx context.Context, name string, role Role) (key string, err error) {
	if !keyName.MatchString(name) {
		return "", fmt.Errorf("%q is no name for a key: want 1 to 64 letters, digits, spaces, dots, - and _", name)
	}
	key = rand.Text()
	return key, k.store.transact(ctx, func(tx *session) error {
		if err := tx.lock(ctx, "keys"); err != nil {
			return err
		}
		there, err := keysOf(ctx, tx, k.now())
		if err != nil {
			return err
		}
		for _, e := range there {
			if e.Name == name {
				return ErrHasKey
			}
		}
		return k.put(ctx, tx, key, name, role)
	})
}

// Renew makes another key for whoever has one, and lets the one before end after a time, so that it can be taken to where it is used.
func (k *Keys) Renew(ctx context.Context, name string, after time.Duration) (key string, err error) {
	key = rand.Text()
	return key, k.end(ctx, name, after, func(tx *session, role Role) error { return k.put(ctx, tx, key, name, role) })
}

// Revoke ends all keys of a name at once.
func (k *Keys) Revoke(ctx context.Context, name string) error {
	return k.end(ctx, name, 0, func(*session, Role) error { return nil })
}

// end lets the keys of a name end, where they do not end sooner anyway, and does something with their role.
func (k *Keys) end(ctx context.Context, name string, after time.Duration, do func(*session, Role) error) error {
	return k.store.transact(ctx, func(tx *session) error {
		if err := tx.lock(ctx, "keys"); err != nil {
			return err
		}
		there, err := keysOf(ctx, tx, k.now())
		if err != nil {
			return err
		}
		role := Role("")
		for _, e := range there {
			if e.Name == name {
				role = e.Role
			}
		}
		if role == "" {
			return ErrNoKey
		}
		ends := k.now().Add(after).UnixMicro()
		if _, err := tx.ExecContext(ctx, `UPDATE keys SET ends_at = ? WHERE name = ? AND (ends_at = 0 OR ends_at > ?)`, ends, name, ends); err != nil {
			return fmt.Errorf("end a key: %w", err)
		}
		return do(tx, role)
	})
}

func (k *Keys) put(ctx context.Context, tx *session, key, name string, role Role) error {
	hash := sha256.Sum256([]byte(key))
	if _, err := tx.ExecContext(ctx, `INSERT INTO keys (hash, name, role, made_at) VALUES (?,?,?,?)`, hash[:], name, string(role), k.now().UnixMicro()); err != nil {
		return fmt.Errorf("store a key: %w", err)
	}
	return nil
}

// List returns the keys that hold, by name.
func (k *Keys) List(ctx context.Context) ([]Key, error) {
	there, err := keysOf(ctx, k.store.read, k.now())
	out := make([]Key, 0, len(there))
	for _, e := range there {
		out = append(out, e.Key)
	}
	return out, err
}

// entry is a key that holds, by its hash.
type entry struct {
	Key
	hash [sha256.Size]byte
}

func keysOf(ctx context.Context, q *session, now time.Time) (all []entry, err error) {
	found, err := q.QueryContext(ctx, `SELECT hash, name, role, made_at, ends_at FROM keys WHERE ends_at = 0 OR ends_at > ? ORDER BY name, made_at`, now.UnixMicro())
	if err != nil {
		return nil, fmt.Errorf("read the keys: %w", err)
	}
	defer found.Close()
	for found.Next() {
		var e entry
		var hash []byte
		var made, ends int64
		if err := found.Scan(&hash, &e.Name, &e.Role, &made, &ends); err != nil {
			return nil, fmt.Errorf("read the keys: %w", err)
		}
		copy(e.hash[:], hash)
		if e.Made = time.UnixMicro(made); ends > 0 {
			e.Ends = time.UnixMicro(ends)
		}
		all = append(all, e)
	}
	return all, found.Err()
}

// keysFor is how long a server goes by the keys that it has read.
const keysFor = 5 * time.Second

// ring holds the keys that calls are compared with.
type ring struct {
	held map[[sha256.Size]byte]Key
	open bool // there has never been a key
	read time.Time
}

// keys are those that hold, read anew after keysFor. Where they cannot be read, those that were read last go on.
func (s *Server) keys(ctx context.Context) (*ring, error) {
	s.ringing.Lock()
	defer s.ringing.Unlock()
	if s.ring != nil && time.Since(s.ring.read) < keysFor {
		return s.ring, nil
	}
	r := &ring{held: map[[sha256.Size]byte]Key{}, read: time.Now()}
	all, err := keysOf(ctx, s.store.read, r.read)
	ever := false
	if err == nil {
		err = s.store.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM keys)`).Scan(&ever)
	}
	switch {
	case err != nil && s.ring == nil:
		return nil, fmt.Errorf("read the keys: %w", err)
	case err != nil:
		s.log.Error("server: keys, those read before go on", "error", err)
		return s.ring, nil
	}
	for _, e := range all {
		r.held[e.hash] = e.Key
	}
	r.open = !ever && len(s.options.APIKeys) == 0
	s.ring = r
	return r, nil
}

// holder says who shows a key, nobody where it is not one of ours, in a time that does not tell how close it was. A server that has never had
// a key takes everybody for a kiosk.
func (s *Server) holder(ctx context.Context, key string) (who Key, err error) {
	keys, err := s.keys(ctx)
	if err != nil {
		return Key{}, err
	}
	if keys.open {
		return Key{Role: Kiosk}, nil
	}
	known := 0
	for _, k := range s.options.APIKeys {
		known |= subtle.ConstantTimeCompare([]byte(k), []byte(key))
	}
	if known == 1 {
		return Key{Name: "a key of the configuration", Role: Kiosk}, nil
	}
	who = keys.held[sha256.Sum256([]byte(key))] // where hashes differ tells nothing of the key
	if !who.Ends.IsZero() && !time.Now().Before(who.Ends) {
		return Key{}, nil
	}
	return who, nil
}
