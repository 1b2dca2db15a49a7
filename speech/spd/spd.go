// Package spd speaks through speech-dispatcher, where a machine runs it, over its socket (SSIP). The daemon plays by itself: it
// decides about devices, and a site that uses it has said so. It is given words only: what else is to be heard, speech.Beside plays.
package spd

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"linli/speech"
	"linli/speech/reading"
)

// Mouth speaks through speech-dispatcher. Each sentence is a connection of its own; closing it is silence.
type Mouth struct {
	socket string
	reader *reading.Reader
}

// New returns a mouth for a socket; empty means the usual one of this user.
func New(socket string) (*Mouth, error) {
	if socket == "" {
		socket = usual(os.Getenv)
	}
	reader, err := reading.Open()
	if err != nil {
		return nil, err
	}
	return &Mouth{socket: socket, reader: reader}, nil
}

// usual is where the daemon listens, unless it has been told otherwise.
func usual(getenv func(string) string) string {
	if address, ok := strings.CutPrefix(getenv("SPEECHD_ADDRESS"), "unix_socket:"); ok {
		return address
	}
	return filepath.Join(getenv("XDG_RUNTIME_DIR"), "speech-dispatcher", "speechd.sock")
}

// Runs says whether the daemon has a socket for this user.
func Runs() bool {
	_, err := os.Stat(usual(os.Getenv))
	return err == nil
}

// Name implements speech.Mouth.
func (*Mouth) Name() string { return "speech-dispatcher" }

// patience is how long the daemon may take to answer, and longestSentence to say a sentence.
const (
	patience        = 3 * time.Second
	longestSentence = 2 * time.Minute
)

// session is a connection.
type session struct {
	net.Conn
	lines *bufio.Reader
}

// errWords: the daemon is given text, never sound.
var errWords = errors.New("speech-dispatcher plays no recordings")

// Speak implements speech.Mouth. An earcon is left out.
func (m *Mouth) Speak(ctx context.Context, p speech.Phrase) error {
	switch {
	case len(p.Recording) > 0:
		return errWords
	case p.Text == "":
		return nil
	}
	s, err := m.open(ctx, p)
	if err != nil {
		return err
	}
	defer s.Close()
	quiet := context.AfterFunc(ctx, func() { // on a connection of its own state: the daemon may be answering
		fmt.Fprint(s, "CANCEL SELF\r\n")
		s.Close()
	})
	defer quiet()
	text := m.text(p)
	if err := s.tell("SPEAK"); err != nil {
		return err
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r", " "), "\n", " ")
	if strings.HasPrefix(text, ".") {
		text = "." + text
	}
	if err := s.tell(text + "\r\n."); err != nil {
		return err
	}
	_ = s.SetReadDeadline(time.Now().Add(longestSentence))
	for { // events: 701 begins, 702 has ended, 703 was cut off
		line, err := s.lines.ReadString('\n')
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, os.ErrDeadlineExceeded):
			return speech.ErrHangs
		case err != nil:
			return fmt.Errorf("listen to speech-dispatcher: %w", err)
		case strings.HasPrefix(line, "702 ") || strings.HasPrefix(line, "703 "):
			return nil
		}
	}
}

// open connects and says how to speak.
func (m *Mouth) open(ctx context.Context, p speech.Phrase) (*session, error) {
	d := net.Dialer{Timeout: patience}
	conn, err := d.DialContext(ctx, "unix", m.socket)
	if err != nil {
		return nil, fmt.Errorf("speech-dispatcher does not answer: %w", err)
	}
	s := &session{conn, bufio.NewReader(conn)}
	for _, order := range orders(p) {
		if err := s.tell(order); err != nil {
			conn.Close()
			return nil, err
		}
	}
	return s, nil
}

// orders are how a phrase is to be said. Mandarin goes to the voice for pinyin: the one for Hanzi says tones as English numbers.
func orders(p speech.Phrase) []string {
	lang, voice := "en", ""
	switch base, _, _ := strings.Cut(p.Lang, "-"); base {
	case "zh", "cmn":
		lang, voice = "zh", "Chinese_(Mandarin,_latin_as_Pinyin)"
	case "en":
	default:
		lang = base
	}
	out := []string{"SET SELF CLIENT_NAME linli:kiosk:speech", "SET SELF NOTIFICATION ALL ON", "SET SELF PRIORITY MESSAGE", "SET SELF LANGUAGE " + lang}
	if voice != "" {
		out = append(out, "SET SELF SYNTHESIS_VOICE "+voice)
	}
	rate := p.Rate - 100 // 50 to 200 per cent as -100 to 100
	if rate < 0 {
		rate *= 2
	}
	return append(out, fmt.Sprintf("SET SELF RATE %d", min(max(rate, -100), 100)), fmt.Sprintf("SET SELF VOLUME %d", min(max(p.Volume*100/15, -100), 100)))
}

func (m *Mouth) text(p speech.Phrase) string {
	if base, _, _ := strings.Cut(p.Lang, "-"); base == "zh" || base == "cmn" {
		return m.reader.Pinyin(p.Text)
	}
	return p.Text
}

// tell sends an order and reads the answer.
func (s *session) tell(order string) error {
	_ = s.SetDeadline(time.Now().Add(patience))
	if _, err := fmt.Fprintf(s, "%s\r\n", order); err != nil {
		return fmt.Errorf("tell speech-dispatcher: %w", err)
	}
	for {
		line, err := s.lines.ReadString('\n')
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded):
			return speech.ErrHangs
		case err != nil:
			return fmt.Errorf("ask speech-dispatcher: %w", err)
		case len(line) < 4 || line[3] == '-' || line[0] == '7': // more to come, or an event
			continue
		case line[0] == '2':
			return nil
		}
		return fmt.Errorf("speech-dispatcher refuses %q: %s", strings.SplitN(order, " ", 4)[:min(3, strings.Count(order, " ")+1)], strings.TrimSpace(line))
	}
}

// Check implements speech.Mouth.
func (m *Mouth) Check(ctx context.Context, lang string) error {
	s, err := m.open(ctx, speech.Phrase{Lang: lang, Rate: 100})
	if err != nil {
		return err
	}
	return s.Close()
}
