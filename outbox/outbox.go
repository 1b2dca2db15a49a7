// Package outbox keeps what residents have sent until the city has it: nothing is lost, nothing is sent twice.
//
// A submission is kept twice, sealed: in a file of its own and in a database, each synced to the disk before its number may be
// shown. Either can be rebuilt from the other. What may have left the kiosk is looked for at the city before it is sent again.
// Order is the order of freezing, never the clock's.
package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"linli/report"
)

// State is where a submission stands on its way to the city.
type State string

// The states of a submission. Only Frozen, and Unknown after the city was asked, may be sent.
const (
	// Frozen: kept, and surely not sent yet.
	Frozen State = "frozen"
	// Sending: being sent; after a crash it is Unknown.
	Sending State = "sending"
	// Unknown: it may have left; the city is asked before it is sent again.
	Unknown State = "unknown"
	// Answered: the city says that it has all of it, and has not been seen to have it for long enough. It is kept here whole.
	Answered State = "answered"
	// Attaching: the city has the words and not yet all attachments.
	Attaching State = "attaching"
	// Accepted: the city has all of it. What was written is erased.
	Accepted State = "accepted"
	// Incomplete: the city has the words, and an attachment will not get there; staff decide.
	Incomplete State = "incomplete"
	// Quarantined: waiting will not help; staff decide.
	Quarantined State = "quarantined"
	// Held: staff have stopped it for now.
	Held State = "held"
	// Returned: the city refused it while the resident was there to hear it. They were shown no number.
	Returned State = "returned"
	// Withdrawn: taken back before anything of it had left. What was written is erased.
	Withdrawn State = "withdrawn"
)

// Kind says what a submission is: a request, or a change of the request that has the same number.
type Kind string

// The kinds of submissions.
const (
	Request    Kind = ""
	Withdrawal Kind = "withdraw"
	Addition   Kind = "amend"
)

// waiting says whether a submission is still to be sent.
func (s State) waiting() bool { return s == Frozen || s == Sending || s == Unknown }

// copyKind is which of the two files a submission has in a state.
func (s State) copyKind() string {
	if s.waiting() || s == Held {
		return waitingFile
	}
	return settledFile
}

// ended says whether nothing of a submission's words and attachments is kept any more.
func (s State) ended() bool { return s == Accepted || s == Returned || s == Withdrawn }

// AtCity says whether the city has the words of a submission.
func (s State) AtCity() bool {
	return s == Accepted || s == Answered || s == Attaching || s == Incomplete
}

// Item is what may be known of a submission without opening it.
type Item struct {
	Seq      int64
	Number   report.Number
	Kind     Kind
	State    State
	Endpoint string // where it was filed for; it is sent nowhere else
	Tries    int
	FrozenAt time.Time
	// Attachments is how many there are; Attached says how far each has got, once the city has the words.
	Attachments int
	Attached    []Attachment
	// ExportedAt is when staff last wrote it to a file to carry it away.
	ExportedAt time.Time
	// ChangedAt is when the state last changed.
	ChangedAt time.Time
	// Receipt is the city's answer, where there is one.
	Receipt report.Receipt
	// Code says what went wrong last.
	Code report.Code
	// Tried is what came of each try, the newest last.
	Tried []Try
}

// answer is what is kept, sealed, of what came back: the city's own words may repeat the resident's.
type answer struct {
	Receipt  report.Receipt
	Code     report.Code
	Reason   string
	Attached []Attachment `json:",omitempty"`
	Tried    []Try        `json:",omitempty"`
	// TakenAt is when the city said that it has it, where it can be asked for it; SeenAt when it was first seen there. Looks is how
	// often it was looked for in vain since.
	TakenAt time.Time `json:",omitzero"`
	SeenAt  time.Time `json:",omitzero"`
	Looks   int       `json:",omitempty"`
}

// Options say where and for whom a Box keeps.
type Options struct {
	// Dir is the folder. One process at a time may use it.
	Dir string
	// Endpoint names the backend that submissions are filed for.
	Endpoint string
	// Keep is how long number and state of what has ended are kept; 0: for ever.
	Keep  time.Duration
	Keys  *Keys
	Clock func() time.Time
	Log   *slog.Logger
}

