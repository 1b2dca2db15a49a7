package config

import (
	"strings"
	"testing"

	"linli/assets"
)

func known(lang string) bool { return lang == "zh-Hans" || lang == "en" || lang == "zh-Hant" }

func TestSampleIsRight(t *testing.T) {
	c, err := Read("", assets.Sample(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Check(known); err != nil {
		t.Error(err)
	}
	if c.Site.Name == "" || len(c.Places) < 3 || len(c.Blocks) < 2 {
		t.Errorf("a sample without places: %+v", c)
	}
}

// TestD01D02TimesAreHeldWithinLimits: idle two to five minutes, notice 20 to 45 seconds; what is outside is refused by name.
func TestD01D02TimesAreHeldWithinLimits(t *testing.T) {
	for _, c := range []struct {
		idle  Idle
		wrong string
	}{
		{Idle{180, 300, 40}, ""}, {Idle{120, 120, 20}, ""}, {Idle{300, 300, 45}, ""},
		{Idle{119, 300, 40}, "idle.after:"}, {Idle{301, 300, 40}, "idle.after:"}, {Idle{0, 300, 40}, "idle.after:"},
		{Idle{180, 119, 40}, "idle.after_slow:"}, {Idle{180, 301, 40}, "idle.after_slow:"},
		{Idle{180, 300, 19}, "idle.notice:"}, {Idle{180, 300, 46}, "idle.notice:"},
	} {
		conf := Default()
		conf.Idle = c.idle
		err := conf.Check(known)
		if (err == nil) != (c.wrong == "") || err != nil && !strings.HasPrefix(err.Error(), c.wrong) {
			t.Errorf("%+v: %v, want it to name %q", c.idle, err, c.wrong)
		}
	}
	if got := Default().Idle; got != (Idle{180, 300, 40}) {
		t.Errorf("by default %+v", got)
	}
}

// TestOrder: the environment goes before the file, a flag before the environment.
func TestOrder(t *testing.T) {
	c, err := Read("", []byte("theme = \"light\"\ntext = 133\n"), []string{"LINLI_THEME=contrast", "LINLI_PAGE=x", "PATH=/"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Theme != "contrast" || c.Text != 133 {
		t.Errorf("theme %q, text %d", c.Theme, c.Text)
	}
	if err := c.Set("text", "200"); err != nil || c.Text != 200 {
		t.Errorf("text %d, %v", c.Text, err)
	}
}

func TestWrongValuesAreNamed(t *testing.T) {
	for file, want := range map[string]string{
		"languages = []":                         "languages",
		"languages = [\"xx\"]":                   "xx",
		"kiosk = -1":                             "kiosk",
		"text = 101":                             "text",
		"theme = \"blue\"":                       "theme",
		"[speech]\nengine = \"loud\"":            "speech.engine",
		"[speech]\noutput = \"tv\"":              "speech.output",
		"[speech]\ntraditional = \"hakka\"":      "speech.traditional",
		"pixels_per_mm = 0.2":                    "pixels_per_mm",
		"time_zone = \"Mars/Olympus\"":           "time_zone",
		"backend = \"ftp://x\"":                  "backend",
		"[site]\nlat = 200.0":                    "site",
		"[[place]]\nname = \"\"":                 "place 1",
		"[[place]]\nname = \"a\"\nlong = -999.0": "place 1",
		"[[block]]":                              "block 1: want at least one [[block.building]]",
		"[[block]]\n[[block.building]]\nnumber = 1\n[[block]]\n[[block.building]]\nnumber = 1":                             "block 1: want a name, for there are 2 blocks",
		"[[block]]\nname = \"a\"\n[[block.building]]\nnumber = 1\n[[block]]\nname = \"a\"\n[[block.building]]\nnumber = 1": "block 2: there is a \"a\" already",
		"[[block]]\n[[block.building]]\nfloors = 3":                                                                        "block 1, building 1: want either a number or a name",
		"[[block]]\n[[block.building]]\nnumber = 3\n[[block.building]]\nnumber = 3":                                        "block 1, building 2: there is one with this number",
		"[[block]]\n[[block.building]]\nname = \"" + strings.Repeat("长", 21) + "\"":                                        "has 21 characters; want 20 at most",
		"[[block]]\n[[block.building]]\nnumber = 3\nfloors = 120":                                                          "floors is 120; want 1 to 99",
		"[[block]]\n[[block.building]]\nnumber = 3\ndoors = 100":                                                           "doors is 100",
		"[[block]]\n[[block.building]]\nnumber = 3\nstairs = 1":                                                            "line 4: unknown key \"block.building.stairs\"",
		"[site]\ncolour = 1":         "line 2: unknown key \"site.colour\"",
		"text = \"large\"":           "line 1",
		"[keys]\nnext = [\"Knob\"]":  "line 2, column 9: there is no key \"Knob\"",
		"[switches]\ndwell_ms = 499": "switches.dwell_ms: 499; want 500 to 10000",
		"[staff]\nanswer_within = 9": "staff.answer_within: 9 seconds; want 10 to 600",
		"[staff]\ncommand = []":      "staff.command: it names no program",
		"[keys]\nup = [\"Up\"]":      "line 2: unknown key \"keys.up\"",
	} {
		c, err := Read("", []byte(file), nil)
		if err == nil {
			err = c.Check(known)
		}
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: got %v, want one line with %q", file, err, want)
		}
	}
}
