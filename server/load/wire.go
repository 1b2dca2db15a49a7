package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"strconv"
	"time"
)

// line is one connection to the server. It writes calls and reads answers as plainly as can be, so that the load costs less than what it
// measures.
type line struct {
	conn    net.Conn
	in      *bufio.Reader
	address string
	out     bytes.Buffer
	body    []byte
}

// dial opens a connection.
func dial(ctx context.Context, address string) (*line, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	return &line{conn: conn, in: bufio.NewReaderSize(conn, 16<<10), address: address}, nil
}

func (l *line) close() { _ = l.conn.Close() }

// answer is what came back.
type answer struct {
	status     int
	retryAfter time.Duration
	replayed   bool
	body       []byte // until the next call
}

// call is what is asked.
type call struct {
	method, path string
	from         string // the address that the caller seems to have, so that look-ups are not limited as one caller's
	key          string // Idempotency-Key, may be empty
	form         string // the body of a POST
}

// do makes a call.
func (l *line) do(c call) (answer, error) {
	l.out.Reset()
	fmt.Fprintf(&l.out, "%s %s HTTP/1.1\r\nHost: %s\r\nAccept-Language: en\r\n", c.method, c.path, l.address)
	if c.from != "" {
		fmt.Fprintf(&l.out, "X-Forwarded-For: %s\r\n", c.from)
	}
	if c.key != "" {
		fmt.Fprintf(&l.out, "Idempotency-Key: %s\r\n", c.key)
	}
	if c.method == "POST" {
		fmt.Fprintf(&l.out, "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n", len(c.form))
	}
	l.out.WriteString("\r\n")
	l.out.WriteString(c.form)
	if err := l.conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		return answer{}, err
	}
	if _, err := l.conn.Write(l.out.Bytes()); err != nil {
		return answer{}, err
	}
	return l.read()
}

// read reads an answer that says how long it is: those of the server all do.
func (l *line) read() (a answer, err error) {
	first, err := l.in.ReadSlice('\n')
	if err != nil {
		return answer{}, err
	}
	if len(first) < 12 {
		return answer{}, fmt.Errorf("no answer of HTTP: %q", first)
	}
	if a.status, err = strconv.Atoi(string(first[9:12])); err != nil {
		return answer{}, fmt.Errorf("no answer of HTTP: %q", first)
	}
	size := -1
	for {
		header, err := l.in.ReadSlice('\n')
		if err != nil {
			return answer{}, err
		}
		name, value, more := bytes.Cut(bytes.TrimSpace(header), []byte(":"))
		if !more {
			break
		}
		switch value = bytes.TrimSpace(value); string(bytes.ToLower(name)) {
		case "content-length":
			size, _ = strconv.Atoi(string(value))
		case "retry-after":
			seconds, _ := strconv.Atoi(string(value))
			a.retryAfter = time.Duration(seconds) * time.Second
		case "idempotency-replayed":
			a.replayed = true
		}
	}
	if size < 0 {
		return answer{}, fmt.Errorf("an answer %d that does not say how long it is", a.status)
	}
	if cap(l.body) < size {
		l.body = make([]byte, size)
	}
	a.body = l.body[:size]
	_, err = io.ReadFull(l.in, a.body)
	return a, err
}
