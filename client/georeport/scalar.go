package georeport

import (
	"encoding/json"
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"time"
)

// Text is words for people. What is read is cleaned, see Clean; nothing is written as null.
type Text string

// MarshalJSON writes null for nothing, as the specification's samples do.
func (t Text) MarshalJSON() ([]byte, error) {
	if t == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(t))
}

// Keywords are written as one list with commas ("GET Service List": keywords).
type Keywords []string

// String joins the keywords; a comma within one would make two of it and becomes a space.
func (k Keywords) String() string {
	words := make([]string, len(k))
	for i, w := range k {
		words[i] = strings.ReplaceAll(w, ",", " ")
	}
	return strings.Join(words, ",")
}

// MarshalJSON writes the list as one string.
func (k Keywords) MarshalJSON() ([]byte, error) { return json.Marshal(k.String()) }

// MarshalXML writes the list as the text of one element.
func (k Keywords) MarshalXML(enc *xml.Encoder, start xml.StartElement) error {
	return enc.EncodeElement(k.String(), start)
}

// Time is a W3C date-time with a zone, to the second. The zero Time is written as null.
type Time struct{ time.Time }

// MarshalText writes the time as the specification wants it, nothing for the zero Time.
func (t Time) MarshalText() ([]byte, error) {
	if t.IsZero() {
		return nil, nil
	}
	return []byte(t.Format(time.RFC3339)), nil
}

// MarshalJSON writes the time as the specification wants it, null for the zero Time.
func (t Time) MarshalJSON() ([]byte, error) {
	if t.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(t.Format(time.RFC3339))
}

// layouts are the ways in which servers write times. RFC 3339 also takes fractions of a second.
func layouts() [7]string {
	return [...]string{
		time.RFC3339,
		"2006-01-02T15:04:05Z0700",
		"2006-01-02T15:04Z07:00",
		"2006-01-02 15:04:05 Z0700",
		"2006-01-02T15:04:05",
		"2006-01-02 15:04:05",
		time.DateOnly,
	}
}

// ParseTime reads a date-time as real servers write it; one without a zone is in the zone given. What cannot be
// understood is the zero Time.
func ParseTime(s string, zone *time.Location) Time {
	s = strings.TrimSpace(s)
	for _, layout := range layouts() {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return Time{t}
		}
	}
	return Time{}
}

// Degrees is a latitude or a longitude in WGS 84, in decimal as it was sent; empty where it is not known.
type Degrees string

// DegreesOf writes degrees with seven decimals, a centimetre on the ground.
func DegreesOf(v float64) Degrees { return Degrees(strconv.FormatFloat(v, 'f', 7, 64)) }

// Float returns the degrees as a number, false where they are not known.
func (d Degrees) Float() (float64, bool) {
	v, err := strconv.ParseFloat(string(d), 64)
	return v, err == nil && !math.IsNaN(v) && math.Abs(v) <= 180
}

// MarshalJSON writes the number, null where it is not known.
func (d Degrees) MarshalJSON() ([]byte, error) {
	if v, ok := d.Float(); ok {
		return json.Marshal(v)
	}
	return []byte("null"), nil
}
