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
	p := paint{fill: c.Card, border: c.Border, stroke: theme.Stroke, words: c.Ink, soft: c.Soft, thick: c.Accent}
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
			p.fill, p.words, p.soft, p.thick, p.stroke = c.Chosen, c.OnChosen, c.OnChosen, c.OnChosen, theme.Stroke*2.4
		}
	case layout.Notice:
		p.fill, p.border, p.words, p.soft, p.thick, p.stroke = c.Alert, c.OnAlert, c.OnAlert, c.OnAlert, c.OnAlert, theme.Stroke*2
	case layout.Field:
		p.stroke = theme.Stroke * 1.6
		if n.State.Invalid {
			p.border, p.thick, p.stroke = c.OnAlert, c.OnAlert, theme.Stroke*2.6
		}
	case layout.Panel:
		p.border, p.stroke = c.Divider, theme.Stroke*0.8
	}
	p.framed = true
	if n.State.Disabled {
		p.words, p.thick, p.border, p.fill = c.Faint, c.Faint, c.Divider, c.Paper
	}
	if pressed && n.Role != a11y.Entry {
		p.fill, p.words, p.soft, p.thick = c.Pressed, c.Ink, c.Ink, c.Ink
	}
	return p
}

func filled(p paint, c theme.Palette) paint {
	p.fill, p.border, p.words, p.soft, p.thick = c.Primary, c.Primary, c.OnPrimary, c.OnPrimary, c.OnPrimary
	return p
}
