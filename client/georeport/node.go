package georeport

import (
	"errors"
	"strings"
)

// Limits of what is read, far above what any city sends.
const (
	maxDepth = 32
	maxNodes = 200_000
)

var (
	errTooDeep = errors.New("nested too deeply")
	errTooMany = errors.New("too many elements")
)

// node is a document in either format: an XML element, or a JSON value under its key. Names are in lower case,
// since some servers shout. The items of a JSON list have no name.
type node struct {
	name string
	text string
	list bool
	kids []node
}

// named returns the children that have one of the names.
func (n node) named(names ...string) []node {
	var out []node
	for _, kid := range n.kids {
		for _, name := range names {
			if kid.name == name {
				out = append(out, kid)
				break
			}
		}
	}
	return out
}

// leaf returns the first text in a node: its own, else the first of its children's.
func (n node) leaf() string {
	if text := strings.TrimSpace(n.text); text != "" {
		return text
	}
	for _, kid := range n.kids {
		if text := kid.leaf(); text != "" {
			return text
		}
	}
	return ""
}

// leaves returns all texts in a node, in order.
func (n node) leaves() []string {
	var out []string
	if text := strings.TrimSpace(n.text); text != "" {
		out = append(out, text)
	}
	for _, kid := range n.kids {
		out = append(out, kid.leaves()...)
	}
	return out
}

// records finds the objects that have one of the fields, however lists and wrappers are put around them.
func (n node) records(fields ...string) []node {
	if len(n.named(fields...)) > 0 {
		return []node{n}
	}
	var out []node
	for _, kid := range n.kids {
		out = append(out, kid.records(fields...)...)
	}
	return out
}

// empty says whether a document without records is an empty list in one of the shapes in which servers send it:
// [], {}, null, <services/>, {"service_requests":[]}.
func (n node) empty() bool {
	if len(n.kids) == 0 {
		return strings.TrimSpace(n.text) == "" && (n.name == "" || isContainer(n.name))
	}
	for _, kid := range n.kids {
		if isContainer(kid.name) && kid.leaf() == "" {
			return true
		}
	}
	return false
}

func isContainer(name string) bool {
	switch name {
	case "services", "service_requests", "requests", "service_request_updates", "service_requests_updates",
		"request_updates", "updates", "results", "data":
		return true
	}
	return false
}
