// Package georeport is the wire format of Open311 GeoReport v2, in JSON and in XML, for both ends of the line, and of
// linli/v1, which is in JSON only and always strict.
//
// Its rules: what is written is strict, with exactly the names and nesting of the specification; what is read is
// taken in any shape in which a real city might send it. One set of types serves both formats: their tags say how
// a field is written, and the tag "also" lists the names under which other servers send it. Whatever arrives,
// reading never panics, never needs more memory than a small multiple of MaxBytes, and never lets markup or
// control characters through into words that are shown or spoken.
package georeport

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
)

// MaxBytes is the largest document that is read.
const MaxBytes = 4 << 20

// MaxDescription is how many characters a request's description may have (GeoReport v2, "POST Service Request").
const MaxDescription = 4000

// Specification is how an endpoint of this version is named in a discovery document ("Service Discovery").
const Specification = "http://wiki.open311.org/GeoReport_v2"

// ErrNotGeoReport tells that a document is not GeoReport v2, such as the log-in page of a network.
var ErrNotGeoReport = errors.New("not a GeoReport v2 document")

// Format is one of the two encodings; its value is the extension in a call's path.
type Format string

// The formats of GeoReport v2. XML is required of a server, JSON optional.
const (
	JSON Format = "json"
	XML  Format = "xml"
)

// ContentType is the media type with which documents of this format are sent.
func (f Format) ContentType() string {
	if f == XML {
		return "text/xml; charset=utf-8"
	}
	return "application/json; charset=utf-8"
}

// Document is a whole answer of GeoReport v2: Discovery, Services, Definition, Answers, Tokens, Requests, Updates
// or Errors.
type Document interface {
	// shape returns the name of the XML root, the value whose fields are the root's children, and the JSON value.
	shape() (root string, asXML, asJSON any)
}

// Encode writes a document in one of the formats.
func Encode(f Format, doc Document) ([]byte, error) {
	root, asXML, asJSON := doc.shape()
	var out bytes.Buffer
	var err error
	if f == XML {
		out.WriteString(xml.Header)
		enc := xml.NewEncoder(&out)
		enc.Indent("", "  ")
		err = enc.EncodeElement(asXML, xml.StartElement{Name: xml.Name{Local: root}})
	} else {
		enc := json.NewEncoder(&out)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		err = enc.Encode(asJSON)
	}
	if err != nil {
		return nil, fmt.Errorf("write %s as %s: %w", root, f, err)
	}
	if f == XML {
		out.WriteByte('\n')
	}
	return out.Bytes(), nil
}
