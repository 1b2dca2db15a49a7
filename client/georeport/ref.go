package georeport

import (
	"strings"

	"linli/report"
)

// refPrefix starts the last line of a description, which carries the kiosk's number to servers that know nothing
// of it. SMSOnly is a line before it.
const (
	refPrefix = "编号 Ref: "
	// SMSOnly is the line that asks for text messages only: GeoReport has a phone number but no way to say so.
	SMSOnly = "只发短信 SMS only"
	// KeptHere is the line that tells a city which takes no recordings that there is one.
	KeptHere = "录音或照片存在服务机里 A recording or picture is kept at the kiosk"
)

// RefLine is the line with which a description ends, "编号 Ref: 1024 5583 7716".
func RefLine(n report.Number) string { return refPrefix + n.String() }

// MaxOwn is how many characters of a resident's own words fit into a description with every line that is added to them.
const MaxOwn = 3800

// HelpedLine is the line that tells which member of staff wrote for the resident.
func HelpedLine(by string) string {
	return "工作人员 " + by + " 代填，居民看过并同意 Written by staff " + by + ", the resident agreed"
}

// CutRef takes the number off the last line of a description. Without a right number there the description is
// returned as it is.
func CutRef(description string) (rest string, n report.Number, ok bool) {
	trimmed := strings.TrimRight(description, " \n")
	start := strings.LastIndexByte(trimmed, '\n') + 1
	digits, found := strings.CutPrefix(trimmed[start:], refPrefix)
	if !found {
		return description, "", false
	}
	n, err := report.ParseNumber(digits)
	if err != nil {
		return description, "", false
	}
	return strings.TrimSuffix(trimmed[:start], "\n"), n, true
}

// Mentions says whether a description carries the number, wherever a server may have moved its line to.
func Mentions(description string, n report.Number) bool {
	return strings.Contains(description, n.String()) || strings.Contains(description, string(n))
}
