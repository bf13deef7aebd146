//! The check of a certificate's chain, before it is installed.

use vnfseal::report::{CertificateReport, Finding, Verdict};
use yew::Callback;

use super::{fault::Answer, job::Question, verifier::Verifier};
use crate::{
    json::{self, Json, objects},
    trust::{self, Entry},
};

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
    /// It could not be done.
    Failed(String),
}

impl ChainCheck {
    /// Whether the chain is proven, without which nothing that grants trust is installed (SEC021-6.6-d).
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

/// Checks the whole chain of a certificate before it is installed. `helpers` may stand in it.
pub(crate) fn check_chain(
    verifier: &Verifier,
    checked: &Entry,
    helpers: &[String],
    trusted: &[Entry],
    then: Callback<ChainCheck>,
) {
    // A new authority is not trusted yet: what is checked is that its chain ends at itself.
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
