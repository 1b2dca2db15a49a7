// Package config is what a site may change. It is read once, by main, and validated there: a wrong value is refused by
// name, with the line that it stands on.
//
// Every key is optional. A key of the file is overridden by an environment variable of the same name (LINLI_BACKEND), and
// that by a flag (-backend).
package config

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// Config is the configuration of one kiosk.
type Config struct {
	// Kiosk is this kiosk's own number, 0 to 9999: the first four digits of every number that it gives out.
	Kiosk int `toml:"kiosk"`
	// Data is the folder for all that is kept.
	Data string `toml:"data"`
	// Backend is the address of the city's Open311 service; empty starts the embedded one.
	Backend string `toml:"backend"`
	// APIKey and Jurisdiction are what that service asks for, if it does.
	APIKey       string `toml:"api_key"`
	Jurisdiction string `toml:"jurisdiction"`
	// Languages are those that residents may choose from, the first one at the start.
	Languages []string `toml:"languages"`
	// Theme (one of Themes) and Text (100, 133 or 200 per cent) are how pages look at the start.
	Theme string `toml:"theme"`
	Text  int    `toml:"text"`
	// Fullscreen fills the screen.
	Fullscreen bool `toml:"fullscreen"`
	// PixelsPerMM is how fine the screen is; 0 guesses from its size (27 inches, or 15 where it is small).
	PixelsPerMM float64 `toml:"pixels_per_mm"`
	// ViewingDistanceMM is how far from the screen the eyes of a resident are. At the start a capital H has to be 0.7 degrees
	// high from there (EN 301 549, 5.1.4): StartText sees to it.
	ViewingDistanceMM int `toml:"viewing_distance_mm"`
	// TimeZone is where the kiosk stands, such as "Asia/Shanghai".
	TimeZone string   `toml:"time_zone"`
	Idle     Idle     `toml:"idle"`
	Site     Site     `toml:"site"`
	Touch    Touch    `toml:"touch"`
	Mounting Mounting `toml:"mounting"`
	Speech   Speech   `toml:"speech"`
	Keys     Keys     `toml:"keys"`
	Switches Switches `toml:"switches"`
	Staff    Staff    `toml:"staff"`
	Phrases  Phrases  `toml:"phrases"`
	Places   []Place  `toml:"place"`
	Blocks   []Block  `toml:"block"`
	Outbox   Outbox   `toml:"outbox"`
	Serve    Serve    `toml:"serve"`
}

// Idle is when a session that nobody tends ends, in seconds (VVSG 2.0: idle 2 to 5 minutes, notice 20 to 45 seconds).
type Idle struct {
	// After is how long nobody does anything; AfterSlow the same with the largest text.
	After     int `toml:"after"`
	AfterSlow int `toml:"after_slow"`
	// Notice is how long the kiosk then asks whether somebody is still there.
	Notice int `toml:"notice"`
}

// Touch is what counts as a press, in milliseconds. Residents can choose otherwise.
type Touch struct {
	// Pause is how soon the same target counts again.
	Pause int `toml:"pause_ms"`
	// Hold is how long a target has to be held; 0 means that a touch will do.
	Hold int `toml:"hold_ms"`
}

// Speech is how pages are read aloud.
type Speech struct {
	// Engine is one of Engines.
	Engine string `toml:"engine"`
	// Command is another program that speaks: text on its standard input, a WAV file on its standard output. {lang} and {rate} in
	// its arguments stand for the language and the per cent. espeak-ng speaks where it fails.
	Command []string `toml:"command"`
	// Clips is a folder with a site's own recordings of sentences, heard in place of the engine.
	Clips string `toml:"clips"`
	// On: from the start, not only when it is asked for.
	On bool `toml:"on"`
	// Output is where sound goes at the start: "loudspeaker" or "headphones", to which alone what is personal is said.
	Output string `toml:"output"`
	// Loudspeaker and Headphones are names of devices, as the player knows them; empty is the default one.
	Loudspeaker string `toml:"loudspeaker"`
	Headphones  string `toml:"headphones"`
	// RepeatAfter is how many seconds of silence there are before those who listen are told again where they are; 0 means never.
	RepeatAfter int `toml:"repeat_after"`
	// Microphone is the name of the device that voice messages are recorded from; empty is the default one, "none" is none.
	Microphone string `toml:"microphone"`
	// Recogniser is a program that writes voice messages down, with its arguments (docs/recognition.md); empty: nothing does.
	Recogniser []string `toml:"recogniser"`
	// Traditional is how traditional Chinese is spoken: "mandarin" or "cantonese".
	Traditional string `toml:"traditional"`
	// Earcons is when short sounds are heard, one of Earcons.
	Earcons string `toml:"earcons"`
}

