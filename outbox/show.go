package outbox

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"linli/report"
)

// Entry is what is shown of a submission: a request or a change of one.
type Entry struct {
	Item
	// Sub is what the resident filed, Words what they added later: only for a reason, and while it is kept here.
	Sub   *report.Submission
	Words string
	// Files are the attachments of Sub.
	Files []report.Attached
	// Unreadable says why what is kept cannot be read.
	Unreadable string
}

// Show returns what is known of a number, the request first. With a reason, and only then, that is what residents wrote too, after the
// reason has been written down on the disk.
func (b *Box) Show(ctx context.Context, n report.Number, reason string) ([]Entry, error) {
	request, err := b.db.byNumber(ctx, n)
	if errors.Is(err, errNone) {
		return nil, fmt.Errorf("there is no submission %s here", n)
	}
	if err != nil {
		return nil, failed("show a submission", err)
	}
	rows, err := b.ofNumber(ctx, request)
	if err != nil {
		return nil, err
	}
	if reason = strings.TrimSpace(reason); reason != "" {
		if err := b.noteShown(n, reason); err != nil {
			return nil, fmt.Errorf("nothing is shown, since it cannot be noted that it was: %w", err)
		}
	}
	var all []Entry
	for _, r := range rows {
		e := Entry{Item: b.readable(r)}
		if reason != "" && len(r.sealed) > 0 {
			b.disclose(r, &e)
		}
		all = append(all, e)
	}
	return all, nil
}

// disclose opens what a resident wrote.
func (b *Box) disclose(r row, e *Entry) {
	if r.Kind == Request {
		f, err := b.submission(r)
		if err != nil {
			e.Unreadable = err.Error()
			return
		}
		e.Sub, e.Files = &f.Submission, f.Attached
		return
	}
	var c change
	plain, err := b.opened(r)
	if err == nil {
		err = json.Unmarshal(plain, &c)
	}
	if err != nil {
		e.Unreadable = err.Error()
	}
	e.Words = c.Words
}

// Showing is that somebody was shown what a resident wrote.
type Showing struct {
	At     time.Time
	Number report.Number
	Reason string
}

// shownFile has a line for each showing: a checksum over it and the line before, and what was shown. A line that is taken out or
// changed is thereby noticed.
const shownFile = "shown"

// mostReason is how many bytes a reason may have.
const mostReason = 500

// noteShown adds a line to the end, and returns when it is on the disk.
func (b *Box) noteShown(n report.Number, reason string) error {
	if len(reason) > mostReason {
		return fmt.Errorf("the reason has more than %d bytes", mostReason)
	}
	f, err := os.OpenFile(filepath.Join(b.o.Dir, shownFile), os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX); err != nil {
		return err
	}
	before, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	lines := bytes.Split(before, []byte("\n"))
	start := ""
	if len(lines[len(lines)-1]) > 0 { // what a power cut left of a line stays to be seen
		start = "\n"
	}
	last := lines[len(lines)-1]
	if start == "" && len(lines) > 1 {
		last = lines[len(lines)-2]
	}
	body, err := json.Marshal(Showing{b.o.Clock(), n, reason})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(f, "%s%s %s\n", start, chained(last, body), body); err != nil {
		return err
	}
	return errors.Join(f.Sync(), syncFolder(b.o.Dir))
}

func chained(last, body []byte) string {
	return fmt.Sprintf("%x", sha256.Sum256(append(append(last[:len(last):len(last)], '\n'), body...)))
}

// Shown returns who was shown what, oldest first, and the lines with which something is wrong: they, or the ones before them, are
// not as they were written.
func (b *Box) Shown() (all []Showing, wrong []int, err error) {
	text, err := os.ReadFile(filepath.Join(b.o.Dir, shownFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	var last []byte
	lines := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := bytes.Clone(lines.Bytes())
		sum, body, _ := bytes.Cut(line, []byte(" "))
		var s Showing
		if err := json.Unmarshal(body, &s); err != nil || string(sum) != chained(last, body) {
			wrong = append(wrong, n)
		}
		if s.Number != "" {
			all = append(all, s)
		}
		last = line
	}
	return all, wrong, lines.Err()
}
