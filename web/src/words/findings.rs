//! What a finding and a statement of SEC 021 say, in the language of the page.
//!
//! Core writes English, and its sentences are shown as they are in English. Every other language has the texts of rules and
//! statements in its catalogue, by code. What a language lacks stays in English: a report of a newer engine may have more codes.

use vnfseal::{
    policy::Edition,
    report::{Checksum, Conformance, Finding, ReachedLimit},
};

use super::{
    locale::{self, ENGLISH, say},
    quantities,
};

/// The digits of a digest that a sentence has.
const SHOWN_DIGITS: usize = 16;

/// A text, and the language that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// The text. It may quote what a package's author chose.
    pub(crate) text: String,
    /// The tag of its language (BCP 47).
    pub(crate) language: String,
}

impl Said {
    /// Takes the text of the page's language, or else core's.
    fn or_english(text: Option<String>, english: &str) -> Self {
        match text {
            Some(text) => Self { text, language: locale::tag() },
            None => Self { text: english.to_owned(), language: ENGLISH.to_owned() },
        }
    }
}

/// Returns what is wrong with this package: in English core's sentence, else the rule's title with the values.
pub(crate) fn what(finding: &Finding) -> Said {
    let title = of_rule(finding, "").map(|title| with_values(&title, finding));
    Said::or_english(title, &finding.what)
}

/// Returns why it matters.
pub(crate) fn why(finding: &Finding) -> Said {
    Said::or_english(of_rule(finding, "-why"), &finding.why)
}

/// Returns what to do, for who received the package.
pub(crate) fn fix(finding: &Finding) -> Said {
    Said::or_english(of_rule(finding, "-fix"), &finding.fix)
}

/// Returns what to do for the vendor, who made the package, if the fault is the package's.
pub(crate) fn vendor_fix(finding: &Finding) -> Option<Said> {
    let english = finding.vendor_fix.as_deref()?;
    Some(Said::or_english(of_rule(finding, "-vendor"), english))
}

/// Returns where a rule stands, in the words of the page: `SEC 021 clause 5.2; RFC 5280 section 6`. The names of standards are the
/// same in every language.
pub(crate) fn clause(english: &str) -> String {
    if locale::tag() == ENGLISH {
        return english.to_owned();
    }
    let words = [
        ("clauses", say!("cited-clauses")),
        ("clause", say!("cited-clause")),
        ("sections", say!("cited-sections")),
        ("section", say!("cited-section")),
        ("and", say!("cited-and")),
        ("appendix", say!("cited-appendix")),
        ("step", say!("cited-step")),
    ];
    let phrases = [
        ("policy limits", say!("cited-policy-limits")),
        ("work budget", say!("cited-work-budget")),
        ("for the service provider", say!("cited-for-service-provider")),
    ];
    let text = phrases.iter().fold(english.to_owned(), |text, (from, to)| text.replace(from, to));
    let word = |word: &str| words.iter().find(|(from, _)| *from == word).map_or(word.to_owned(), |(_, to)| to.clone());
    let text = text.split(' ').map(word).collect::<Vec<_>>().join(" ");
    text.replace("; ", &between())
}

/// Returns the mark between the members of a series, with the spaces that the language has beside it.
fn between() -> String {
    say!("series", one = "", next = "")
}

/// Returns the title of a rule by its code, or the English one.
pub(crate) fn title(code: &str, english: &str) -> Said {
    Said::or_english(locale::named(&name("rule", code, "")), english)
}

/// Returns why nothing was made, by the code of the reason. The sentence of core has more: names and numbers.
pub(crate) fn refusal(code: &str, english: &str) -> Said {
    Said::or_english(locale::named(&name("refusal", code, "")), english)
}

/// Returns what to do after a refusal.
pub(crate) fn refusal_fix(code: &str, english: &str) -> Said {
    Said::or_english(locale::named(&name("refusal", code, "-fix")), english)
}

/// Returns a text of core that has no code: the English page has it as it is, any other a general sentence.
pub(crate) fn in_general(general: String, english: &str) -> String {
    if locale::tag() == ENGLISH { english.to_owned() } else { general }
}

/// Returns a statement of SEC 021. Editions may number different statements alike.
pub(crate) fn statement(conformance: &Conformance, edition: Edition) -> Said {
    let of_edition = match edition {
        Edition::V4_5_1 => "-v4",
        Edition::V5_4_1 => "-v5",
    };
    let text =
        [of_edition, ""].into_iter().find_map(|ending| locale::named(&name("statement", &conformance.id, ending)));
    Said::or_english(text, &conformance.statement)
}

/// Returns the remark on a statement, if there is one.
pub(crate) fn remark(conformance: &Conformance) -> Option<Said> {
    let english = conformance.remark.as_deref()?;
    let text = conformance.remark_code.as_deref().and_then(|code| locale::named(&name("remark", code, "")));
    Some(Said::or_english(text, english))
}

fn of_rule(finding: &Finding, ending: &str) -> Option<String> {
    locale::named(&name("rule", &finding.code, ending))
}

