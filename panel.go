package main

import (
	"fmt"
	"io/fs"
	"math"
	"path"
	"slices"
	"strings"

	"linli/config"
	"linli/ui/theme"
)

// panel is a screen that is plugged in.
type panel struct {
	// name is that of its socket.
	name string
	// width and height are pixels, as it prefers to be driven.
	width, height int
	// mm is how wide it is in millimetres; 0 where it does not say.
	mm int
}

// panels are the screens that the kernel knows of; drm is /sys/class/drm.
func panels(drm fs.FS) []panel {
	connected, _ := fs.Glob(drm, "card*-*/status")
	var out []panel
	for _, file := range connected {
		if status, err := fs.ReadFile(drm, file); err != nil || strings.TrimSpace(string(status)) != "connected" {
			continue
		}
		dir := path.Dir(file)
		_, name, _ := strings.Cut(dir, "-")
		p := panel{name: name}
		if modes, err := fs.ReadFile(drm, path.Join(dir, "modes")); err != nil {
			continue
		} else if _, err := fmt.Sscanf(string(modes), "%dx%d", &p.width, &p.height); err != nil {
			continue
		}
		if edid, err := fs.ReadFile(drm, path.Join(dir, "edid")); err == nil {
			p.mm = widthOf(edid)
		}
		out = append(out, p)
	}
	return out
}

// widthOf is how wide a screen says that it is, in millimetres, 0 where it does not (VESA E-EDID 1.4, 3.6.2 and 3.10.2: the first
// detailed timing in millimetres, else the size in centimetres).
func widthOf(edid []byte) int {
	if len(edid) < 128 || string(edid[:8]) != "\x00\xff\xff\xff\xff\xff\xff\x00" {
		return 0
	}
	timing := edid[54:72]
	if wide := int(timing[12]) | int(timing[14]>>4)<<8; wide > 0 && timing[0]|timing[1] != 0 {
		return wide
	}
	if edid[22] == 0 { // then the other byte is a shape, not a size
		return 0
	}
	return 10 * int(edid[21])
}

// checkPanels says for each screen how fine it is, and how large words get on it: a small one has no room for all of 200 %.
func checkPanels(c config.Config, drm fs.FS) []finding {
	var out []finding
	for _, p := range panels(drm) {
		fine, said := c.PixelsPerMM, fmt.Sprintf("%s has %d by %d pixels", p.name, p.width, p.height)
		own := 0.0
		if p.mm > 0 {
			own = float64(p.width) / float64(p.mm)
			said += fmt.Sprintf(" on %d mm, %.2f a millimetre", p.mm, own)
		}
		if fine == 0 {
			fine = float64(theme.PerMM(float32(p.width), float32(p.height), 0))
		}
		if off := own / fine; own > 0 && (off < 0.95 || off > 1.05) {
			out = append(out, finding{"screen", false, fmt.Sprintf("%s, but pages are made for %.2f: set pixels_per_mm = %.2f", said, fine, own)})
			continue
		}
		largest := slices.Max(config.Texts())
		if reached := largestOn(p, fine, len(config.Texts())-1); reached < largest {
			said += fmt.Sprintf("; there is no room for words of %d %%, the largest are %d %%", largest, reached)
		}
		out = append(out, finding{"screen", true, said})
	}
	return out
}

// largestOn is how large words of a size get on a screen, in percent, whichever side of it is up.
func largestOn(p panel, fine float64, size int) int {
	w, h := float32(p.width), float32(p.height)
	lying := theme.Choose(w, h, float32(fine), size, 0).Unit
	standing := theme.Choose(h, w, float32(fine), size, 0).Unit
	return int(math.Round(100 * float64(min(lying, standing)) / fine))
}
