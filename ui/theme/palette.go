package theme

import "image/color"

// Palette is a set of colours. Every pair that meets is checked by a test.
type Palette struct {
	Name string
	// Least is the contrast that every text, pictogram and border of the palette holds.
	Least float64
	// Most is the contrast that none of its texts exceeds, for people whom strong contrast hurts; 0: there is no such limit.
	Most float64
	// Stroke is the width of a border in millimetres.
	Stroke float32

	Paper, Ink, Soft, Accent  color.NRGBA
	Card, Border              color.NRGBA
	Chosen, OnChosen          color.NRGBA
	Primary, OnPrimary        color.NRGBA
	Pressed, OnPressed        color.NRGBA
	Alert, OnAlert            color.NRGBA
	Bar, Ring, Faint, Divider color.NRGBA
}

// Palettes are the themes that a resident can choose from, in the order in which presses go through them (VVSG 7.1-C, 7.1-D).
func Palettes() []Palette {
	return []Palette{Light(), Dark(), BlackOnWhite(), WhiteOnBlack(), YellowOnBlack(), Soft()}
}

// Light is calm: paper white and one deep green.
func Light() Palette {
	return Palette{
		Name: "light", Least: 10, Stroke: 0.55,
		Paper: rgb(0xFAF9F5), Ink: rgb(0x16201F), Soft: rgb(0x35403F), Accent: rgb(0x00423F),
		Card: rgb(0xFFFFFF), Border: rgb(0x00423F),
		Chosen: rgb(0xE3F1EE), OnChosen: rgb(0x00302E),
		Primary: rgb(0x00423F), OnPrimary: rgb(0xFFFFFF),
		Pressed: rgb(0xCFE6E1), OnPressed: rgb(0x00302E),
		Alert: rgb(0xFFF3E6), OnAlert: rgb(0x5E1600),
		Bar: rgb(0xF5F3EC), Ring: rgb(0x1A5FE0), Faint: rgb(0x5F6A69), Divider: rgb(0xD9D6CB),
	}
}

// Dark is Light at night: green black, and the same green become light.
func Dark() Palette {
	return Palette{
		Name: "dark", Least: 10, Stroke: 0.55,
		Paper: rgb(0x0E1615), Ink: rgb(0xF3F1E9), Soft: rgb(0xCBD5D0), Accent: rgb(0x93DCCB),
		Card: rgb(0x16211F), Border: rgb(0x93DCCB),
		Chosen: rgb(0x1D4039), OnChosen: rgb(0xF1FFFA),
		Primary: rgb(0x93DCCB), OnPrimary: rgb(0x04201B),
		Pressed: rgb(0xC8EFE5), OnPressed: rgb(0x04201B),
		Alert: rgb(0x3A1C10), OnAlert: rgb(0xFFDCC6),
		Bar: rgb(0x0A100F), Ring: rgb(0xFFC53D), Faint: rgb(0x85918E), Divider: rgb(0x3A4846),
	}
}

// BlackOnWhite is as strong as a screen can be, for eyes that need light.
func BlackOnWhite() Palette {
	p := strong("black-on-white", rgb(0xFFFFFF), rgb(0x000000))
	p.Ring, p.Faint = rgb(0x1A5FE0), rgb(0x696969)
	return p
}

// WhiteOnBlack is as strong as a screen can be, for eyes that light blinds.
func WhiteOnBlack() Palette {
	p := strong("white-on-black", rgb(0x000000), rgb(0xFFFFFF))
	p.Ring, p.Faint = rgb(0xFFD400), rgb(0x9C9C9C)
	return p
}

// YellowOnBlack has a yellow as full as 20:1 allows: the purest one, FFFF00, has 19.6:1 only.
func YellowOnBlack() Palette {
	p := strong("yellow-on-black", rgb(0x000000), rgb(0xFFFF99))
	p.Ring, p.Faint = rgb(0x35D0FF), rgb(0x9C9C62)
	return p
}

// Soft is Light in a dim room, for people whom strong contrast hurts.
func Soft() Palette {
	return Palette{
		Name: "soft", Least: 4.5, Most: 8, Stroke: 0.55,
		Paper: rgb(0xDDD8CB), Ink: rgb(0x3A4644), Soft: rgb(0x44514E), Accent: rgb(0x2A534C),
		Card: rgb(0xE6E2D7), Border: rgb(0x355B54),
		Chosen: rgb(0xCBDDD4), OnChosen: rgb(0x274A43),
		Primary: rgb(0x355B54), OnPrimary: rgb(0xF1EDE2),
		Pressed: rgb(0xB9CFC5), OnPressed: rgb(0x22433D),
		Alert: rgb(0xEBD5BF), OnAlert: rgb(0x71341C),
		Bar: rgb(0xD4CFC1), Ring: rgb(0x2A5CC0), Faint: rgb(0x6B7573), Divider: rgb(0xB9B4A6),
	}
}

// strong has two colours only. What is chosen, goes on or is pressed has them exchanged.
func strong(name string, paper, ink color.NRGBA) Palette {
	return Palette{
		Name: name, Least: 20, Stroke: 0.65,
		Paper: paper, Ink: ink, Soft: ink, Accent: ink,
		Card: paper, Border: ink,
		Chosen: ink, OnChosen: paper,
		Primary: ink, OnPrimary: paper,
		Pressed: ink, OnPressed: paper,
		Alert: paper, OnAlert: ink,
		Bar: paper, Divider: ink,
	}
}

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}
