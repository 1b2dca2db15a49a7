package server_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"linli/client/georeport"
	"linli/server"
)

// node is a piece of a JSON document.
type node = map[string]any

// openAPI is the document that the backend serves.
type openAPI struct {
	t    *testing.T
	root node
}

func (d openAPI) at(path ...string) node {
	d.t.Helper()
	n := d.root
	for _, p := range path {
		next, ok := n[p].(node)
		if !ok {
			d.t.Fatalf("the document has no %s", strings.Join(path, " / "))
		}
		n = next
	}
	return d.follow(n)
}

// follow goes to where a $ref points.
func (d openAPI) follow(n node) node {
	if ref, ok := n["$ref"].(string); ok {
		return d.at(strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
	}
	return n
}

// schema is what one call answers with a status, nil where the document does not say.
func (d openAPI) schema(path, method string, status int) node {
	answers := d.at("paths", path, method, "responses")
	answer, ok := answers[fmt.Sprint(status)].(node)
	if !ok {
		return nil
	}
	content := d.follow(answer)["content"].(node)["application/json"].(node)
	return d.follow(content["schema"].(node))
}

// unlike says how a value differs from its schema.
func (d openAPI) unlike(at string, schema node, value any) (all []string) {
	schema = d.follow(schema)
	wrong := func(format string, args ...any) { all = append(all, at+": "+fmt.Sprintf(format, args...)) }
	switch v := value.(type) {
	case node:
		known, _ := schema["properties"].(node)
		for _, name := range list(schema["required"]) {
			if _, ok := v[name]; !ok {
				wrong("%s is missing", name)
			}
		}
		for name, part := range v {
			if s, ok := known[name].(node); ok {
				all = append(all, d.unlike(at+"."+name, s, part)...)
			} else if schema["additionalProperties"] == false {
				wrong("%s is not in the document", name)
			}
		}
	case []any:
		for i, part := range v {
			all = append(all, d.unlike(fmt.Sprint(at, "[", i, "]"), schema["items"].(node), part)...)
		}
	case string:
		if p, ok := schema["pattern"].(string); ok && !regexp.MustCompile(p).MatchString(v) {
			wrong("%q does not match %s", v, p)
		}
		if e := list(schema["enum"]); e != nil && !slices.Contains(e, v) {
			wrong("%q is none of %v", v, e)
		}
		if _, err := time.Parse(time.RFC3339, v); schema["format"] == "date-time" && err != nil {
			wrong("%v", err)
		}
	}
	if is := kindOf(value); schema["type"] != is && !(is == "integer" && schema["type"] == "number") {
		wrong("is %s, want %v", is, schema["type"])
	}
	return all
}

func list(v any) (out []string) {
	items, _ := v.([]any)
	for _, item := range items {
		out = append(out, item.(string))
	}
	return out
}

func kindOf(value any) string {
	switch v := value.(type) {
	case node:
		return "object"
	case []any:
		return "array"
	case string:
		return "string"
	case bool:
		return "boolean"
	case float64:
		if v == float64(int64(v)) {
			return "integer"
		}
		return "number"
	}
	return "null"
}

func document(t *testing.T, b *backend) openAPI {
	t.Helper()
	got := b.get("/linli/v1/openapi.json", "")
	d := openAPI{t: t}
	if err := json.Unmarshal([]byte(got.body), &d.root); got.status != 200 || err != nil {
		t.Fatalf("%d %.80s, %v", got.status, got.body, err)
	}
	return d
}

// Every call answers as the document says, with each status that the document names, and there are no others.
func TestTheDocumentSaysWhatTheServerAnswers(t *testing.T) {
	d := document(t, start(t, func(o *server.Options) { o.APIKeys = []string{"one"} })) // for everybody
	seen := map[string]bool{}
	check := func(method, path string, want int, got reply) {
		t.Helper()
		var value any
		if err := json.Unmarshal([]byte(got.body), &value); err != nil || got.status != want {
			t.Errorf("%s %s: %d %s, want %d", method, path, got.status, got.body, want)
			return
		}
		schema := d.schema(path, method, got.status)
		if schema == nil {
			t.Errorf("%s %s: the document has no %d", method, path, got.status)
			return
		}
		seen[fmt.Sprint(path, " ", method, " ", got.status)] = true
		for _, difference := range d.unlike(fmt.Sprint(method, " ", path, " ", got.status), schema, value) {
			t.Error(difference)
		}
	}
	const view = "/linli/v1/requests/{ref}"
	b := start(t, nil)
	id := b.file(lamp())
	check("get", "/linli/v1/openapi.json", 200, b.get("/linli/v1/openapi.json", ""))
	check("get", "/linli/v1/capabilities", 200, b.get("/linli/v1/capabilities", ""))
	check("get", view, 200, b.get("/linli/v1/requests/"+id, ""))
	check("get", view, 404, b.get("/linli/v1/requests/"+stranger, ""))
	check("get", view, 200, b.private(id, proof))
	check("get", view, 403, b.private(id, "0000"))
	silent := start(t, ofEachType)
	for _, service := range []string{"ledger", "box"} {
		form := lamp("service_code", service)
		if service == "box" {
			form.Set("description", "两\n编号 Ref: 1024 0642 8304")
		}
		silent.post(georeport.JSON, form, "")
	}
	for _, ref := range []string{number, "102406428304"} {
		got := silent.get("/linli/v1/requests/"+ref, "")
		check("get", view, 200, got)
		if !strings.Contains(got.body, `"answers"`) {
			t.Errorf("%s does not say when more is said", got.body)
		}
	}
	for status, got := range everyRating(t) {
		check("post", view+rating, status, got)
	}
	const file = "/linli/v1/attachments/{sha256}"
	for status, got := range everyPiece(t) {
		check("put", file, status, got)
	}
	for status, got := range everyAttachment(t) {
		if status != 200 {
			check("get", file, status, got)
			continue
		}
		kinds := d.at("paths", file, "get", "responses", "200", "content")
		if _, ok := kinds[got.header.Get("Content-Type")]; !ok || got.status != 200 {
			t.Errorf("an attachment: %d %s", got.status, got.header.Get("Content-Type"))
		}
		seen[file+" get 200"] = true
	}
	for _, c := range everyCall(t) {
		check(c.method, c.path, c.status, c.reply)
	}
	for _, call := range []string{withdraw, amend} {
		for status, got := range everyAnswer(t, call) {
			check("post", view+call, status, got)
		}
	}
	for range 61 {
		got := b.get("/linli/v1/requests/"+id, "")
		if got.status == 429 {
			check("get", view, 429, got)
		}
	}
	b.clock.pass(time.Minute)
	locked := start(t, func(o *server.Options) { o.APIKeys = []string{"one"} })
	check("get", "/linli/v1/capabilities", 401, locked.get("/linli/v1/capabilities", ""))
	check("get", view, 401, locked.get("/linli/v1/requests/"+id, ""))
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	check("get", view, 503, b.get("/linli/v1/requests/"+id, ""))

	var calls []string
	for path, methods := range d.at("paths") {
		for method, call := range methods.(node) {
			if name := call.(node)["operationId"].(string); name != "openapi" {
				calls = append(calls, name)
			}
			for status := range call.(node)["responses"].(node) {
				if name := path + " " + method + " " + status; !seen[name] {
					t.Errorf("%s: never answered", name)
				}
			}
		}
	}
	var c georeport.Capabilities
	if err := json.Unmarshal([]byte(start(t, nil).get("/linli/v1/capabilities", "").body), &c); err != nil {
		t.Fatal(err)
	}
	slices.Sort(calls)
	slices.Sort(c.Calls)
	if !slices.Equal(calls, c.Calls) {
		t.Errorf("the document has %v, the backend says %v", calls, c.Calls)
	}
}

// everyAnswer gets each answer that a change can have.
func everyAnswer(t *testing.T, call string) map[int]reply {
	out := map[int]reply{}
	b := start(t, nil)
	id := b.file(lamp())
	right := with(proof, "more")
	out[400] = b.change(id, call, "{")
	out[403] = b.change(id, call, with("0000", "more"))
	out[413] = b.change(id, call, with(proof, strings.Repeat("x", 64<<10)))
	out[415] = b.change(id, call, right, "Content-Type", "text/plain")
	out[200] = b.change(id, call, right, "Idempotency-Key", "key")
	two, other := b.file(lamp("description", "two")), map[string]string{withdraw: amend, amend: withdraw}[call]
	b.change(two, other, right, "Idempotency-Key", "key")
	out[422] = b.change(two, call, right, "Idempotency-Key", "key")
	out[409] = closedOne(t, call)
	late := b.file(lamp("description", "late"))
	b.clock.pass(11 * time.Minute)
	out[410] = b.change(late, call, right)
	for range 10 {
		b.change(late, call, with("0000", "more"))
	}
	out[429] = b.change(late, call, right)
	out[401] = start(t, func(o *server.Options) { o.APIKeys = []string{"one"} }).change(id, call, right)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	out[503] = b.change(id, call, right)
	return out
}

// closedOne is the answer to a change of a request that is closed. A demonstration closes one just in time.
func closedOne(t *testing.T, call string) reply {
	b := start(t, func(o *server.Options) { o.Demo = true })
	id := b.file(lamp())
	if call == amend {
		b.change(id, withdraw, with(proof, ""))
	} else {
		b.clock.pass(10 * time.Minute)
	}
	return b.change(id, call, with(proof, "more"))
}

// everyRating gets each answer that a rating can have.
func everyRating(t *testing.T) map[int]reply {
	out := map[int]reply{}
	b, id := closed(t, lamp())
	out[400] = b.change(id, rating, `{"proof":"8000","closing":1}`)
	out[403] = b.change(id, rating, rated("0000", 1, "yes", "yes", 5))
	right := rated(proof, 1, "yes", "partly", 4)
	out[413] = b.change(id, rating, right+strings.Repeat(" ", 64<<10))
	out[415] = b.change(id, rating, right, "Content-Type", "text/plain")
	out[200] = b.change(id, rating, right, "Idempotency-Key", "key")
	out[409] = b.change(id, rating, rated(proof, 1, "yes", "yes", 5))
	out[422] = b.change(id, rating, rated(proof, 1, "yes", "yes", 5), "Idempotency-Key", "key")
	for range 10 {
		b.change(id, rating, rated("0000", 1, "yes", "yes", 5))
	}
	out[429] = b.change(id, rating, right)
	out[401] = start(t, func(o *server.Options) { o.APIKeys = []string{"one"} }).change(id, rating, right)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	out[503] = b.change(id, rating, right)
	return out
}
