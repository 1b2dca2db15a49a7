package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"linli/a11y/nav"
	"linli/assets"
	"linli/client"
	"linli/config"
	"linli/flow"
	"linli/kiosk"
	"linli/report"
	"linli/speech"
	"linli/ui"
	"linli/ui/input"
	"linli/ui/screen"
	"linli/ui/theme"
)

// appID is the program's name in the world, as FyneApp.toml has it.
const appID = "org.linli.kiosk"

// undisturbed is how long the first page has the processor for itself, before voices are tried.
const undisturbed = time.Second

// runKiosk opens the window and serves residents until it is closed.
func runKiosk(ctx context.Context, e *env) error {
	e.warnOfPhrases()
	if err := haveDisplay(os.Getenv); err != nil {
		return err
	}
	if err := noCore(); err != nil {
		return err
	}
	if err := writable(e.config.Data); err != nil {
		return err
	}
	fonts, err := theme.OpenFonts()
	if err != nil {
		return err
	}
	keys, err := keysOf(e.config)
	if err != nil {
		return usageError{err}
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	city, backend, err := reachCity(ctx, e)
	if err != nil {
		return err
	}
	kept, closing, err := keep(ctx, e, city)
	if err != nil {
		return err
	}

	readers := openReaders(e)
	quietDBus()
	log.SetFlags(0)
	log.SetOutput(toolkitLog{e.log})
	a := app.NewWithID(appID)
	endsQuietly(a)
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.AppIcon()))
	w, opening := openWindow(a, e.config)
	view := viewOf(e)
	display := ui.New(w, published(watched(ui.Options{
		Opening: opening, Read: ui.ReadFonts(a.Driver()), PerMM: float32(e.config.PixelsPerMM), Fonts: fonts, Keys: keys, Clock: time.Now,
		Size: view.Offer.Text, Contrast: view.Offer.Theme, Pauses: view.Offer.Pauses, Holds: view.Offer.Holds,
		Pause: view.Offer.Pause, Hold: view.Offer.Hold, LowerEdge: float32(e.config.Mounting.LowerEdge),
		ReaderGap: time.Duration(e.config.Mounting.ReaderGap) * time.Millisecond,
	}), readers, w.Canvas(), view))
	wipe := newWiper()
	k := kiosk.New(kiosk.Options{
		Display: display, Voice: speech.Silent{}, City: kept, Reader: newSounds(e.log), View: view, Number: e.config.Kiosk,
		Random: rand.Reader, Clock: func() time.Time { return time.Now().In(view.Zone) }, Log: e.log,
		Idle: idleOf(e.config), Ended: wipe.end, Staff: staffOf(ctx, e.config, city), AnswerWithin: seconds(e.config.Staff.AnswerWithin), Assistants: assistantsOf(e),
	})
	if name := e.config.Mounting.KeypadDevice; name != "" {
		go keypadWatch{name: name, file: inputDevices, every: lookEvery, tell: k.Keypad, alarm: alarmOf(e.config, e.log), log: e.log}.run(ctx)
	}
	go wipe.run(ctx.Done(), display.Forget)
	display.Connect(k)
	go k.Run(ctx) // the first page is ready when the window is
	a.Lifecycle().SetOnEnteredForeground(func() { readers.Active(true) })
	a.Lifecycle().SetOnExitedForeground(func() { readers.Active(false) })
	a.Lifecycle().SetOnStarted(func() {
		go display.Rest(ctx)
		time.AfterFunc(undisturbed, func() {
			go readers.Run(ctx, k)
			go speak(ctx, e, k)
			go openPad(k, e)
			if m := openMicrophone(ctx, e.config, kept.memory, time.Minute, e.log); m != nil {
				k.Microphone(m)
				takeDown(ctx, e, k, fonts)
			}
		})
		go closeWhen(ctx, backend, stop, a, display)
	})
	if err := errors.Join(showAndRun(w), closing()); err != nil {
		return err
	}
	cause := context.Cause(ctx)
	stop(context.Canceled)
	if cause == nil || errors.Is(cause, context.Canceled) {
		cause = <-backend
	}
	return cause
}

// showAndRun shows the window until it is closed. The toolkit panics where the screen goes away before it has a window.
func showAndRun(w fyne.Window) (err error) {
	defer func() {
		if fault := recover(); fault != nil && strings.Contains(fmt.Sprint(fault), "GLFW") {
			err = fmt.Errorf("the window could not be opened: %v; is the screen still there?", fault)
		} else if fault != nil {
			panic(fault)
		}
	}()
	w.ShowAndRun()
	return nil
}

// closeWhen closes the window when the program is asked to end or the embedded backend has failed.
func closeWhen(ctx context.Context, backend chan error, stop context.CancelCauseFunc, a fyne.App, display *ui.Window) {
	select {
	case <-ctx.Done():
	case err := <-backend:
		backend <- nil
		if err != nil {
			stop(err)
		}
		<-ctx.Done() // where there is none of ours
	}
	display.End(a.Quit)
}

