package gallery

import (
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/test"
	"golang.org/x/image/draw"

	"linli/kiosk/kiosktest"
)

var update = flag.Bool("update", false, "write the golden pictures anew; look at them before you commit them")

// most is how much a page may differ: of what an eye sees from afar, the mean and the worst place, of 255.
const mostMean, mostWorst = 0.25, 40

// TestGoldenPictures: the twelve most used pages look as they did when somebody last looked at them. They are compared at a
// quarter of their size, so that a hair's breadth does not count and a word, a colour or a card does.
func TestGoldenPictures(t *testing.T) {
	test.NewTempApp(t)
	view := kiosktest.View(t)
	shots := map[string]Shot{}
	for _, shot := range play(t, view, "zh-Hans") {
		shots[shot.Name] = shot
	}
	c := NewCanvas(open(t), 0)
	for _, name := range []string{"attract", "home", "groups", "services", "where", "tell", "ask-one", "contact", "review", "done", "number", "found"} {
		shot, ok := shots[name]
		if !ok {
			t.Errorf("there is no page %s", name)
			continue
		}
		size := Sizes()[0]
		got := quarter(c.Draw(c.Parts(shot.Screen, size, view.Bundle)[0], "", size))
		compare(t, filepath.Join("testdata", "golden", name+".png"), got)
	}
}

func quarter(img image.Image) *image.RGBA {
	b := img.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dx()/4, b.Dy()/4))
	draw.ApproxBiLinear.Scale(out, out.Bounds(), img, b, draw.Src, nil)
	return out
}

// compare reads the golden picture, or writes it with -update. What differs is left in testdata/failed.
func compare(t *testing.T, file string, got *image.RGBA) {
	t.Helper()
	if *update {
		if err := keep(file, got); err != nil {
			t.Error(err)
		}
		return
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	mean, worst := differ(want, got)
	if mean <= mostMean && worst <= mostWorst {
		return
	}
	failed := filepath.Join("testdata", "failed", filepath.Base(file))
	if err := keep(failed, got); err != nil {
		t.Error(err)
	}
	t.Errorf("%s differs by %.2f in the mean and %.0f at worst: look at %s, then go test -run Golden -update", file, mean, worst, failed)
}

func keep(file string, img image.Image) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(f, img); err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	return f.Close()
}

// differ returns how far two pictures are apart, of 255.
func differ(a, b image.Image) (mean, worst float64) {
	if a.Bounds() != b.Bounds() {
		return 255, 255
	}
	r := a.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			d := unlike(a.At(x, y), b.At(x, y))
			mean, worst = mean+d, max(worst, d)
		}
	}
	return mean / float64(r.Dx()*r.Dy()), worst
}

// unlike is how different two colours look: their distance in brightness, and half of that in hue (YCbCr).
func unlike(a, b color.Color) float64 {
	p, q := color.YCbCrModel.Convert(a).(color.YCbCr), color.YCbCrModel.Convert(b).(color.YCbCr)
	hue := math.Hypot(float64(p.Cb)-float64(q.Cb), float64(p.Cr)-float64(q.Cr))
	return math.Abs(float64(p.Y)-float64(q.Y)) + hue/2
}
