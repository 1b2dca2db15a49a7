//go:build ci

package main

// headless: built with Fyne's tag for machines without a screen.
const headless = true
