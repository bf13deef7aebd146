//! The progress of a verification.

use crate::words::quantities::whole;

/// The progress of a verification.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Progress {
    /// `opening`, `digesting` or `verifying`; empty before the first message.
    pub(crate) phase: String,
    /// The number of bytes done so far.
    pub(crate) bytes_done: f64,
    /// The number of bytes to do, or 0 if it is not known.
    pub(crate) bytes_total: f64,
    /// The artifacts that are being digested: one, or one for each worker.
    pub(crate) current: Vec<Current>,
    /// Bytes a second, or 0 if the rate is not known.
    pub(crate) rate: f64,
    /// The time of this message, in milliseconds of the page's clock.
    pub(crate) heard_at: f64,
}

/// An artifact that is being digested.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Current {
    /// The path of the artifact.
    pub(crate) path: String,
    /// The number of its bytes done so far, as far as known.
    pub(crate) bytes_done: f64,
    /// The size of the artifact, or 0 if the engine does not report it.
    pub(crate) bytes_total: f64,
}

/// The weight of the latest moment in the rate. At ten messages a second, the last two seconds or so count.
const WEIGHT: f64 = 0.06;

impl Progress {
    /// Returns whole percent, once the total is known.
    pub(crate) fn percent(&self) -> Option<u64> {
        (self.bytes_total > 0.0).then(|| whole(self.bytes_done / self.bytes_total * 100.0).min(100))
    }

    /// Returns the seconds that are left, rounded up, once there is a rate.
    pub(crate) fn seconds_left(&self) -> Option<u64> {
        let seconds = |left: f64| whole((left / self.rate).ceil());
        (self.rate > 0.0 && self.bytes_total > 0.0).then(|| seconds(self.bytes_total - self.bytes_done))
    }

    /// Completes this progress from `before`: with a rate, and with the bytes done of an artifact that the engine only
    /// names.
    pub(crate) fn after(mut self, before: &Self) -> Self {
        let (seconds, bytes) = ((self.heard_at - before.heard_at) / 1000.0, self.bytes_done - before.bytes_done);
        self.rate = match before.rate {
            _ if seconds <= 0.0 || bytes < 0.0 || before.phase.is_empty() => before.rate,
            rate if rate > 0.0 => {
                let weight = (WEIGHT * seconds * 10.0).min(1.0);
                (bytes / seconds).mul_add(weight, rate * (1.0 - weight))
            }
            _ => bytes / seconds,
        };
        if let ([now], [earlier]) = (self.current.as_mut_slice(), before.current.as_slice())
            && now.bytes_total <= 0.0
        {
            now.bytes_done = if now.path == earlier.path { earlier.bytes_done + bytes } else { bytes };
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: f64, bytes_done: f64, path: &str) -> Progress {
        let current = vec![Current { path: path.into(), ..Current::default() }];
        Progress {
            phase: "digesting".into(),
            bytes_done,
            bytes_total: 1000.0,
            current,
            rate: 0.0,
            heard_at: seconds * 1000.0,
        }
    }

    #[test]
    fn a_steady_run_has_its_rate() {
        let mut progress = at(0.0, 0.0, "a");
        for tenth in 1..=50_u32 {
            let seconds = f64::from(tenth) / 10.0;
            progress = at(seconds, seconds * 100.0, if tenth > 20 { "b" } else { "a" }).after(&progress);
        }
        assert!((progress.rate - 100.0).abs() < 0.01, "{}", progress.rate);
        assert!(progress.seconds_left().is_some_and(|left| left == 5 || left == 6));
        assert!((progress.current[0].bytes_done - 300.0).abs() < 0.01, "{:?}", progress.current);
    }
}
