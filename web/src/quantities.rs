//! Sizes and times for people.

/// Bytes in binary units with one decimal, `64.0 MiB`; exact below 1 KiB.
pub(crate) fn bytes(count: f64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if count < 1024.0 {
        return format!("{count:.0} B");
    }
    let mut scaled = count;
    let mut name = "B";
    for unit in UNITS {
        // 1023.95 would be written as 1024.0.
        if scaled < 1023.95 {
            break;
        }
        scaled /= 1024.0;
        name = unit;
    }
    format!("{scaled:.1} {name}")
}

/// An RFC 3339 time with its letters taken out: `2026-11-21 12:00:00 UTC`. Any other text comes back as it is.
pub(crate) fn time(rfc3339: &str) -> String {
    match rfc3339.strip_suffix('Z').and_then(|text| text.split_once('T')) {
        Some((date, clock)) => format!("{date} {clock} UTC"),
        None => rfc3339.to_owned(),
    }
}

/// A size that core counts. None is above 2^53, the most that a browser can hold in a file.
pub(crate) fn whole_bytes(count: u64) -> String {
    bytes(count.to_string().parse().unwrap_or_default())
}

/// A rate: `81.2 MiB/s`.
pub(crate) fn rate(bytes_per_second: f64) -> String {
    format!("{}/s", bytes(bytes_per_second))
}

/// A span of time as a clock shows it: `0:07`, `12:30`, `1:02:03`.
pub(crate) fn clock(seconds: f64) -> String {
    let seconds = seconds.ceil();
    let part = |size: f64, modulus: f64| (seconds / size).floor() % modulus;
    let (hours, minutes, rest) = ((seconds / 3600.0).floor(), part(60.0, 60.0), part(1.0, 60.0));
    if hours > 0.0 { format!("{hours}:{minutes:02}:{rest:02}") } else { format!("{minutes}:{rest:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        assert_eq!(bytes(0.0), "0 B");
        assert_eq!(bytes(1023.0), "1023 B");
        assert_eq!(bytes(1536.0), "1.5 KiB");
        assert_eq!(bytes(67_108_864.0), "64.0 MiB");
        assert_eq!(bytes(1_073_741_823.0), "1.0 GiB");
    }

    #[test]
    fn spans_look_like_clocks() {
        assert_eq!(clock(0.2), "0:01");
        assert_eq!(clock(59.9), "1:00");
        assert_eq!(clock(754.0), "12:34");
        assert_eq!(clock(3723.0), "1:02:03");
        assert_eq!(rate(85_144_371.2), "81.2 MiB/s");
    }

    #[test]
    fn times_lose_their_letters() {
        assert_eq!(time("2026-11-21T12:00:00Z"), "2026-11-21 12:00:00 UTC");
        assert_eq!(time("soon"), "soon");
    }
}
