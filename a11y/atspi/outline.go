package atspi

import (
	"fmt"
	"math/bits"
	"strings"
)

// Outline is what readers find of a page, as indented text for reviewers, a line each: role, name, value, states, what it is labelled or
// described by, and how it is described. States that nearly everything has are left out, and said where they are missing.
func Outline(p Page) string {
	b := New(Options{Name: "Linli"})
	b.Show(p)
	var out strings.Builder
	outline(&out, b.now.Load().frame, 0)
	return out.String()
}

func outline(out *strings.Builder, o *object, depth int) {
	fmt.Fprintf(out, "%s%s %q", strings.Repeat("  ", depth), o.role, o.name)
	if o.is(ifText) {
		fmt.Fprintf(out, " = %q", string(o.text))
	}
	if o.is(ifValue) {
		fmt.Fprintf(out, " = %d of %d", o.node.Now, o.node.Of)
	}
	for s := o.states &^ (present | stateFocusable | stateActive); s != 0; s &= s - 1 {
		fmt.Fprintf(out, " [%s]", stateName(bits.TrailingZeros64(uint64(s))))
	}
	if o.states&stateEnabled == 0 {
		out.WriteString(" [disabled]")
	}
	if o.node.Lang != "" || o.node.Role == "" {
		fmt.Fprintf(out, " in %s", o.locale)
	}
	for _, l := range o.labelledBy {
		fmt.Fprintf(out, " labelled by %s", l.id)
	}
	for _, d := range o.describedBy {
		fmt.Fprintf(out, " described by %s", d.id)
	}
	if o.about != "" {
		fmt.Fprintf(out, " (%s)", o.about)
	}
	out.WriteString("\n")
	for _, k := range o.kids {
		outline(out, k, depth+1)
	}
}