/// Returns the name of a message: `rule-artifact-digest-mismatch-why`.
fn name(kind: &str, code: &str, ending: &str) -> String {
    format!("{kind}-{}{ending}", code.to_ascii_lowercase().replace('.', "-"))
}

/// Returns the title with the values of the finding, which core's sentence has in its own order. The path comes first: it tells
/// findings of one rule apart.
fn with_values(title: &str, finding: &Finding) -> String {
    let Finding { place, details, .. } = finding;
    let path = place.path.iter().map(|path| {
        place.line.map_or_else(|| path.clone(), |number| format!("{path}{}", say!("place-line", number = number)))
    });
    let mut values: Vec<String> = path.collect();
    values.extend(details.subject.clone());
    values.extend(details.names.iter().cloned());
    values.extend(details.digest.as_ref().map(digests));
    values.extend(details.limit.as_ref().map(reached));
    values.extend(details.time.as_deref().map(quantities::time));
    values.extend(details.reason.as_deref().map(revocation_reason));
    values.extend(details.left_out.map(|number| say!("left-out", number = number)));
    if values.is_empty() {
        return title.to_owned();
    }
    format!("{} ({}).", title.trim_end_matches('.'), values.join(&between()))
}

/// Writes both digests as far as people compare them. The report has them whole.
fn digests(digest: &Checksum) -> String {
    let short = |digits: &str| digits.get(..SHOWN_DIGITS).map_or_else(|| digits.to_owned(), |head| format!("{head}…"));
    let (algorithm, declared) = (&digest.algorithm, short(&digest.expected));
    match &digest.actual {
        Some(actual) => say!("digests", algorithm = algorithm, declared = declared, found = short(actual)),
        None => say!("digest-only-declared", algorithm = algorithm, declared = declared),
    }
}

fn reached(limit: &ReachedLimit) -> String {
    let name = &*limit.name;
    match (limit.limit, limit.value) {
        (Some(most), Some(number)) => say!("limit-passed", name = name, most = most, number = number),
        (Some(most), None) => say!("limit-most", name = name, most = most),
        (None, _) => name.to_owned(),
    }
}

/// Returns the reason of a revocation, which RFC 5280 names.
fn revocation_reason(code: &str) -> String {
    match code {
        "keyCompromise" | "cACompromise" | "aACompromise" => say!("revoked-key-compromise"),
        "affiliationChanged" => say!("revoked-affiliation-changed"),
        "superseded" => say!("revoked-superseded"),
        "cessationOfOperation" => say!("revoked-cessation"),
        "certificateHold" => say!("revoked-hold"),
        "privilegeWithdrawn" => say!("revoked-privilege-withdrawn"),
        _ => say!("revoked-unspecified"),
    }
}

#[cfg(test)]
mod tests {
    use vnfseal::{
        report::{Details, Place},
        rule::RULES,
    };

    use super::*;
    use crate::words::locale::{Language, learn_and_speak, speak};

    fn finding() -> Finding {
        let rule = RULES.iter().find(|rule| rule.code == "certificate.expired").unwrap();
        Finding {
            code: rule.code.into(),
            severity: rule.severity,
            aspect: rule.aspect,
            what: "The certificate of 'CN=Acme' expired.".into(),
            why: rule.why.into(),
            fix: rule.fix.into(),
            vendor_fix: rule.vendor_fix.map(Into::into),
            clause: rule.clause.into(),
            onap: Vec::new(),
            place: Place::default(),
            details: Details {
                subject: Some("CN=Acme".into()),
                time: Some("2026-01-01T00:00:00Z".into()),
                ..Details::default()
            },
            accepted: false,
        }
    }

    #[test]
    fn english_is_what_core_writes() {
        let finding = finding();
        assert_eq!(what(&finding), Said { text: finding.what.clone(), language: "en".into() });
        assert_eq!(fix(&finding).text, finding.fix);
    }

    #[test]
    fn another_language_has_the_title_and_the_values() {
        learn_and_speak(Language::of_tag("de"));
        let said = what(&finding());
        assert_eq!(said.text, "Ein Zertifikat ist abgelaufen (CN=Acme; 2026-01-01 00:00:00 UTC).");
        assert_eq!(said.language, "de");
        // A newer engine may have rules that this page does not know.
        let unknown = Finding { code: "certificate.of-tomorrow".into(), ..finding() };
        assert_eq!(what(&unknown), Said { text: unknown.what.clone(), language: "en".into() });
        speak(Language::default());
    }
    #[test]
    fn a_citation_is_in_the_language_of_the_page_but_for_the_names_of_standards() {
        let cited = "SEC 021 clause 5.2; RFC 5280 sections 6 and 7; policy limits";
        assert_eq!(clause(cited), cited);
        learn_and_speak(Language::of_tag("de"));
        assert_eq!(clause(cited), "SEC 021 Abschnitt 5.2; RFC 5280 Abschnitte 6 und 7; Grenzen der Richtlinie");
        speak(Language::default());
    }
}
