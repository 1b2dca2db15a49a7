package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"maps"
	"os"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"linli/a11y/nav"
	"linli/assets"
	"linli/config"
	"linli/flow"
	"linli/kiosk"
	"linli/speech"
	"linli/ui"
	"linli/ui/input"
	"linli/ui/theme"
)

// runKeys opens a window in which staff teach keys by pressing them, and writes them into the configuration.
func runKeys(ctx context.Context, e *env) error {
	if err := haveDisplay(os.Getenv); err != nil {
		return err
	}
	fonts, err := theme.OpenFonts()
	if err != nil {
		return err
	}
	lesson, err := lessonOf(e)
	if err != nil {
		return usageError{err}
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	quietDBus()
	log.SetFlags(0)
	log.SetOutput(toolkitLog{e.log})
	a := app.NewWithID(appID)
	endsQuietly(a)
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.AppIcon()))
	w, opening := openWindow(a, e.config)
	k := teach(e, a, w, opening, fonts, lesson)
	go k.Run(ctx)
	a.Lifecycle().SetOnStarted(func() {
		time.AfterFunc(undisturbed, func() { speak(ctx, e, k) })
		go func() { <-ctx.Done(); fyne.Do(a.Quit) }()
	})
	return showAndRun(w)
}

// teach puts a kiosk into a window that serves nobody, and takes each key as it is called.
func teach(e *env, a fyne.App, w fyne.Window, opening fyne.Size, fonts *theme.Fonts, lesson *kiosk.Lesson) *kiosk.Kiosk {
	view := viewOf(e)
	lesson.Close = func() { fyne.Do(a.Quit) }
	var k *kiosk.Kiosk
	display := ui.New(w, ui.Options{
		Opening: opening, PerMM: float32(e.config.PixelsPerMM), Fonts: fonts, Clock: time.Now,
		Size: view.Offer.Text, Contrast: view.Offer.Theme, Pauses: view.Offer.Pauses, Holds: view.Offer.Holds,
		Pause: view.Offer.Pause, Hold: view.Offer.Hold, LowerEdge: float32(e.config.Mounting.LowerEdge),
		Raw: func(name, flaw string) { k.Strike(name, flow.Flaw(flaw)) },
	})
	k = kiosk.New(kiosk.Options{
		Display: display, Voice: speech.Silent{}, View: view, Clock: time.Now, Log: e.log, Lesson: lesson,
	})
	display.Connect(k)
	return k
}

// lessonOf is what is taught: every command, with the keys that it has now.
func lessonOf(e *env) (*kiosk.Lesson, error) {
	if _, err := keysOf(e.config); err != nil {
		return nil, err
	}
	own, l := e.config.Keys.Given(), &kiosk.Lesson{Keyboard: input.Keyboard()}
	for _, c := range nav.Commands() {
		keys, ok := own[string(c)]
		if !ok {
			keys = input.Standard()[c]
		}
		l.Commands, l.Had = append(l.Commands, string(c)), append(l.Had, keys)
	}
	l.Save = func(keys map[string][]string) (string, error) { return saveKeys(e, l.Commands, keys) }
	return l, nil
}

// saveKeys writes keys into the configuration, or prints them where there is no file. They have to make a table first.
func saveKeys(e *env, order []string, keys map[string][]string) (where string, err error) {
	own := map[nav.Command][]string{}
	for command, names := range e.config.Keys.Given() {
		own[nav.Command(command)] = names
	}
	for command, names := range keys {
		own[nav.Command(command)] = names
	}
	if _, err := input.NewKeys(own); err != nil {
		return "", err
	}
	if e.file == "" {
		fmt.Fprint(e.stdout, config.KeysText(order, keys))
		return "", nil
	}
	backup, err := config.SaveKeys(e.file, order, keys)
	if err != nil {
		fmt.Fprint(e.stdout, config.KeysText(order, keys)) // so that nobody has to press them again
		return "", err
	}
	again, err := config.Read(e.file, nil, os.Environ())
	if err == nil {
		_, err = keysOf(again)
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("what was written cannot be read; it was before as it is in %s", backup), err)
	}
	fmt.Fprintf(e.stdout, "%s has the new keys, %s is as it was before: %v\n", e.file, backup, slices.Sorted(maps.Keys(keys)))
	return e.file, nil
}