// Box keeps submissions. Its methods may be called from any goroutine.
type Box struct {
	o      Options
	lock   *os.File
	db     *store
	copies copies
	files  attached
	gate   *gate
	looks  pace
	wake   chan struct{}

	ending sync.Mutex // held while what the city has is ended here

	mu      sync.Mutex
	seq     int64            // the last one given
	claimed map[int64]bool   // what is being sent now
	left    map[int64]string // the keys of what could be neither kept nor taken back

	sending sync.WaitGroup
	over    context.Context // ends what is still being sent for residents when the box has waited for it long enough
	end     context.CancelFunc
}

// Open opens the folder, makes it where it is missing, and puts right whatever a crash, a power cut or a damaged disk has left.
// Its errors are one line that names the folder and what to do.
func Open(ctx context.Context, o Options) (*Box, error) {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, badFolder(o.Dir, err)
	}
	lock, err := lockFolder(o.Dir)
	if err != nil {
		return nil, err
	}
	b := newBox(o)
	b.lock = lock
	b.gate = newGate(b.keepTwice)
	if err := b.open(ctx); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

func newBox(o Options) *Box {
	b := &Box{o: o, copies: copies{filepath.Join(o.Dir, "kept")}, files: attachedIn(o.Dir, o.Keys), wake: make(chan struct{}, 1), claimed: map[int64]bool{}, left: map[int64]string{}}
	b.over, b.end = context.WithCancel(context.Background())
	return b
}

func (b *Box) open(ctx context.Context) error {
	if err := errors.Join(b.copies.prepare(), b.files.prepare()); err != nil {
		return badFolder(b.o.Dir, err)
	}
	var err error
	if b.db, err = openStore(ctx, filepath.Join(b.o.Dir, "outbox.db"), b.lock, b.o.Log); err != nil {
		return badFolder(b.o.Dir, err)
	}
	if b.seq, err = b.reconcile(ctx); err != nil {
		return fmt.Errorf("put the outbox in %s right: %w", b.o.Dir, err)
	}
	if err := b.orphans(ctx); err != nil {
		return fmt.Errorf("put the outbox in %s right: %w", b.o.Dir, err)
	}
	return nil
}

// Put keeps a submission. When it returns nil, the submission outlives a crash and a power cut; when it returns an error, its
// number must not be shown. The same submission can be put again; another one under the same key is refused. The error's code is
// report.Full where the disk is full and report.Internal else.
func (b *Box) Put(ctx context.Context, sub report.Submission) error {
	seq, claimed, err := b.put(ctx, sub)
	if claimed {
		b.release(seq)
	}
	b.stir()
	return err
}

// put is Put by somebody who wants to send it themselves: it is claimed before anybody else can see it.
func (b *Box) put(ctx context.Context, sub report.Submission) (seq int64, claimed bool, err error) {
	const op = "keep a submission"
	if b.lock == nil {
		return 0, false, &report.Error{Code: report.Internal, Op: op, Err: errLooking}
	}
	f, files, err := freeze(sub)
	var plain []byte
	if err == nil {
		plain, err = json.Marshal(f)
	}
	if err != nil {
		return 0, false, &report.Error{Code: report.Internal, Op: op, Err: err}
	}
	here := b.gate.come()
	defer here()
	if err := b.clearLeft(ctx, sub.Key); err != nil {
		return 0, false, failed(op, err)
	}
	kept, err := b.db.byKey(ctx, sub.Key)
	switch {
	case err == nil:
		return b.again(kept, plain, files)
	case !errors.Is(err, errNone):
		return 0, false, failed(op, err)
	}
	r := row{Item: Item{
		Number: sub.Number, State: Frozen, Endpoint: b.o.Endpoint, Attachments: len(files), FrozenAt: sub.FiledAt, ChangedAt: b.o.Clock(),
	}, key: sub.Key}
	if r, err = b.keepNew(ctx, r, plain, files, here); err != nil {
		if kept, lookErr := b.db.byKey(ctx, sub.Key); taken(err) && lookErr == nil { // pressed twice at the same moment
			return b.again(kept, plain, files)
		}
		return 0, false, failed(op, err)
	}
	return r.Seq, true, nil
}

