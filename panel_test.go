package main

import (
	"strings"
	"testing"
	"testing/fstest"

	"linli/config"
)

// edid is what a screen of so many millimetres says of itself.
func edid(mm int) []byte {
	b := make([]byte, 128)
	copy(b, "\x00\xff\xff\xff\xff\xff\xff\x00")
	b[54], b[66], b[68] = 1, byte(mm), byte(mm>>8<<4)
	return b
}

// TestV03CheckTellsHowLargeWordsGet: a screen of another size than pages are made for is named with what to set, one that is too small
// for the largest words with how large they get, and what is not known is not made up.
func TestV03CheckTellsHowLargeWordsGet(t *testing.T) {
	coarse := make([]byte, 128)
	copy(coarse, edid(0))
	coarse[21], coarse[22] = 60, 34
	shape := append([]byte(nil), coarse...)
	shape[22] = 0
	for name, c := range map[string]struct {
		modes string
		edid  []byte
		fine  float64
		ok    bool
		says  string
	}{
		"as guessed":          {"1920x1080\n1280x720\n", edid(598), 0, true, "HDMI-A-1 has 1920 by 1080 pixels on 598 mm, 3.21 a millimetre"},
		"finer":               {"3840x2160\n", edid(527), 0, false, "set pixels_per_mm = 7.29"},
		"set wrongly":         {"1920x1080\n", edid(598), 5, false, "set pixels_per_mm = 3.21"},
		"set":                 {"3840x2160\n", edid(598), 6.42, true, "a millimetre"},
		"lying":               {"1920x1080\n", edid(598), 0, true, "the largest are 156 %"},
		"a large one":         {"3840x2160\n", edid(1000), 3.84, true, "3.84 a millimetre"},
		"small":               {"1024x768\n", edid(304), 0, true, "no room for words of 200 %, the largest are 106 %"},
		"in centimetres":      {"1920x1080\n", coarse, 0, true, "on 600 mm"},
		"a projector":         {"1920x1080\n", shape, 0, true, "1080 pixels"},
		"it says nothing":     {"1920x1080\n", nil, 0, true, "1080 pixels"},
		"it says nonsense":    {"1920x1080\n", []byte("EDID"), 0, true, "1080 pixels"},
		"it has no mode":      {"", edid(598), 0, true, ""},
		"its mode is strange": {"auto\n", edid(598), 0, true, ""},
	} {
		got := checkPanels(config.Config{PixelsPerMM: c.fine}, fstest.MapFS{
			"card0-HDMI-A-1/status": {Data: []byte("connected\n")}, "card0-HDMI-A-1/modes": {Data: []byte(c.modes)}, "card0-HDMI-A-1/edid": {Data: c.edid},
			"card0-VGA-1/status": {Data: []byte("disconnected\n")}, "card0-VGA-1/modes": {Data: []byte("640x480\n")}, "card0": {},
		})
		switch {
		case c.says == "" && len(got) > 0, c.says != "" && len(got) != 1:
			t.Errorf("%s: %+v", name, got)
		case c.says != "" && (got[0].ok != c.ok || !strings.Contains(got[0].say, c.says)):
			t.Errorf("%s: %+v, want %q", name, got[0], c.says)
		}
	}
}
