package i18n

import (
	"strconv"
	"time"
)

// Day returns a full date with its weekday, never a relative one: "2026年11月23日 星期一".
func (w *Words) Day(t time.Time) string {
	return w.T("date.day", "Year", t.Year(), "Month", w.Month(t.Month()), "Day", t.Day(), "Weekday", w.Weekday(t.Weekday()))
}

// ShortDay is a date without its year, for days that are near.
func (w *Words) ShortDay(t time.Time) string {
	return w.T("date.shortday", "Month", w.Month(t.Month()), "Day", t.Day(), "Weekday", w.Weekday(t.Weekday()))
}

// DayTime returns a date and the time of day.
func (w *Words) DayTime(t time.Time) string {
	return w.T("date.daytime", "Day", w.Day(t), "Time", w.Clock(t))
}

// Clock returns the time of day: "上午9:05".
func (w *Words) Clock(t time.Time) string {
	return w.T("date.clock", "Part", w.PartOfDay(t.Hour()), "Hour", hour12(t.Hour()), "Minute", t.Format("04"))
}

// Hour returns a full hour: "下午3点".
func (w *Words) Hour(hour int) string {
	if hour%12 == 0 { // "12 a.m." is read either way
		return w.T("date.twelve." + strconv.Itoa(hour))
	}
	return w.T("date.hour", "Part", w.PartOfDay(hour), "Hour", hour12(hour))
}

// MonthOf returns a month with its year.
func (w *Words) MonthOf(t time.Time) string {
	return w.T("date.month", "Year", t.Year(), "Month", w.Month(t.Month()))
}

// Month returns a month's name.
func (w *Words) Month(m time.Month) string { return w.T("month." + strconv.Itoa(int(m))) }

// Weekday returns a weekday's name.
func (w *Words) Weekday(d time.Weekday) string { return w.T("weekday." + strconv.Itoa(int(d))) }

// PartOfDay returns what people call that part of the day.
func (w *Words) PartOfDay(hour int) string {
	switch {
	case hour < 6:
		return w.T("daypart.night")
	case hour < 12:
		return w.T("daypart.morning")
	case hour < 13:
		return w.T("daypart.noon")
	case hour < 18:
		return w.T("daypart.afternoon")
	}
	return w.T("daypart.evening")
}

func hour12(hour int) int {
	if h := hour % 12; h != 0 {
		return h
	}
	return 12
}
