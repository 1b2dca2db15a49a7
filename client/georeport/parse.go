package georeport

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// parse reads a document in whichever format it is, going by its first character: some servers answer in XML
// although JSON was asked for, and under any content type.
func parse(body []byte) (node, error) {
	if len(body) > MaxBytes {
		return node{}, fmt.Errorf("%w: more than %d bytes", ErrNotGeoReport, MaxBytes)
	}
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xEF\xBB\xBF")))
	var root node
	var err error
	switch {
	case len(body) == 0:
		return node{}, fmt.Errorf("%w: empty", ErrNotGeoReport)
	case isHTML(body):
		return node{}, fmt.Errorf("%w: a web page", ErrNotGeoReport)
	case body[0] == '<':
		root, err = parseXML(body)
	default:
		root, err = parseJSON(body)
	}
	if err != nil {
		return node{}, fmt.Errorf("%w: %w", ErrNotGeoReport, err)
	}
	return root, nil
}

func isHTML(body []byte) bool {
	start := strings.ToLower(string(body[:min(len(body), 15)]))
	return strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html")
}

func parseJSON(body []byte) (node, error) {
	if !json.Valid(body) {
		// The specification's own samples have numbers such as 001, which no JSON number may be.
		if body = quoteNumbers(body); !json.Valid(body) {
			return node{}, errors.New("not JSON")
		}
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	p := jsonParser{dec: dec}
	return p.value("", 0)
}

type jsonParser struct {
	dec   *json.Decoder
	nodes int
}

// value reads one value, which stands under a name in an object or under none in a list.
func (p *jsonParser) value(name string, depth int) (node, error) {
	if p.nodes++; p.nodes > maxNodes {
		return node{}, errTooMany
	}
	if depth > maxDepth {
		return node{}, errTooDeep
	}
	token, err := p.dec.Token()
	if err != nil {
		return node{}, fmt.Errorf("read JSON: %w", err)
	}
	n := node{name: name}
	switch t := token.(type) {
	case json.Delim:
		n.list = t == '['
		return p.children(n, depth)
	case string:
		n.text = t
	case json.Number:
		n.text = t.String()
	case bool:
		n.text = fmt.Sprint(t)
	}
	return n, nil
}

func (p *jsonParser) children(n node, depth int) (node, error) {
	for p.dec.More() {
		name := ""
		if !n.list {
			key, err := p.dec.Token()
			if err != nil {
				return n, fmt.Errorf("read JSON: %w", err)
			}
			name = strings.ToLower(fmt.Sprint(key))
		}
		kid, err := p.value(name, depth+1)
		if err != nil {
			return n, err
		}
		n.kids = append(n.kids, kid)
	}
	_, err := p.dec.Token() // the closing bracket
	return n, err
}

// quoteNumbers puts quotes around what starts like a number and is none.
func quoteNumbers(body []byte) []byte {
	out := make([]byte, 0, len(body)+len(body)/8)
	for i := 0; i < len(body); {
		end := i + 1
		switch c := body[i]; {
		case c == '"':
			end = endOfString(body, i)
			out = append(out, body[i:end]...)
		case c >= '0' && c <= '9' || c == '-':
			for end < len(body) && strings.IndexByte("0123456789+-.eE", body[end]) >= 0 {
				end++
			}
			if json.Valid(body[i:end]) {
				out = append(out, body[i:end]...)
			} else {
				out = append(append(append(out, '"'), body[i:end]...), '"')
			}
		default:
			out = append(out, c)
		}
		i = end
	}
	return out
}

func endOfString(body []byte, start int) int {
	for i := start + 1; i < len(body); i++ {
		switch body[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(body)
}

// parseXML reads elements and their text. Attributes and processing instructions say nothing in GeoReport; own
// entities are refused, so that none can be made to grow.
func parseXML(body []byte) (node, error) {
	dec := xml.NewDecoder(bytes.NewReader(body))
	dec.Entity = xml.HTMLEntity
	dec.CharsetReader = charset
	p := xmlParser{open: []element{{}}}
	for {
		token, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err == nil {
			err = p.take(token)
		}
		if err != nil {
			return node{}, fmt.Errorf("read XML: %w", err)
		}
	}
	if len(p.open[0].kids) != 1 {
		return node{}, errors.New("read XML: no root element")
	}
	return p.open[0].kids[0], nil
}

// element is a node that is still open; its text comes in pieces.
type element struct {
	node
	pieces []byte
}

type xmlParser struct {
	open  []element
	nodes int
}

func (p *xmlParser) take(token xml.Token) error {
	top := len(p.open) - 1
	switch t := token.(type) {
	case xml.StartElement:
		if p.nodes++; p.nodes > maxNodes {
			return errTooMany
		}
		if top > maxDepth {
			return errTooDeep
		}
		p.open = append(p.open, element{node: node{name: strings.ToLower(t.Name.Local)}})
	case xml.EndElement:
		done := p.open[top].node
		done.text = string(p.open[top].pieces)
		p.open = p.open[:top]
		p.open[top-1].kids = append(p.open[top-1].kids, done)
	case xml.CharData:
		p.open[top].pieces = append(p.open[top].pieces, t...)
	}
	return nil
}

// charset decodes what European and Chinese city servers still write besides UTF-8.
func charset(label string, in io.Reader) (io.Reader, error) {
	var enc encoding.Encoding
	switch strings.ToLower(label) {
	case "utf-8", "utf8", "us-ascii", "utf-16": // the last is claimed by servers that then write UTF-8
		return in, nil
	case "iso-8859-1", "latin1", "windows-1252":
		enc = charmap.Windows1252
	case "gb2312", "gbk", "gb18030":
		enc = simplifiedchinese.GB18030
	default:
		return nil, fmt.Errorf("unknown character set %.20q", label)
	}
	return enc.NewDecoder().Reader(in), nil
}
