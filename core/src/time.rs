//! Points in time, in whole seconds. Core has no clock: the host supplies the time.

// These are calendar calculations. Every number has at most four digits or is a day count, far from the ends of an i64.
#![allow(clippy::arithmetic_side_effects)]

use alloc::{format, string::String};
use core::fmt;

/// Seconds since 1970-01-01T00:00:00Z, without leap seconds, for the years 0 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time(i64);

const SECONDS_A_DAY: i64 = 86_400;

impl Time {
    /// Returns the time that is `seconds` after 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_unix(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Returns the seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// Reads an RFC 3339 date-time, `2026-11-21T12:00:00Z` or one with an offset. Fractions of a second are dropped.
    ///
    /// # Errors
    /// A sentence that says what is expected.
    pub fn from_rfc3339(text: &str) -> Result<Self, String> {
        parse_rfc3339(text.as_bytes()).ok_or_else(|| {
            format!("'{}' is not a time; write it like 2026-11-21T12:00:00Z (RFC 3339).", text.escape_debug())
        })
    }

    /// Reads the content of a `UTCTime`, `YYMMDDHHMMSSZ`. Years from 50 are 19xx (RFC 5280 section 4.1.2.5.1).
    pub(crate) fn from_utc_time(content: &[u8]) -> Option<Self> {
        let (year, rest) = digits(content, 2)?;
        let century = if year >= 50 { 1900 } else { 2000 };
        Self::from_fields(century + year, rest)
    }

    /// Reads the content of a `GeneralizedTime`, `YYYYMMDDHHMMSSZ` (RFC 5280 section 4.1.2.5.2).
    pub(crate) fn from_generalized_time(content: &[u8]) -> Option<Self> {
        let (year, rest) = digits(content, 4)?;
        Self::from_fields(year, rest)
    }

    /// Returns date and time as DOS has them (APPNOTE 4.4.6), in UTC. They begin in 1980 and have every other second.
    #[cfg(feature = "sign")]
    pub(crate) fn to_dos(self) -> (u16, u16) {
        let (year, month, day) = date_of(self.0.div_euclid(SECONDS_A_DAY));
        let second = self.0.rem_euclid(SECONDS_A_DAY);
        let time = (second / 3600) << 11 | (second / 60 % 60) << 5 | ((second % 60) / 2);
        let number = |value| u16::try_from(value).ok();
        match (1980..2108).contains(&year).then_some((year - 1980) << 9 | month << 5 | day).and_then(number) {
            Some(date) => (date, number(time).unwrap_or(0)),
            None => (1 << 5 | 1, 0),
        }
    }

    /// Reads the rest of both ASN.1 forms, `MMDDHHMMSSZ`.
    fn from_fields(year: i64, rest: &[u8]) -> Option<Self> {
        let (month, rest) = digits(rest, 2)?;
        let (day, rest) = digits(rest, 2)?;
        let (hour, rest) = digits(rest, 2)?;
        let (minute, rest) = digits(rest, 2)?;
        let (second, rest) = digits(rest, 2)?;
        if rest != b"Z" {
            return None;
        }
        civil(year, month, day, hour, minute, second)
    }
}

/// Writes RFC 3339, in UTC.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = date_of(self.0.div_euclid(SECONDS_A_DAY));
        let second = self.0.rem_euclid(SECONDS_A_DAY);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

fn parse_rfc3339(text: &[u8]) -> Option<Time> {
    let (year, rest) = digits(text, 4)?;
    let (month, rest) = digits(rest.strip_prefix(b"-")?, 2)?;
    let (day, rest) = digits(rest.strip_prefix(b"-")?, 2)?;
    let rest = rest.strip_prefix(b"T").or_else(|| rest.strip_prefix(b"t"))?;
    let (hour, rest) = digits(rest, 2)?;
    let (minute, rest) = digits(rest.strip_prefix(b":")?, 2)?;
    let (second, mut rest) = digits(rest.strip_prefix(b":")?, 2)?;
    if let Some(fraction) = rest.strip_prefix(b".") {
        let length = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if length == 0 {
            return None;
        }
        rest = fraction.get(length..)?;
    }
    let time = civil(year, month, day, hour, minute, second)?;
    let offset = match rest {
        b"Z" | b"z" => 0,
        [sign @ (b'+' | b'-'), offset @ ..] => {
            let (hours, rest) = digits(offset, 2)?;
            let (minutes, rest) = digits(rest.strip_prefix(b":")?, 2)?;
            if hours > 23 || minutes > 59 || !rest.is_empty() {
                return None;
            }
            let seconds = hours * 3600 + minutes * 60;
            if *sign == b'+' { seconds } else { -seconds }
        }
        _ => return None,
    };
    Some(Time(time.0 - offset))
}

/// Reads the next `count` digits as a number. Returns it and the bytes after them.
fn digits(bytes: &[u8], count: usize) -> Option<(i64, &[u8])> {
    let (number, rest) = bytes.split_at_checked(count)?;
    let mut value = 0;
    for byte in number {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(byte - b'0');
    }
    Some((value, rest))
}

/// Returns a civil date and time in UTC, if it exists.
fn civil(year: i64, month: i64, day: i64, hour: i64, minute: i64, second: i64) -> Option<Time> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let in_range = (1..=length).contains(&day) && hour < 24 && minute < 60 && second < 60;
    in_range.then(|| Time(day_of(year, month, day) * SECONDS_A_DAY + hour * 3600 + minute * 60 + second))
}

/// Returns the days from 1970-01-01 to a date. Years are counted from March, so that the leap day is the last of its
/// year.
fn day_of(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Returns the date of a day: the inverse of [`day_of`].
fn date_of(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let day_of_era = day.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day_of_year - (153 * month_from_march + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::Time;

    #[test]
    fn rfc3339_goes_there_and_back() {
        for text in ["1950-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2000-02-29T23:59:59Z", "9999-12-31T23:59:59Z"] {
            assert_eq!(Time::from_rfc3339(text).unwrap().to_string(), text);
        }
        assert_eq!(Time::from_rfc3339("2026-11-21T12:00:00Z").unwrap().unix(), 1_795_262_400);
        assert_eq!(Time::from_rfc3339("2026-11-21T12:00:00.5+02:00").unwrap().to_string(), "2026-11-21T10:00:00Z");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "2026-11-21", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-11-21T12:00:00", "x"] {
            assert!(Time::from_rfc3339(text).is_err(), "{text}");
        }
        assert!(Time::from_utc_time(b"2611211200Z").is_none());
        assert!(Time::from_utc_time(b"261121120000+0000").is_none());
    }

    #[test]
    fn utc_time_years_turn_at_fifty() {
        assert_eq!(Time::from_utc_time(b"500101000000Z").unwrap().to_string(), "1950-01-01T00:00:00Z");
        assert_eq!(Time::from_utc_time(b"491231235959Z").unwrap().to_string(), "2049-12-31T23:59:59Z");
    }
}
