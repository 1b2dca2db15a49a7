package server

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"maps"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"linli/client/georeport"
	"linli/report"
)

// Limits of what is filed, in characters; the description has GeoReport's own.
const (
	maxAnswer  = 4000
	maxAddress = 1000
	maxShort   = 256
	maxURL     = 2048
)

// reader reads a filed form and collects what is wrong with it, so that whoever files learns of all at once.
type reader struct {
	form   url.Values
	status int
	errors georeport.Errors
}

// wrong notes a mistake; the first one decides the status of the answer.
func (r *reader) wrong(status int, format string, args ...any) {
	if len(r.errors) == 0 {
		r.status = status
	}
	r.errors = append(r.errors, georeport.Error{Code: status, Description: georeport.Text(fmt.Sprintf(format, args...))})
}

// field returns one value of the form. Control characters are refused: XML could not give them back.
func (r *reader) field(name string, most int) string {
	v := strings.TrimSpace(strings.ReplaceAll(r.form.Get(name), "\r\n", "\n"))
	if problem := unfit(v, most); problem != "" {
		r.wrong(http.StatusBadRequest, "%s: %s", name, problem)
		return ""
	}
	return v
}

// unfit says what is wrong with a text, nothing where it can be stored and given back.
func unfit(v string, most int) string {
	if !utf8.ValidString(v) {
		return "not UTF-8"
	}
	if n := utf8.RuneCountInString(v); n > most {
		return fmt.Sprintf("%d characters, at most %d are taken", n, most)
	}
	for _, c := range v {
		if unicode.IsControl(c) && c != '\n' && c != '\t' {
			return fmt.Sprintf("holds the control character U+%04X", c)
		}
	}
	return ""
}

// filing reads the form of "POST Service Request".
func (r *reader) filing(c *catalogue, now time.Time) filing {
	f := filing{hash: hashOf(r.form), at: now}
	code := r.form.Get("service_code")
	switch f.service = c.byCode[code]; {
	case code == "":
		r.wrong(http.StatusBadRequest, "service_code: it was not provided")
	case f.service == nil:
		r.wrong(http.StatusNotFound, "service_code: there is no such service")
	default:
		f.answers = r.answers(f.service)
		after, _ := limit(f.service.Urgency)
		f.due = now.Add(after)
		f.shown, f.token = f.service.shown(now)
	}
	f.description = r.field("description", georeport.MaxDescription)
	if rest, n, ok := georeport.CutRef(f.description); ok {
		f.description, f.number = rest, n
	}
	if rest, ok := strings.CutSuffix(f.description, georeport.SMSOnly); ok && (rest == "" || rest[len(rest)-1] == '\n') {
		f.description, f.contact.smsOnly = strings.TrimSpace(rest), true
	}
	f.lat, f.long = r.position()
	f.address = r.field("address_string", maxAddress)
	f.addressID = r.field("address_id", maxShort)
	if !r.placed() {
		r.wrong(http.StatusBadRequest, "a place is needed: lat and long, or address_string, or address_id")
	}
	f.contact.phone = r.field("phone", maxShort)
	f.contact.email = r.field("email", maxShort)
	f.contact.firstName = r.field("first_name", maxShort)
	f.contact.lastName = r.field("last_name", maxShort)
	f.contact.deviceID = r.field("device_id", maxShort)
	f.contact.accountID = r.field("account_id", maxShort)
	f.mediaURL = r.media()
	return f
}

// hashOf identifies what was filed, whoever's key it came with and in whichever way its lists are written.
func hashOf(form url.Values) []byte {
	same := url.Values{}
	for name, values := range form {
		if name != "api_key" && name != "jurisdiction_id" {
			same[strings.TrimSuffix(name, "[]")] = values
		}
	}
	sum := sha256.Sum256([]byte(same.Encode()))
	return sum[:]
}

// position reads lat and long, which must come together.
func (r *reader) position() (lat, long sql.NullFloat64) {
	if (r.form.Get("lat") == "") != (r.form.Get("long") == "") {
		r.wrong(http.StatusBadRequest, "lat and long must be given together")
		return lat, long
	}
	return r.degrees("lat", 90), r.degrees("long", 180)
}

func (r *reader) degrees(name string, most float64) sql.NullFloat64 {
	v := r.form.Get(name)
	if v == "" {
		return sql.NullFloat64{}
	}
	degrees, err := strconv.ParseFloat(strings.TrimSpace(v), 64)
	if err != nil || math.IsNaN(degrees) || math.Abs(degrees) > most {
		r.wrong(http.StatusBadRequest, "%s: want degrees (WGS 84), -%v to %v", name, most, most)
		return sql.NullFloat64{}
	}
	return sql.NullFloat64{Float64: degrees, Valid: true}
}

// placed says whether any of the ways to name a place was used, rightly or not.
func (r *reader) placed() bool {
	for _, name := range []string{"lat", "long", "address_string", "address_id"} {
		if strings.TrimSpace(r.form.Get(name)) != "" {
			return true
		}
	}
	return false
}

func (r *reader) media() string {
	v := r.field("media_url", maxURL)
	if v == "" {
		return ""
	}
	if u, err := url.Parse(v); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		r.wrong(http.StatusBadRequest, "media_url: want an address that starts with https://")
		return ""
	}
	return v
}

// answers reads attribute[code] and attribute[code][], in the order of the definition.
func (r *reader) answers(s *service) []report.Answer {
	given := map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(r.form)) {
		values := r.form[name]
		code, ok := strings.CutPrefix(name, "attribute[")
		if !ok {
			continue
		}
		code = strings.TrimSuffix(strings.TrimSuffix(code, "[]"), "]")
		if s.attribute(code) == nil {
			r.wrong(http.StatusBadRequest, "attribute[%.64s]: the service %s does not ask this", code, s.Code)
			continue
		}
		for _, v := range values {
			if v = strings.TrimSpace(strings.ReplaceAll(v, "\r\n", "\n")); v != "" {
				given[code] = append(given[code], v)
			}
		}
	}
	var out []report.Answer
	for i := range s.Attributes {
		a := &s.Attributes[i]
		values := given[a.Code]
		switch {
		case len(values) > 0:
			if problem := a.unfit(values); problem != "" {
				r.wrong(http.StatusBadRequest, "attribute[%s]: %s", a.Code, problem)
			}
			out = append(out, report.Answer{Code: a.Code, Values: values})
		case a.Required:
			r.wrong(http.StatusBadRequest, "attribute[%s]: it is required and was not provided", a.Code)
		}
	}
	return out
}

// unfit says what is wrong with the answers to an attribute; it does not repeat them.
func (a *attribute) unfit(values []string) string {
	kind := report.Datatype(a.Datatype)
	if len(values) > 1 && kind != report.TypeMulti {
		return "one value is wanted, several were given"
	}
	for i, v := range values {
		if problem := unfit(v, maxAnswer); problem != "" {
			return problem
		}
		switch kind {
		case report.TypeSingle, report.TypeMulti:
			if !slices.ContainsFunc(a.Values, func(choice value) bool { return choice.Key == v }) {
				return "it is not one of the values to choose from"
			}
			if slices.Contains(values[:i], v) {
				return "a value was given twice"
			}
		case report.TypeNumber:
			if n, err := strconv.ParseFloat(v, 64); err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
				return "want a number"
			}
		case report.TypeDatetime:
			if georeport.ParseTime(v, time.UTC).IsZero() {
				return "want a date or a time such as 2026-01-31T09:30:00+08:00"
			}
		}
	}
	return ""
}