// Engines are what can speak: the first takes what there is.
func Engines() []string { return []string{"auto", "espeak-ng", "speech-dispatcher", "none"} }

// Earcons are when short sounds are heard: while pages are read aloud, always (where there is a voice), never.
func Earcons() []string { return []string{"speech", "always", "never"} }

// Switches are for those who have one or two.
type Switches struct {
	// Dwell is how long the light stays on one thing after the other, in milliseconds.
	Dwell int `toml:"dwell_ms"`
}

// Staff is how they are called. Where neither is set, the kiosk only says where they are.
type Staff struct {
	// Command is a program that rings or sends a message; {name} and {kiosk} in its arguments are where the kiosk stands and its number.
	Command []string `toml:"command"`
	// Alarm is a program that tells staff what of the kiosk is broken, or works again; {what} in its arguments is that.
	Alarm []string `toml:"alarm"`
	// Backend keeps calls for staff, who list and answer them with linli calls.
	Backend bool `toml:"backend"`
	// AnswerWithin is how many seconds they have, before residents are told that nobody has answered.
	AnswerWithin int `toml:"answer_within"`
}

// Phrases are the sentences that residents may choose instead of writing.
type Phrases struct {
	// File is a city's own ones, in TOML (docs/phrases.md); empty has those that come with the program.
	File string `toml:"file"`
}

// Mounting is how the screen hangs.
type Mounting struct {
	// LowerEdge is how high above the floor the lower edge of what it shows is, in millimetres; 0 means that it is not known.
	LowerEdge int `toml:"lower_edge_mm"`
	// Keypad is where a keypad is, seen from the screen: one of Keypads.
	Keypad string `toml:"keypad"`
	// KeypadDevice is part of the name by which the kernel knows it; where it is gone, residents and staff are told.
	KeypadDevice string `toml:"keypad_device"`
	// ReaderGap is how many milliseconds there are at most between the characters that a card reader or a code scanner types; 0: there is none. Keys
	// that write wait for so long.
	ReaderGap int `toml:"reader_gap_ms"`
}

// Keypads are where a keypad can be; empty is nowhere.
func Keypads() []string { return []string{"", "right", "left", "below"} }

// Site is the place where the kiosk stands.
type Site struct {
	Name    string  `toml:"name"`
	Here    string  `toml:"here"`
	Address string  `toml:"address"`
	Lat     float64 `toml:"lat"`
	Long    float64 `toml:"long"`
	// StaffWhere and StaffPhone say where help is to be found.
	StaffWhere string `toml:"staff_where"`
	StaffPhone string `toml:"staff_phone"`
}

// Place is a nearby place that residents may pick.
type Place struct {
	Name    string  `toml:"name"`
	Address string  `toml:"address"`
	Lat     float64 `toml:"lat"`
	Long    float64 `toml:"long"`
}

// Outbox is what is kept in the kiosk until the city has it.
type Outbox struct {
	// KeepDays is how many days number and state can be looked up here after the city has a request, without its words; 0 means for ever.
	KeepDays int `toml:"keep_days"`
}

