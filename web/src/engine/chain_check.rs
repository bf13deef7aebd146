//! The check of a certificate's chain, before it is installed.

use vnfseal::report::{CertificateReport, Finding, Verdict};
use yew::Callback;

use super::{fault::Answer, job::Question, verifier::Verifier};
use crate::{
    json::{self, Json, objects},
    trust::{self, Entry},
};

/// The engine's answer about a certificate and its chain.
///
/// It has the fields of `verifyCertificate`'s answer that the page draws. Fields that an engine adds are ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ChainReport {
    /// The verdict on the chain.
    pub(crate) verdict: Option<Verdict>,
    /// The certificate first, the anchor last. If no chain is proven, only the certificate.
    pub(crate) chain: Vec<CertificateReport>,
    /// The findings about the chain.
    pub(crate) findings: Vec<Finding>,
}

objects! {
    ChainReport { verdict: "verdict", chain: "chain", findings: "findings" }
}

/// The state of the check of a certificate's chain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum ChainCheck {
    /// The check is not answered yet.
    #[default]
    Asked,
    /// The check is answered.
    Answered(Box<ChainReport>),
    /// The check could not be done.
    Failed(String),
}

impl ChainCheck {
    /// Returns whether the chain is proven. Without this, nothing that grants trust is installed (SEC021-6.6-d).
    pub(crate) fn holds(&self) -> bool {
        matches!(self, Self::Answered(report) if report.verdict == Some(Verdict::Passed))
    }
}

impl From<Answer> for ChainCheck {
    fn from(answer: Answer) -> Self {
        match answer {
            Ok(json) => match json::parse(&json).map(Box::new) {
                Ok(report) => Self::Answered(report),
                Err(error) => Self::Failed(error.to_string()),
            },
            Err(fault) => Self::Failed(fault.reason()),
        }
    }
}

/// Checks the whole chain of a certificate before it is installed. `helpers` may be in the chain.
pub(crate) fn check_chain(
    verifier: &Verifier,
    checked: &Entry,
    helpers: &[String],
    trusted: &[Entry],
    then: Callback<ChainCheck>,
) {
    // A new authority is not trusted yet, so the check is that its chain ends at itself.
    let options = Json::object([
        ("certificate", Json::text(&checked.pem)),
        ("intermediates", Json::List(helpers.iter().map(Json::text).collect())),
        ("trust", trust::bundle(trusted.iter().chain([checked]))),
        ("purpose", Json::text("any")),
    ]);
    let heard = Callback::from(move |answer: Answer| then.emit(ChainCheck::from(answer)));
    verifier.ask(Question::VerifyCertificate(options), heard);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_may_say_more_or_less_than_is_drawn() {
        let check = ChainCheck::from(Ok(r#"{"verdict":"failed","revocation":"good"}"#.to_owned()));
        let ChainCheck::Answered(report) = check else { panic!("{check:?}") };
        assert_eq!(report.verdict, Some(Verdict::Failed));
        assert!(report.chain.is_empty());
    }
}