// openWindow returns the window and, where it will fill the screen, the size that it has before that.
func openWindow(a fyne.App, c config.Config) (w fyne.Window, opening fyne.Size) {
	w = a.NewWindow("Linli")
	w.SetMaster()
	if c.Fullscreen {
		opening = fyne.NewSize(64, 64) // nothing is drawn in it, and so it costs nothing
		w.Resize(opening)
		w.SetFullScreen(true)
		w.SetCloseIntercept(func() {}) // no key closes a kiosk; whoever looks after it ends the program
		return w, opening
	}
	w.Resize(ui.Upright())
	return w, fyne.Size{}
}

// keysOf is the table of keys.
func keysOf(c config.Config) (input.Keys, error) {
	own := map[nav.Command][]string{}
	for command, names := range c.Keys.Given() {
		own[nav.Command(command)] = names
	}
	return input.NewKeys(own)
}

// idleOf is when a session ends by itself. Who has chosen the largest text reads more slowly, who
// holds presses, listens or uses switches more slowly.
func idleOf(c config.Config) kiosk.Idle {
	o := offerOf(c)
	return kiosk.Idle{
		After: seconds(c.Idle.After), AfterSlow: seconds(c.Idle.AfterSlow), Notice: seconds(c.Idle.Notice), Again: seconds(c.Speech.RepeatAfter),
		Slow: func(s flow.Settings) bool {
			return (o.Text+s.Size)%len(o.Texts) == len(o.Texts)-1 || (o.Hold+s.Hold)%len(o.Holds) > 0 || s.Spoken || s.Switches.Count > 0
		},
	}
}

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }

// viewOf is what pages need of the configuration.
func viewOf(e *env) screen.View {
	c := e.config
	zone, err := time.LoadLocation(c.TimeZone)
	if err != nil {
		zone = time.Local // checked before
	}
	site := report.Site{
		Name: c.Site.Name, StaffWhere: c.Site.StaffWhere, StaffPhone: c.Site.StaffPhone,
		Homes: homesOf(c),
		Here:  place("here", config.Place{Name: c.Site.Here, Address: c.Site.Address, Lat: c.Site.Lat, Long: c.Site.Long}),
	}
	for i, p := range c.Places {
		site.Places = append(site.Places, place(fmt.Sprint("place-", i), p))
	}
	return screen.View{Bundle: e.bundle, Site: site, Langs: c.Languages, Zone: zone, Offer: offerOf(c), Keypad: c.Mounting.Keypad, Headphones: c.Speech.Output == "headphones", Version: version}
}

// offerOf is what residents can change, and what it is at first.
func offerOf(c config.Config) screen.Offer {
	pauses, holds := c.Pauses(), config.Holds()
	return screen.Offer{
		Texts: config.Texts(), Text: slices.Index(config.Texts(), c.StartText()),
		Themes: config.Themes(), Theme: slices.Index(config.Themes(), c.Theme),
		Pauses: milliseconds(pauses), Pause: slices.Index(pauses, c.Touch.Pause),
		Rates: speech.Rates(), Speaking: c.Speech.On, Earcons: c.Speech.Earcons,
		Holds: milliseconds(holds), Hold: slices.Index(holds, c.Touch.Hold),
		Dwells: milliseconds(c.Dwells()), Dwell: slices.Index(c.Dwells(), c.Switches.Dwell),
	}
}

func milliseconds(of []int) []time.Duration {
	out := make([]time.Duration, len(of))
	for i, n := range of {
		out[i] = time.Duration(n) * time.Millisecond
	}
	return out
}

func place(id string, p config.Place) report.Place {
	if p.Address == "" {
		p.Address = p.Name
	}
	return report.Place{ID: id, Name: p.Name, Address: p.Address, Lat: p.Lat, Long: p.Long, Located: p.Lat != 0 || p.Long != 0}
}

// clientOptions are those of the configured backend.
func clientOptions(e *env) client.Options {
	dir := ""
	if e.config.Backend != "" && e.config.Data != "" { // the embedded one has another port, and so another name, each time
		dir = filepath.Join(e.config.Data, "catalogue")
	}
	return client.Options{BaseURL: e.config.Backend, Dir: dir, APIKey: e.config.APIKey, JurisdictionID: e.config.Jurisdiction, Log: e.log, Zone: viewOf(e).Zone}
}

// reachCity returns the city's client: of the configured backend, or of one that is started here. The channel gets one
// value when the backend has ended, nil where there is none of ours.
func reachCity(ctx context.Context, e *env) (kiosk.City, chan error, error) {
	o := clientOptions(e)
	if o.BaseURL != "" {
		c, err := client.New(o)
		backend := make(chan error, 1)
		backend <- nil
		return c, backend, err
	}
	return embedded(ctx, e, o)
}
