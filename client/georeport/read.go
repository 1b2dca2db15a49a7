package georeport

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// Reader reads documents in either format. Its zero value works.
type Reader struct {
	// Zone is where times without a zone are taken to be; nil means UTC.
	Zone *time.Location
}

// Discovery reads a "Service Discovery" document.
func (r Reader) Discovery(body []byte) (Discovery, error) {
	found, err := read[Discovery](r, body, "endpoints", "endpoint")
	return first(found, err)
}

// Services reads the answer to "GET Service List".
func (r Reader) Services(body []byte) (Services, error) {
	return read[Service](r, body, "service_code", "service_name")
}

// Definition reads the answer to "GET Service Definition".
func (r Reader) Definition(body []byte) (Definition, error) {
	found, err := read[Definition](r, body, "attributes", "attribute", "service_code")
	return first(found, err)
}

// Answer reads the answer to "POST Service Request", or to "GET service_request_id from a token". A document
// that is a list of none or of several is not one.
func (r Reader) Answer(body []byte) (Answer, error) {
	found, err := read[Answer](r, body, "service_request_id", "token", "service_notice", "account_id")
	if err == nil && len(found) > 1 {
		return Answer{}, fmt.Errorf("%w: %d requests where one was filed", ErrNotGeoReport, len(found))
	}
	return first(found, err)
}

// Requests reads the answer to "GET Service Requests" and to "GET Service Request".
func (r Reader) Requests(body []byte) (Requests, error) {
	return read[Request](r, body, "service_request_id", "service_code", "requested_datetime")
}

// Updates reads the answer to GET servicerequestupdates.
func (r Reader) Updates(body []byte) (Updates, error) {
	return read[Update](r, body, "update_id", "service_request_id", "updated_datetime")
}

// Errors reads why a call was refused ("Errors"), nothing where the document does not say.
func (r Reader) Errors(body []byte) Errors {
	root, err := parse(body)
	if err != nil {
		return nil
	}
	var out Errors
	for _, n := range root.records("description", "message", "detail") {
		var e Error
		r.fill(reflect.ValueOf(&e).Elem(), n)
		out = append(out, e)
	}
	if len(out) > 0 || root.name != "error" && len(root.named("error", "errors")) == 0 {
		return out
	}
	for _, text := range root.leaves() {
		out = append(out, Error{Description: Text(Clean(text))})
	}
	return out
}

// read finds the records that have one of the fields and reads them into values of type T.
func read[T any](r Reader, body []byte, fields ...string) ([]T, error) {
	root, err := parse(body)
	if err != nil {
		return nil, err
	}
	records := root.records(fields...)
	if len(records) == 0 && !root.empty() {
		return nil, fmt.Errorf("%w: it has none of %s", ErrNotGeoReport, strings.Join(fields, ", "))
	}
	out := make([]T, len(records))
	for i, n := range records {
		r.fill(reflect.ValueOf(&out[i]).Elem(), n)
	}
	return out, nil
}

// first returns the first record of a document that is to have one.
func first[T any](found []T, err error) (T, error) {
	var none T
	switch {
	case err != nil:
		return none, err
	case len(found) == 0:
		return none, fmt.Errorf("%w: an empty list", ErrNotGeoReport)
	}
	return found[0], nil
}

// fill sets the fields of a struct from the children of a node that have the fields' names.
func (r Reader) fill(dst reflect.Value, n node) {
	for i := range dst.NumField() {
		field := dst.Type().Field(i)
		found := n.named(wireNames(field)...)
		if field.Tag.Get("take") == "address" {
			found = address(found)
		}
		if len(found) > 0 {
			r.set(dst.Field(i), found)
		} else if field.Tag.Get("absent") == "true" {
			dst.Field(i).SetBool(true)
		}
	}
}

// wireNames returns the names under which a field is sent.
func wireNames(field reflect.StructField) []string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	if also := field.Tag.Get("also"); also != "" {
		return append([]string{name}, strings.Split(also, ",")...)
	}
	return []string{name}
}

