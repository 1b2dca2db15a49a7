package widget

import (
	"image/color"

	"linli/a11y"
	"linli/ui/layout"
	"linli/ui/theme"
)

// paint is how a box is coloured.
type paint struct {
	framed             bool
	fill, border       color.NRGBA
	stroke             float32 // millimetres
	words, soft, thick color.NRGBA
}

// ink is the colour of a tone.
func (p paint) ink(t layout.Tone) color.NRGBA {
	switch t {
	case layout.Soft:
		return p.soft
	case layout.Accent:
		return p.thick
	}
	return p.words
}

// paintFor chooses colours by look and state. No state is told by colour alone: what is picked has a mark, what is wrong
// has words and a pictogram, what cannot be pressed is thin.
func paintFor(b layout.Box, c theme.Palette, pressed bool) paint {
	p := paint{fill: c.Card, border: c.Border, stroke: c.Stroke, words: c.Ink, soft: c.Soft, thick: c.Accent}
	n := b.Node
	switch b.Look {
	case layout.Plain, layout.Title:
		return p
	case layout.Primary:
		if n.State.Default {
			p = filled(p, c)
		}
	case layout.Card:
		switch {
		case n.State.Default:
			p = filled(p, c)
		case n.State.Selected:
			p.fill, p.words, p.soft, p.thick, p.stroke = c.Chosen, c.OnChosen, c.OnChosen, c.OnChosen, c.Stroke+0.77
		}
	case layout.Notice:
		p.fill, p.border, p.words, p.soft, p.thick, p.stroke = c.Alert, c.OnAlert, c.OnAlert, c.OnAlert, c.OnAlert, c.Stroke+0.55
	case layout.Field:
		p.stroke = c.Stroke + 0.33
		if n.State.Invalid {
			p.border, p.thick, p.stroke = c.OnAlert, c.OnAlert, c.Stroke+0.88
		}
	case layout.Panel:
		p.border, p.stroke = c.Divider, c.Stroke*0.8
	}
	p.framed = true
	if n.State.Disabled {
		p.words, p.soft, p.thick, p.border = c.Faint, c.Faint, c.Faint, c.Faint
		p.fill, p.stroke = c.Paper, c.Stroke*0.5
	}
	if pressed && n.Role != a11y.Entry {
		p = press(p, c)
	}
	return p
}

func filled(p paint, c theme.Palette) paint {
	p.fill, p.border, p.words, p.soft, p.thick = c.Primary, c.Primary, c.OnPrimary, c.OnPrimary, c.OnPrimary
	return p
}

// press exchanges the colours of what looks pressed already, so that every press is seen.
func press(p paint, c theme.Palette) paint {
	fill, ink := c.Pressed, c.OnPressed
	if p.fill == fill {
		fill, ink = ink, fill
	}
	p.fill, p.words, p.soft, p.thick, p.stroke = fill, ink, ink, ink, c.Stroke+1.2
	return p
}
