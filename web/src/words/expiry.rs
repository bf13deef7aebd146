//! How long something is valid, in a few words.

use js_sys::Date;

use super::{
    locale::say,
    quantities::{time, whole},
};

/// The days before its end from which a certificate is said to end soon. A CA takes weeks to issue another.
const SOON_DAYS: u64 = 60;
const DAY_MILLISECONDS: f64 = 86_400_000.0;

/// How near the end is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nearness {
    /// It is far.
    Far,
    /// It is near.
    Soon,
    /// It is past.
    Past,
}

/// Returns how near the end of a certificate is, in words too. `is_list` is whether it is a list of which the next is due.
pub(crate) fn of(not_after: &str, is_list: bool) -> (Nearness, String) {
    let left = Date::parse(not_after) - Date::now();
    let (day, _) = not_after.split_once('T').unwrap_or((not_after, ""));
    let days = whole(left / DAY_MILLISECONDS);
    match (left < 0.0, is_list) {
        (true, false) => (Nearness::Past, say!("expiry-ended", date = day)),
        (true, true) => (Nearness::Past, say!("expiry-overdue", date = day)),
        (false, true) => (Nearness::Far, say!("expiry-due", date = day)),
        // A time that cannot be read is shown as it is.
        (false, false) if left.is_nan() => (Nearness::Far, say!("chain-valid-until", date = time(not_after))),
        (false, false) if days == 0 => (Nearness::Soon, say!("expiry-today")),
        (false, false) if days <= SOON_DAYS => (Nearness::Soon, say!("expiry-soon", number = days)),
        (false, false) => (Nearness::Far, say!("chain-valid-until", date = day)),
    }
}