// set reads the nodes of one name into a field, by the field's type.
func (r Reader) set(dst reflect.Value, found []node) {
	whole := node{kids: found}
	switch dst := dst.Addr().Interface().(type) {
	case *string:
		*dst = plain(whole.leaf())
	case *Text:
		*dst = Text(Clean(strings.Join(whole.leaves(), "; ")))
	case *bool:
		*dst = isTrue(whole.leaf())
	case *int:
		*dst = integer(whole.leaf())
	case *Time:
		*dst = ParseTime(whole.leaf(), r.zone())
	case *Degrees:
		*dst = degrees(whole.leaf())
	case *Keywords:
		*dst = keywords(whole.leaves())
	case *[]string:
		for _, text := range whole.leaves() {
			*dst = append(*dst, plain(text))
		}
	case *Conditions:
		r.fill(reflect.ValueOf(dst).Elem(), found[0])
	case **Extended:
		*dst = &Extended{}
		r.fill(reflect.ValueOf(*dst).Elem(), found[0])
	case *[]Value:
		*dst = r.values(whole, Conditions{})
	default:
		r.setList(reflect.ValueOf(dst).Elem(), whole)
	}
}

// setList reads a list of structs, which are those nodes that have a field of the struct.
func (r Reader) setList(dst reflect.Value, whole node) {
	var names []string
	for i := range dst.Type().Elem().NumField() {
		names = append(names, wireNames(dst.Type().Elem().Field(i))...)
	}
	records := whole.records(names...)
	list := reflect.MakeSlice(dst.Type(), len(records), len(records))
	for i, n := range records {
		r.fill(list.Index(i), n)
	}
	if len(records) > 0 {
		dst.Set(list)
	}
}

// values reads what can be chosen: key and name, wherever they stand; names alone, which are their own keys; and groups of either under
// a condition. Some servers send how many there are.
func (r Reader) values(n node, depends Conditions) []Value {
	if found := n.named("dependenton"); len(found) > 0 {
		depends = Conditions{}
		r.fill(reflect.ValueOf(&depends).Elem(), found[0])
	}
	if len(n.named("key", "name")) > 0 {
		v := Value{Depends: depends}
		r.fill(reflect.ValueOf(&v).Elem(), n)
		return []Value{v}
	}
	var out []Value
	for _, kid := range n.kids {
		switch {
		case kid.name == "dependenton":
		case n.list && len(kid.kids) == 0 && strings.TrimSpace(kid.text) != "":
			out = append(out, Value{Key: plain(kid.text), Name: Text(Clean(kid.text)), Depends: depends})
		default:
			out = append(out, r.values(kid, depends)...)
		}
	}
	return out
}

// address is the first text that looks like an address; where none does, what stands under "url"; and else the first one.
func address(found []node) []node {
	whole := node{kids: found}
	all := whole.leaves()
	for _, text := range all {
		if strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://") {
			return []node{{text: text}}
		}
	}
	for _, n := range whole.records("url") {
		for _, url := range n.named("url") {
			if text := url.leaf(); text != "" {
				return []node{{text: text}}
			}
		}
	}
	if len(all) > 1 {
		return []node{{text: all[0]}}
	}
	return found
}

func (r Reader) zone() *time.Location {
	if r.Zone == nil {
		return time.UTC
	}
	return r.Zone
}

func isTrue(s string) bool {
	switch strings.ToLower(s) {
	case "true", "1", "yes":
		return true
	}
	return false
}

func integer(s string) int {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v != v || v > 1e9 || v < -1e9 {
		return 0
	}
	return int(v)
}

// degrees keeps what is a latitude or longitude; some servers send feet of a local grid under these names.
func degrees(s string) Degrees {
	d := Degrees(s)
	if _, ok := d.Float(); !ok {
		return ""
	}
	return d
}

// mostKeywords is how many are kept of a service, far above what any city sends.
const mostKeywords = 1000

func keywords(texts []string) Keywords {
	var out Keywords
	for _, text := range texts {
		for word := range strings.SplitSeq(text, ",") {
			if len(out) == mostKeywords {
				return out
			}
			if word = Clean(word); word != "" {
				out = append(out, word)
			}
		}
	}
	return out
}
