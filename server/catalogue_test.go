package server_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"linli/server"
)

// changed is the test catalogue with one passage of a file replaced.
func changed(t *testing.T, file, old, with string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	for _, name := range []string{"home.toml", "street.toml"} {
		body, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(body)
		if name == file {
			if !strings.Contains(text, old) {
				t.Fatalf("%s has no %q", file, old)
			}
			text = strings.Replace(text, old, with, 1)
		}
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestEachMistakeInACatalogueIsOneClearLine(t *testing.T) {
	for name, c := range map[string]struct{ file, old, with, want string }{
		"not TOML":             {"street.toml", `key = "street"`, `key = street`, "street.toml:2: "},
		"unknown key":          {"street.toml", `kind = "light"`, `kinds = "light"`, "street.toml:8: unknown key service.kinds"},
		"wrong type":           {"street.toml", `order = 2`, `order = "two"`, "street.toml:3: "},
		"code used twice":      {"street.toml", `code = "lamp"`, `code = "heating-cold"`, `service "heating-cold" is also in home.toml`},
		"group used twice":     {"street.toml", `key = "street"`, `key = "home"`, `group "home" is also in home.toml`},
		"code with a space":    {"street.toml", `code = "lamp"`, `code = "a lamp"`, `service code "a lamp": want small letters`},
		"unknown urgency":      {"street.toml", `urgency = "7d"`, `urgency = "soon"`, `service "lamp": urgency "soon": want 2h, 24h, 7d or 15d`},
		"unknown type":         {"street.toml", `urgency = "7d"`, "urgency = \"7d\"\ntype = \"slow\"", `service "lamp": type "slow": want realtime, batch or blackbox`},
		"a batch without time": {"street.toml", `urgency = "7d"`, "urgency = \"7d\"\ntype = \"batch\"", `service "lamp": id_after "": want a duration such as 24h`},
		"a time at once":       {"street.toml", `urgency = "7d"`, "urgency = \"7d\"\nid_after = \"24h\"", `service "lamp": id_after is only for type "batch"`},
		"missing language":     {"street.toml", `, en = "City lighting"`, ``, `service "lamp": department is missing in en`},
		"unknown language":     {"street.toml", `en = "City lighting"`, `en = "City lighting", fr = "Ville"`, `department has unknown language "fr"`},
		"no name at all":       {"street.toml", `name = { zh-Hans = "路灯不亮", zh-Hant = "路燈不亮", en = "Street lamp is out" }`, ``, `name is missing in zh-Hans, zh-Hant, en`},
		"comma in a keyword":   {"street.toml", `"lamp"]`, `"lamp,light"]`, `keyword "lamp,light"`},
		"unknown datatype":     {"home.toml", `"multivaluelist"`, `"checkbox"`, `attribute "rooms": unknown datatype "checkbox"`},
		"list without values":  {"home.toml", `datatype = "datetime"`, `datatype = "singlevaluelist"`, `attribute "since": a list without values`},
		"values without list":  {"home.toml", `datatype = "singlevaluelist"`, `datatype = "text"`, `attribute "meter": values, but datatype "text" is not a list`},
		"value used twice":     {"home.toml", `key = "kitchen"`, `key = "bedroom"`, `attribute "rooms": value "bedroom" twice`},
		"attribute used twice": {"home.toml", `code = "degrees"`, `code = "since"`, `service "heating-cold": attribute "since" twice`},
		"a text is required":   {"home.toml", "required = false\nvariable = false", "required = true\nvariable = false", `attribute "advice": required, but not variable`},
		"hint in one language": {"home.toml", `, en = "You can choose more than one"`, ``, `attribute "rooms": hint is missing in en`},
	} {
		_, err := server.New(server.Options{DataDir: t.TempDir(), Catalogue: changed(t, c.file, c.old, c.with)})
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Count(err.Error(), "\n") != 0 {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestAllMistakesAreToldAtOnce(t *testing.T) {
	_, err := server.New(server.Options{DataDir: t.TempDir(), Catalogue: fstest.MapFS{
		"a.toml": {Data: []byte("[group]\nkey = 'a'\ncolour = 'red'\nshape = 'round'")},
		"b.toml": {Data: []byte("[group]\nkey = 'b'\nname = { zh-Hans = '乙', zh-Hant = '乙', en = 'B' }")},
	}})
	want := "a.toml:3: unknown key group.colour\na.toml:4: unknown key group.shape\nb.toml: group \"b\" has no service"
	if err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	if _, err := server.New(server.Options{DataDir: t.TempDir(), Catalogue: fstest.MapFS{}}); err == nil {
		t.Error("an empty catalogue was taken")
	}
}