// Serve is for the backend, embedded or alone.
type Serve struct {
	// Listen is where it answers; the embedded one takes a free port of this machine.
	Listen string `toml:"listen"`
	// Database is the address of a PostgreSQL database, which several servers may share; empty is a file of SQLite below data.
	Database string `toml:"database"`
	// Certificate and CertificateKey are files in PEM. With them it speaks HTTPS and nothing else; they are read again when they change.
	Certificate    string `toml:"certificate"`
	CertificateKey string `toml:"certificate_key"`
	// Catalogue is a folder with a city's own catalogue; empty takes the sample of a Beijing community.
	Catalogue string `toml:"catalogue"`
	// Keys are the api_keys of kiosks. Without any, everybody who reaches the port may file.
	Keys []string `toml:"keys"`
	// UnfinishedDays is how many days a recording may lie here of which nothing comes any more; 0 means for ever.
	UnfinishedDays int `toml:"unfinished_days"`
	// Name is the city's, shown in the discovery document.
	Name string `toml:"name"`
}

// Default is what holds where nothing is said.
func Default() Config {
	return Config{
		Kiosk: 1, Languages: []string{"zh-Hans", "en", "zh-Hant"}, Theme: "light", Text: 100, ViewingDistanceMM: 600, TimeZone: "Asia/Shanghai",
		Idle:     Idle{After: 180, AfterSlow: 300, Notice: 40},
		Staff:    Staff{AnswerWithin: 60},
		Mounting: Mounting{ReaderGap: 40},
		Touch:    Touch{Pause: 300}, Switches: Switches{Dwell: 2000}, Speech: Speech{Engine: "auto", Output: "loudspeaker", RepeatAfter: 20, Traditional: "mandarin", Earcons: "speech"},
		Outbox: Outbox{KeepDays: 400}, Serve: Serve{Listen: "127.0.0.1:8311", UnfinishedDays: 30},
	}
}

