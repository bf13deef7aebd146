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

/// A count and its noun, in the singular or the plural.
pub(crate) fn count(number: usize, singular: &str, plural: &str) -> String {
    format!("{number} {}", if number == 1 { singular } else { plural })
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
    fn times_lose_their_letters() {
        assert_eq!(time("2026-11-21T12:00:00Z"), "2026-11-21 12:00:00 UTC");
        assert_eq!(time("soon"), "soon");
    }
}
