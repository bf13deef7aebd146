//! Writes sizes and times for people.

use super::locale::say;

/// Returns the whole part of a JavaScript number, or 0 if it is negative or not a number. Text has only whole numbers,
/// because the code to write others would be a tenth of the page.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it saturates, and there is no other conversion"
)]
pub(crate) fn whole(number: f64) -> u64 {
    number as u64
}

/// Writes bytes in binary units with one decimal, `64.0 MiB`. Below 1 KiB the number is exact.
pub(crate) fn bytes(count: u64) -> String {
    if count < 1024 {
        return say!("number-bytes", number = count, prefix = "");
    }
    // Below the last unit, 1023.95 would be written as 1024.0.
    let units = [("Ki", 1_u64 << 10), ("Mi", 1 << 20), ("Gi", 1 << 30)];
    let scaled = units.map(|(name, unit)| (name, tenths(count, unit))).into_iter().find(|(_, tenths)| *tenths < 10_240);
    let (prefix, tenths) = scaled.unwrap_or_else(|| ("Ti", tenths(count, 1 << 40)));
    let number = say!("number-decimal", whole = tenths / 10, tenths = tenths % 10);
    say!("number-bytes", number = number, prefix = prefix)
}

/// Writes a whole number with its digits in groups: `67,108,864`.
pub(crate) fn grouped(number: u64) -> String {
    let (before, group) = (number / 1000, number % 1000);
    if before == 0 {
        return group.to_string();
    }
    say!("number-grouped", before = grouped(before), digits = format!("{group:03}"))
}

fn tenths(count: u64, unit: u64) -> u64 {
    count.saturating_mul(10).saturating_add(unit / 2).checked_div(unit).unwrap_or_default()
}

/// Writes an RFC 3339 time without its letters: `2026-11-21 12:00:00 UTC`. Any other text is returned as it is.
pub(crate) fn time(rfc3339: &str) -> String {
    match rfc3339.strip_suffix('Z').and_then(|text| text.split_once('T')) {
        Some((date, clock)) => format!("{date} {clock} UTC"),
        None => rfc3339.to_owned(),
    }
}

/// Returns the present time in RFC 3339, to the second.
pub(crate) fn now() -> String {
    let text = String::from(js_sys::Date::new_0().to_iso_string());
    text.split_once('.').map_or(text.clone(), |(seconds, _)| format!("{seconds}Z"))
}

/// Writes a rate: `81.2 MiB/s`.
pub(crate) fn rate(bytes_per_second: u64) -> String {
    format!("{}/s", bytes(bytes_per_second))
}

/// Writes a span of time like a clock: `0:07`, `12:30`, `1:02:03`.
pub(crate) fn clock(seconds: u64) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{rest:02}") } else { format!("{minutes}:{rest:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::locale::{Language, learn_and_speak, speak};

    #[test]
    fn sizes_are_short() {
        assert_eq!(bytes(0), "0 B");
        assert_eq!(bytes(1023), "1023 B");
        assert_eq!(bytes(1536), "1.5 KiB");
        assert_eq!(bytes(67_108_864), "64.0 MiB");
        assert_eq!(bytes(1_048_524), "1023.9 KiB");
        assert_eq!(bytes(1_048_525), "1.0 MiB");
        assert_eq!(bytes(1_073_741_823), "1.0 GiB");
        assert_eq!(bytes(3 << 50), "3072.0 TiB");
        assert_eq!((whole(1.9), whole(-1.0), whole(f64::NAN)), (1, 0, 0));
    }

    #[test]
    fn numbers_are_those_of_the_language() {
        let written = || (bytes(67_108_864), bytes(425), grouped(67_008_864));
        let same = |size: &str, small: &str, exact: &str| (size.to_owned(), small.to_owned(), exact.to_owned());
        assert_eq!(written(), same("64.0 MiB", "425 B", "67,008,864"));
        learn_and_speak(Language::of_tag("de"));
        assert_eq!(written(), same("64,0 MiB", "425 B", "67.008.864"));
        learn_and_speak(Language::of_tag("fr"));
        assert_eq!(written(), same("64,0 Mio", "425 o", "67\u{a0}008\u{a0}864"));
        speak(Language::default());
        assert_eq!(grouped(999), "999");
    }

    #[test]
    fn spans_look_like_clocks() {
        assert_eq!(clock(1), "0:01");
        assert_eq!(clock(60), "1:00");
        assert_eq!(clock(754), "12:34");
        assert_eq!(clock(3723), "1:02:03");
        assert_eq!(rate(85_144_371), "81.2 MiB/s");
    }

    #[test]
    fn times_lose_their_letters() {
        assert_eq!(time("2026-11-21T12:00:00Z"), "2026-11-21 12:00:00 UTC");
        assert_eq!(time("soon"), "soon");
    }
}
