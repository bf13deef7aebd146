//! What the page asks of the engine beside verifications.

use vnfseal::report::{Aspect, CertificateReport, Finding, Severity, Verdict};

use crate::json::{self, objects};

/// A rule of the engine's table, as far as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RuleText {
    /// The stable code.
    pub(crate) code: String,
    /// How grave its findings are.
    pub(crate) severity: Severity,
    /// The part of the verdict it bears on.
    pub(crate) aspect: Aspect,
    /// Whether a policy may accept it although it is no mere warning.
    pub(crate) acceptable: bool,
    /// What is wrong, in general.
    pub(crate) title: String,
}

impl RuleText {
    /// Whether a policy may accept it. (Core refuses a policy that accepts anything else.)
    pub(crate) fn may_be_accepted(&self) -> bool {
        self.acceptable || self.severity >= Severity::Warn
    }
}

/// What the engine says of a certificate and its chain.
///
/// This is the answer of `verifyCertificate` as far as the page draws it; what an engine adds to it does no harm.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ChainReport {
    /// Whether the chain holds.
    pub(crate) verdict: Option<Verdict>,
    /// The certificate first, the anchor last; the certificate alone where no chain is proven.
    pub(crate) chain: Vec<CertificateReport>,
    /// What there is to say.
    pub(crate) findings: Vec<Finding>,
}

objects! {
    RuleText {
        code: "code",
        severity: "severity",
        aspect: "aspect",
        acceptable: "acceptable",
        title: "title",
    }
    ChainReport { verdict: "verdict", chain: "chain", findings: "findings" }
}

/// What became of the check of a certificate's chain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum ChainCheck {
    /// Not answered yet.
    #[default]
    Asked,
    /// Answered.
    Answered(Box<ChainReport>),
    /// This engine checks no certificates by themselves.
    NotOffered,
    /// It could not be done.
    Failed(String),
}

impl ChainCheck {
    /// Whether the chain is proven, without which nothing that grants trust is installed (SEC021-6.6-d).
    pub(crate) fn holds(&self) -> bool {
        matches!(self, Self::Answered(report) if report.verdict == Some(Verdict::Passed))
    }
}

impl From<Result<Option<String>, String>> for ChainCheck {
    fn from(answer: Result<Option<String>, String>) -> Self {
        match answer {
            Ok(None) => Self::NotOffered,
            Ok(Some(json)) => match json::parse(&json).map(Box::new) {
                Ok(report) => Self::Answered(report),
                Err(error) => Self::Failed(error.to_string()),
            },
            Err(message) => Self::Failed(message),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_may_say_more_or_less_than_is_drawn() {
        let check = ChainCheck::from(Ok(Some(r#"{"verdict":"failed","revocation":"good"}"#.to_owned())));
        let ChainCheck::Answered(report) = check else { panic!("{check:?}") };
        assert_eq!(report.verdict, Some(Verdict::Failed));
        assert!(report.chain.is_empty());
        assert_eq!(ChainCheck::from(Ok(None)), ChainCheck::NotOffered);
    }
}