// keepNew gives a row its place in the order, claims it, and keeps it with its attachments: all of it or nothing.
func (b *Box) keepNew(ctx context.Context, r row, plain []byte, files []report.Attachment, here func()) (row, error) {
	r.Seq = b.next()
	var err error
	if r.sealed, err = b.o.Keys.seal(plain, r.label()); err != nil {
		return r, err
	}
	b.claim(r.Seq)
	if len(files) > 0 {
		here() // writing them takes longer than others should wait
	}
	if err = b.files.write(r.Seq, r.Number, files); err == nil {
		err = b.gate.pass(ctx, r, here)
	}
	if err != nil {
		b.releaseUnlessLeft(r.Seq)
		return r, errors.Join(err, b.files.remove(r.Seq, upTo(len(files))...))
	}
	return r, nil
}

func upTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// again is a put of what is kept already.
func (b *Box) again(kept row, plain []byte, files []report.Attachment) (seq int64, claimed bool, err error) {
	if err := b.same(kept, plain); err != nil {
		return 0, false, err
	}
	if err := b.keepAgain(kept, files); err != nil {
		return 0, false, failed("keep a submission again", err)
	}
	return kept.Seq, b.claim(kept.Seq), nil
}

// same says whether what is kept is what shall be.
func (b *Box) same(kept row, plain []byte) error {
	if !kept.State.waiting() {
		return nil
	}
	before, err := b.opened(kept)
	if err == nil && string(before) != string(plain) {
		err = errors.New("another one is kept under its key")
	}
	if err != nil {
		return &report.Error{Code: report.Internal, Op: "keep a submission again", Err: err}
	}
	return nil
}

func (b *Box) next() int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.seq++
	return b.seq
}

// stir tells whoever sends that there is something to do.
func (b *Box) stir() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// Find returns what is known of a number, and whether anything is.
func (b *Box) Find(ctx context.Context, n report.Number) (Item, bool, error) {
	r, err := b.db.byNumber(ctx, n)
	if errors.Is(err, errNone) {
		return Item{}, false, nil
	}
	if err != nil {
		return Item{}, false, failed("find a submission", err)
	}
	return b.readable(r), true, nil
}

// readable adds what can only be read with the key.
func (b *Box) readable(r row) Item {
	if a, err := b.answerOf(r); err == nil {
		r.Receipt, r.Code, r.Attached, r.Tried = a.Receipt, a.Code, a.Attached, a.Tried
		if n := len(a.Tried); r.Code == "" && n > 0 && r.State != Accepted {
			r.Code = a.Tried[n-1].Code
		}
	}
	return r.Item
}

func (b *Box) answerOf(r row) (answer, error) {
	var a answer
	if len(r.answer) == 0 {
		return a, nil
	}
	plain, err := b.o.Keys.open(r.answer, r.label())
	if err != nil {
		return a, fmt.Errorf("read what the city said to %s: %w", r.Number, err)
	}
	return a, json.Unmarshal(plain, &a)
}

// Waiting counts what is still to be sent.
func (b *Box) Waiting(ctx context.Context) (int, error) {
	n, err := b.db.count(ctx, Frozen, Sending, Unknown, Attaching)
	return n, failed("count what waits", err)
}

// label binds what is sealed to its number: it cannot be put in another one's place.
func (r row) label() []byte {
	if r.Kind != Request {
		return []byte("linli change " + string(r.Number) + " " + r.key)
	}
	return []byte("linli submission " + string(r.Number))
}

// failed gives an error of keeping its code.
func failed(op string, err error) error {
	if err == nil {
		return nil
	}
	code := report.Internal
	switch {
	case diskFull(err):
		code = report.Full
	case taken(err):
		code = report.Used
	}
	return &report.Error{Code: code, Op: op, Err: err}
}
