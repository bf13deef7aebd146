//! How far a verification has come.

use crate::words::quantities::whole;

/// How far a verification has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Progress {
    /// `opening`, `digesting` or `verifying`; empty before the first message.
    pub(crate) phase: String,
    /// Bytes done so far.
    pub(crate) bytes_done: f64,
    /// Bytes to do; 0 while not known.
    pub(crate) bytes_total: f64,
    /// The artifacts at hand: one, or one for each worker.
    pub(crate) current: Vec<Current>,
    /// Bytes a second; 0 while not known.
    pub(crate) rate: f64,
    /// When this was heard, in milliseconds of the page's clock.
    pub(crate) heard_at: f64,
}

/// An artifact that is being digested.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Current {
    /// Its path.
    pub(crate) path: String,
    /// Bytes of it done so far, as far as known.
    pub(crate) bytes_done: f64,
    /// Its size; 0 where the engine does not tell.
    pub(crate) bytes_total: f64,
}

/// How much the latest moment counts for the rate: at ten messages a second, the last two seconds or so.
const WEIGHT: f64 = 0.06;

impl Progress {
    /// Whole percent, once the total is known.
    pub(crate) fn percent(&self) -> Option<u64> {
        (self.bytes_total > 0.0).then(|| whole(self.bytes_done / self.bytes_total * 100.0).min(100))
    }

    /// Seconds to go, begun ones too, once there is a rate.
    pub(crate) fn seconds_left(&self) -> Option<u64> {
        let seconds = |left: f64| whole((left / self.rate).ceil());
        (self.rate > 0.0 && self.bytes_total > 0.0).then(|| seconds(self.bytes_total - self.bytes_done))
    }

    /// This, as what follows on `before`: with a rate, and with what was done of an artifact that the engine only names.
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
