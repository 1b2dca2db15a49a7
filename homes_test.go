package main

import (
	"log/slog"
	"slices"
	"testing"

	"linli/assets"
	"linli/config"
	"linli/ime/pinyin"
	"linli/report"
	"linli/speech/reading"
)

// TestHomesOfTheSample: the community that comes with the program has homes to pick, and a site without a list has none.
func TestHomesOfTheSample(t *testing.T) {
	c, err := config.Read("", assets.Sample(), nil)
	if err != nil {
		t.Fatal(err)
	}
	homes := homesOf(c)
	at, ok := homes.Typed(report.Home{Block: 1, Building: 3, Entrance: 2, Floor: 5}, report.ByDoor, "502")
	if b, found := homes.Building(at); !ok || !found || b.Number != 3 || !b.Located || homes.Blocks[0].Name.For("en") != "East part" {
		t.Errorf("%+v %v: %+v", at, ok, b)
	}
	if none := homesOf(config.Default()); none != nil {
		t.Errorf("a site without a list has %+v", none)
	}
}

// TestPlacesAreRankedUp: what the site calls its places is written by its sounds at once, though no word list has it, and only at that site.
func TestPlacesAreRankedUp(t *testing.T) {
	r, err := reading.Open()
	if err != nil {
		t.Fatal(err)
	}
	c := config.Default()
	c.Site.Name, c.Places = "杏坛里社区", []config.Place{{Name: "菱荷亭"}, {Name: "3号楼"}}
	c.Blocks = []config.Block{{Name: "绿筠苑", Buildings: []config.Building{{Name: "颐年居"}}}}
	words := placeWords(placeNames(c), r)
	var texts []string
	for _, w := range words {
		texts = append(texts, w.Text)
	}
	if want := []string{"杏坛里社区", "菱荷亭", "号楼", "绿筠苑", "颐年居"}; !slices.Equal(texts, want) {
		t.Errorf("words %v, want %v", texts, want)
	}
	here, err := openPinyin(&env{config: c, log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	elsewhere, err := openPinyin(&env{config: config.Default(), log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	for letters, want := range map[string]string{"linghetingdedenghuaile": "菱荷亭的灯坏了", "xingtanlishequ": "杏坛里社区", "lvyunyuan": "绿筠苑", "yinianju": "颐年居"} {
		if got := here.Candidates(pinyin.Query{Letters: letters}); len(got) == 0 || got[0].Text != want {
			t.Errorf("%s: %v, want %s first", letters, got[:min(3, len(got))], want)
		}
		if got := elsewhere.Candidates(pinyin.Query{Letters: letters}); len(got) > 0 && got[0].Text == want {
			t.Errorf("%s is %s without the site's words too: this tests nothing", letters, want)
		}
	}
}
