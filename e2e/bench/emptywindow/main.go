// Command emptywindow is the least a Fyne program of our shape can be: one
// portrait window with six buttons. The benchmark measures it as the floor.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

func main() {
	w := app.NewWithID("org.linli.emptywindow").NewWindow("empty window")
	answers := container.NewGridWithColumns(1)
	for _, word := range []string{"Report", "Check", "Around here", "Suggest", "Guide", "Call staff"} {
		answers.Add(widget.NewButton(word, func() {}))
	}
	w.SetContent(answers)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1080, 1920))
	w.ShowAndRun()
}
