//! A line of time on which certificates, signing times and revocation lists are drawn.

use vnfseal::{report::SignatureReport, time::Time};

/// The length of the line.
pub(crate) const LENGTH: i64 = 1000;

/// What a twentieth of the line is left free for at both ends.
const MARGIN: i64 = 20;

/// The stretch of time that is drawn, in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Axis {
    start: i64,
    end: i64,
}

impl Axis {
    /// Makes the axis for a signature: the validity of its signing certificate, and the times of the signature as far as they
    /// are not farther from it than the validity is long. A signer can claim any time, and it must not make all else a point.
    pub(crate) fn of(signature: &SignatureReport) -> Option<Self> {
        let certificate = signature.chain.first()?;
        let (first, last) = (seconds(&certificate.not_before)?, seconds(&certificate.not_after)?);
        let (first, last) = (first.min(last), first.max(last));
        let length = last.saturating_sub(first).max(1);
        let stamps = signature.time_stamps.iter().map(|stamp| &stamp.time);
        let times = stamps.chain(&signature.signing_time).chain([&signature.validated_at]);
        let (mut start, mut end) = (first, last);
        for time in times.filter_map(|time| seconds(time)) {
            let time = time.clamp(first.saturating_sub(length), last.saturating_add(length));
            (start, end) = (start.min(time), end.max(time));
        }
        let margin = end.saturating_sub(start).checked_div(MARGIN)?.max(1);
        Some(Self { start: start.saturating_sub(margin), end: end.saturating_add(margin) })
    }

    /// Returns where a time is on the line, from 0 to [`LENGTH`]. A time beyond it is at its end.
    pub(crate) fn place(self, rfc3339: &str) -> Option<i64> {
        let from_start = seconds(rfc3339)?.clamp(self.start, self.end).saturating_sub(self.start);
        from_start.saturating_mul(LENGTH).checked_div(self.end.saturating_sub(self.start))
    }

    /// Returns where a stretch of time begins on the line and how long it is. One without an end goes on to the end of the
    /// line. It is never too short to be seen.
    pub(crate) fn stretch(self, from: &str, to: Option<&str>) -> Option<(i64, i64)> {
        let start = self.place(from)?.min(LENGTH.saturating_sub(SEEN));
        let end = to.map_or(Some(LENGTH), |to| self.place(to))?;
        Some((start, end.saturating_sub(start).max(SEEN)))
    }

    /// Returns the first and the last day of the line.
    pub(crate) fn days(self) -> (String, String) {
        (day(self.start), day(self.end))
    }
}

/// The shortest stretch that is seen.
const SEEN: i64 = 4;

fn seconds(rfc3339: &str) -> Option<i64> {
    Time::from_rfc3339(rfc3339).ok().map(Time::unix)
}

fn day(seconds: i64) -> String {
    Time::from_unix(seconds).to_string().split('T').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use vnfseal::report::{CertificateReport, Revocation, SignatureLocation, Verdict};

    use super::*;

    fn signature(signing_time: &str) -> SignatureReport {
        let certificate = r#"{"subject": "CN=Acme", "issuer": "CN=Root", "serialNumber": "01", "version": 3,
            "notBefore": "2026-01-01T00:00:00Z", "notAfter": "2027-01-01T00:00:00Z", "publicKey": "EC P-256",
            "signatureAlgorithm": "ECDSA", "isCa": false, "keyUsage": [], "extendedKeyUsage": [], "fingerprint": "00",
            "pem": ""}"#;
        let certificate: CertificateReport = serde_json::from_str(certificate).unwrap();
        let json = serde_json::json!({
            "location": SignatureLocation::Manifest, "path": "a.mf", "signedPath": "a.mf", "integrity": Verdict::Passed,
            "authenticity": Verdict::Passed, "digestAlgorithm": "SHA-256", "signatureAlgorithm": "ECDSA P-256",
            "signingTime": signing_time, "validatedAt": "2026-07-01T00:00:00Z", "revocation": Revocation::Good,
            "timeStamps": [], "chain": [certificate], "findings": [],
        });
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn a_line_shows_the_validity_and_the_times_in_it() {
        let axis = Axis::of(&signature("2026-03-01T00:00:00Z")).unwrap();
        assert_eq!(axis.days(), ("2025-12-13".to_owned(), "2027-01-19".to_owned()));
        let (start, length) = axis.stretch("2026-01-01T00:00:00Z", Some("2027-01-01T00:00:00Z")).unwrap();
        assert_eq!((start, length), (45, 909));
        assert!(axis.place("2026-03-01T00:00:00Z") < axis.place("2026-07-01T00:00:00Z"));
        assert_eq!(axis.stretch("2026-01-01T00:00:00Z", None), Some((45, 955)));
        assert_eq!(axis.stretch("2030-01-01T00:00:00Z", Some("2031-01-01T00:00:00Z")), Some((996, 4)));
        assert_eq!(axis.place("soon"), None);
    }

    #[test]
    fn a_claimed_time_far_away_does_not_make_all_else_a_point() {
        let axis = Axis::of(&signature("0001-01-01T00:00:00Z")).unwrap();
        assert_eq!(axis.place("0001-01-01T00:00:00Z"), Some(0));
        let (_, length) = axis.stretch("2026-01-01T00:00:00Z", Some("2027-01-01T00:00:00Z")).unwrap();
        assert!(length > 400, "{length}");
    }
}
