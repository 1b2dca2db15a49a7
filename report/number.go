package report

import (
	"errors"
	"fmt"
	"io"
)

// Number is the number on a receipt: twelve digits, four for the kiosk, seven random, one check digit.
// Digits only, because people read them aloud.
type Number string

// NumberDigits is how many digits a number has.
const NumberDigits = 12

// ErrMistyped tells that twelve digits were given and that they cannot be a number: one was mistyped.
var ErrMistyped = errors.New("the check digit does not fit: a digit was mistyped")

// ErrIncomplete tells that a number does not have twelve digits.
var ErrIncomplete = errors.New("a number has twelve digits")

// damm is the quasigroup of order 10 published by H. M. Damm (Total anti-symmetrische Quasigruppen, 2004). The check
// digit found with it catches every wrong digit and every swap of neighbours.
var damm = [10][10]byte{
	{0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
	{7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
	{4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
	{1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
	{6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
	{3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
	{5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
	{8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
	{9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
	{2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}

// Mint makes a new number for a kiosk (0 to 9999) with seven digits read from random.
func Mint(kiosk int, random io.Reader) (Number, error) {
	if kiosk < 0 || kiosk > 9999 {
		return "", fmt.Errorf("kiosk %d: want 0 to 9999", kiosk)
	}
	digits := fmt.Sprintf("%04d", kiosk)
	for len(digits) < NumberDigits-1 {
		var b [1]byte
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return "", fmt.Errorf("read randomness for a number: %w", err)
		}
		if b[0] < 250 { // 250 is a multiple of ten, so that all digits are equally likely
			digits += string('0' + b[0]%10)
		}
	}
	return Number(digits + string('0'+checksum(digits))), nil
}

// ParseNumber reads a number as people type it; spaces and hyphens do not count.
// It returns ErrIncomplete or ErrMistyped.
func ParseNumber(s string) (Number, error) {
	digits := make([]byte, 0, NumberDigits)
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits = append(digits, byte(r))
		case r == ' ' || r == '-':
		default:
			return "", ErrIncomplete
		}
	}
	if len(digits) != NumberDigits {
		return "", ErrIncomplete
	}
	if checksum(string(digits)) != 0 {
		return "", ErrMistyped
	}
	return Number(digits), nil
}

// String returns the number as it is shown and read: three groups of four.
func (n Number) String() string { return Grouped(string(n)) }

// Grouped puts a space after each fourth digit.
func Grouped(digits string) string {
	var out []byte
	for i := range len(digits) {
		if i > 0 && i%4 == 0 {
			out = append(out, ' ')
		}
		out = append(out, digits[i])
	}
	return string(out)
}

// checksum returns the Damm check digit of digits, 0 where the last digit is the right one for the others.
func checksum(digits string) byte {
	var c byte
	for i := range len(digits) {
		c = damm[c][digits[i]-'0']
	}
	return c
}
