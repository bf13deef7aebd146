//! The findings that differ between two reports.

use vnfseal::report::Finding;
use yew::prelude::*;

use crate::{
    components::shared::{facts, paged_list::PagedList, untrusted_text},
    engine::{Comparison, FindingChange, Unlisted},
    words::{self, findings as said, locale::say},
};

/// The number of findings drawn at first and with each request for more.
const PAGE: usize = 50;

/// Draws each finding that came, went or changed, how many are the same, and how many could not be compared. Two reports without
/// findings have none of that.
pub(crate) fn changed_findings(compared: &Comparison) -> Html {
    let findings = compared.findings.clone();
    let total = findings.len();
    let item = move |index: usize| findings.get(index).map(change).unwrap_or_default();
    let Unlisted { old, new } = compared.unlisted_findings;
    if total == 0 && compared.unchanged_findings == 0 {
        return html! {};
    }
    html! {
        <>
            <PagedList id="compare-findings" title={say!("compare-findings")} empty={say!("compare-nothing")} {total}
                page={PAGE} {item} />
            if compared.unchanged_findings > 0 {
                <p class="compare-unchanged">
                    { say!("compare-findings-unchanged", number = compared.unchanged_findings) }
                </p>
            }
            if old > 0 || new > 0 {
                <p class="compare-unchanged">{ say!("compare-findings-unlisted", old = old, new = new) }</p>
            }
        </>
    }
}

fn change(FindingChange { old, new }: &FindingChange) -> Html {
    let Some(finding) = new.as_ref().or(old.as_ref()) else { return html! {} };
    let (class, word) = match (old, new) {
        (None, _) => ("added", say!("change-finding-new")),
        (_, None) => ("removed", say!("change-finding-gone")),
        _ => ("changed", say!("change-finding-other")),
    };
    html! {
        <li class="compare-change" data-change={class}>
            <p class="compare-word">{ word }</p>
            <p class="saved-facts">
                <span>{ words::severity(finding.severity) }</span>
                <code>{ untrusted_text::plain(&finding.code) }</code>
            </p>
            { match (old, new) {
                (Some(old), Some(new)) => html! {
                    <dl class="facts">
                        { facts::drawn(say!("compare-old"), sentence(old)) }
                        { facts::drawn(say!("compare-new"), sentence(new)) }
                    </dl>
                },
                _ => sentence(finding),
            } }
        </li>
    }
}

fn sentence(finding: &Finding) -> Html {
    let what = said::what(finding);
    html! {
        <p lang={what.language}>
            { untrusted_text::sentence(&what.text) }
            if finding.accepted {
                { " " }<span class="badge">{ say!("accepted") }</span>
            }
        </p>
    }
}