// Read returns the default changed by a file and by the LINLI_ variables of environ ("KEY=value"). Where path is empty,
// sample is read in place of a file.
func Read(path string, sample []byte, environ []string) (Config, error) {
	c, name := Default(), "sample configuration"
	if path != "" {
		data, err := os.ReadFile(path)
		if err != nil {
			return c, fmt.Errorf("read the configuration: %w", err)
		}
		sample, name = data, path
	}
	if err := c.decode(sample); err != nil {
		return c, fmt.Errorf("%s: %w", name, err)
	}
	for _, v := range environ {
		name, value, _ := strings.Cut(v, "=")
		if key, ok := strings.CutPrefix(name, "LINLI_"); ok {
			if err := c.Set(strings.ToLower(key), value); err != nil {
				return c, fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return c, nil
}

// decode reads a file; what is wrong is told with its line.
func (c *Config) decode(data []byte) error {
	d := toml.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err := d.Decode(c)
	var unknown *toml.StrictMissingError
	var wrong *toml.DecodeError
	switch {
	case errors.As(err, &unknown):
		first := unknown.Errors[0]
		line, _ := first.Position()
		return fmt.Errorf("line %d: unknown key %q; see linli.sample.toml for the known ones", line, strings.Join(first.Key(), "."))
	case errors.As(err, &wrong):
		line, column := wrong.Position()
		return fmt.Errorf("line %d, column %d: %s", line, column, strings.TrimPrefix(wrong.Error(), "toml: "))
	}
	return err
}

// Set sets one of the keys that flags and the environment know.
func (c *Config) Set(key, value string) error {
	switch key {
	case "data":
		c.Data = value
	case "backend":
		c.Backend = value
	case "api_key":
		c.APIKey = value
	case "jurisdiction":
		c.Jurisdiction = value
	case "lang":
		c.Languages = strings.Split(value, ",")
	case "theme":
		c.Theme = value
	case "listen":
		c.Serve.Listen = value
	case "text":
		n, err := strconv.Atoi(value)
		if err != nil {
			return fmt.Errorf("text %q: want 100, 133 or 200", value)
		}
		c.Text = n
	case "fullscreen":
		on, err := strconv.ParseBool(value)
		if err != nil {
			return fmt.Errorf("fullscreen %q: want true or false", value)
		}
		c.Fullscreen = on
	default:
		return nil // LINLI_ variables of other programs are none of our business
	}
	return nil
}

// Check returns the first thing that is wrong, naming its key. known says which languages there are.
func (c Config) Check(known func(lang string) bool) error {
	for _, lang := range c.Languages {
		if !known(lang) {
			return fmt.Errorf("languages: there are no words in %q; there are zh-Hans, zh-Hant, en and, for tests, en-XA", lang)
		}
	}
	if _, err := time.LoadLocation(c.TimeZone); err != nil {
		return fmt.Errorf("time_zone: %q is unknown; want a name such as Asia/Shanghai", c.TimeZone)
	}
	if c.Backend != "" {
		if u, err := url.Parse(c.Backend); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return fmt.Errorf("backend: %q is no address; want one such as https://311.city.example/open311/v2", c.Backend)
		}
	}
	for _, rule := range []struct {
		wrong bool
		say   string
	}{
		{len(c.Languages) == 0, "languages: want at least one"},
		{c.Kiosk < 0 || c.Kiosk > 9999, fmt.Sprintf("kiosk: %d is out of range; want 0 to 9999", c.Kiosk)},
		{!slices.Contains(Themes(), c.Theme), fmt.Sprintf("theme: there is no %q; want one of %s", c.Theme, strings.Join(Themes(), ", "))},
		{!slices.Contains(Texts(), c.Text), fmt.Sprintf("text: %d is no size; want 100, 133 or 200", c.Text)},
		{c.PixelsPerMM != 0 && (c.PixelsPerMM < 1 || c.PixelsPerMM > 12), fmt.Sprintf("pixels_per_mm: %g cannot be; a 27-inch screen of 1080 by 1920 has 3.2", c.PixelsPerMM)},
		{outside(c.ViewingDistanceMM, 300, FarthestMM(slices.Max(Texts()))), fmt.Sprintf("viewing_distance_mm: %d; want 300 to %d, from farther away the largest text cannot be read", c.ViewingDistanceMM, FarthestMM(slices.Max(Texts())))},
		{outside(c.Idle.After, 120, 300), fmt.Sprintf("idle.after: %d seconds; want 120 to 300", c.Idle.After)},
		{outside(c.Idle.AfterSlow, 120, 300), fmt.Sprintf("idle.after_slow: %d seconds; want 120 to 300", c.Idle.AfterSlow)},
		{outside(c.Idle.Notice, 20, 45), fmt.Sprintf("idle.notice: %d seconds; want 20 to 45", c.Idle.Notice)},
		{outside(c.Touch.Pause, 300, 1000), fmt.Sprintf("touch.pause_ms: %d; want 300 to 1000", c.Touch.Pause)},
		{!slices.Contains(Holds(), c.Touch.Hold), fmt.Sprintf("touch.hold_ms: there is no %d; want 0, 200, 500, 1000 or 2000", c.Touch.Hold)},
		{outside(c.Switches.Dwell, 500, 10_000), fmt.Sprintf("switches.dwell_ms: %d; want 500 to 10000", c.Switches.Dwell)},
		{outside(c.Outbox.KeepDays, 0, 3650), fmt.Sprintf("outbox.keep_days: %d; want 1 to 3650, or 0 for ever", c.Outbox.KeepDays)},
		{(c.Serve.Certificate == "") != (c.Serve.CertificateKey == ""), "serve.certificate and serve.certificate_key: want both, or neither"},
		{outside(c.Serve.UnfinishedDays, 0, 3650), fmt.Sprintf("serve.unfinished_days: %d; want 1 to 3650, or 0 for ever", c.Serve.UnfinishedDays)},
		{outside(c.Staff.AnswerWithin, 10, 600), fmt.Sprintf("staff.answer_within: %d seconds; want 10 to 600", c.Staff.AnswerWithin)},
		{len(c.Speech.Recogniser) > 0 && c.Speech.Recogniser[0] == "", "speech.recogniser: it names no program"},
		{c.Staff.Command != nil && (len(c.Staff.Command) == 0 || c.Staff.Command[0] == ""), "staff.command: it names no program"},
		{c.Staff.Alarm != nil && (len(c.Staff.Alarm) == 0 || c.Staff.Alarm[0] == ""), "staff.alarm: it names no program"},
		{c.Mounting.LowerEdge != 0 && outside(c.Mounting.LowerEdge, LowestEdge, HighestEdge), fmt.Sprintf("mounting.lower_edge_mm: %d puts the bar out of reach from a wheelchair; hang the screen with its lower edge %d to %d above the floor, or leave it out where it is not known", c.Mounting.LowerEdge, LowestEdge, HighestEdge)},
		{!slices.Contains(Engines(), c.Speech.Engine), fmt.Sprintf("speech.engine: there is no %q; want one of %s", c.Speech.Engine, strings.Join(Engines(), ", "))},
		{c.Speech.Output != "loudspeaker" && c.Speech.Output != "headphones", fmt.Sprintf("speech.output: %q; want loudspeaker or headphones", c.Speech.Output)},
		{c.Speech.RepeatAfter != 0 && outside(c.Speech.RepeatAfter, 10, 60), fmt.Sprintf("speech.repeat_after: %d seconds; want 10 to 60, or 0 for never", c.Speech.RepeatAfter)},
		{outside(c.Mounting.ReaderGap, 0, 100), fmt.Sprintf("mounting.reader_gap_ms: %d is not between 0 (there is no card reader and no scanner) and 100; most need 40 or less", c.Mounting.ReaderGap)},
		{!slices.Contains(Keypads(), c.Mounting.Keypad), fmt.Sprintf("mounting.keypad: there is no %q; want right, left or below, or leave it out where there is none", c.Mounting.Keypad)},
		{c.Speech.Traditional != "mandarin" && c.Speech.Traditional != "cantonese", fmt.Sprintf("speech.traditional: %q; want mandarin or cantonese", c.Speech.Traditional)},
		{!slices.Contains(Earcons(), c.Speech.Earcons), fmt.Sprintf("speech.earcons: %q; want one of %s", c.Speech.Earcons, strings.Join(Earcons(), ", "))},
		{badPoint(c.Site.Lat, c.Site.Long), "site: lat is from -90 to 90 and long from -180 to 180 degrees"},
	} {
		if rule.wrong {
			return errors.New(rule.say)
		}
	}
	for i, p := range c.Places {
		if p.Name == "" || badPoint(p.Lat, p.Long) {
			return fmt.Errorf("place %d: want a name, lat from -90 to 90 and long from -180 to 180 degrees", i+1)
		}
	}
	return c.checkHomes()
}

func outside(n, least, most int) bool { return n < least || n > most }

func badPoint(lat, long float64) bool { return lat < -90 || lat > 90 || long < -180 || long > 180 }

// The lower edge of the screen, in millimetres above the floor: hands reach from 380 to 1,120 (EN 301 549, 8.3), and between
// them there must be room for a page of 215.
const LowestEdge, HighestEdge = 380, 905

// Holds are how long a target may have to be held, in milliseconds, in the order in which presses go through them.
func Holds() []int { return []int{0, 200, 500, 1000, 2000} }

// Pauses are how soon the same target may count again, likewise: what the site has, and more.
func (c Config) Pauses() []int {
	all := append([]int{300, 500, 1000}, c.Touch.Pause)
	slices.Sort(all)
	return slices.Compact(all)
}

// Dwells are how long the light may stay for somebody who has one switch: what the site has, and more.
func (c Config) Dwells() []int {
	all := append([]int{500, 1000, 2000, 3000, 5000, 10_000}, c.Switches.Dwell)
	slices.Sort(all)
	return slices.Compact(all)
}

// Themes are the themes, in the order in which presses go through them.
func Themes() []string {
	return []string{"light", "dark", "black-on-white", "white-on-black", "yellow-on-black", "soft"}
}

// FarthestMM is the distance from which text of so many per cent can be read: a capital H has 10 mm at 100 per cent.
func FarthestMM(text int) int { return text * 82 / 10 }

// StartText is how large text is at first: as the site has it, and larger where eyes are too far away for that.
func (c Config) StartText() int {
	for _, text := range Texts() {
		if text >= c.Text && FarthestMM(text) >= c.ViewingDistanceMM {
			return text
		}
	}
	return slices.Max(Texts())
}

// Texts are the text sizes in per cent, in the order in which presses go through them.
func Texts() []int { return []int{100, 133, 200} }
